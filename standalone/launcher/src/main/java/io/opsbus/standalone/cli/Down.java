package io.opsbus.standalone.cli;

import io.opsbus.standalone.DataFolder;
import io.opsbus.standalone.Settings;
import io.opsbus.standalone.supervise.Pids;
import io.opsbus.standalone.supervise.StateFile;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code opsbus down}: asks the supervisor to stop; ends by force what an earlier, killed supervisor left behind. */
final class Down {
    /** Without a step: the supervisor itself gives each program a minute, and the first stop also writes the start-up caches. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Whoever waits for longer is told what for. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final Duration FOR_A_KILL = Duration.ofSeconds(5);

    private final DataFolder data;
    private final PrintStream out;

    Down(Settings settings, PrintStream out) {
        this.data = new DataFolder(settings.data());
        this.out = out;
    }

    int run() throws IOException {
        Optional<StateFile> state = new Settling(data, out).begun();
        Optional<ProcessHandle> supervisor = state.flatMap(StateFile::supervisor);
        if (supervisor.isEmpty()) {
            int ended = endSurvivors(state);
            out.println(
                    ended == 0
                            ? "Nothing runs in " + data.root() + ". 没有正在运行的系统。"
                            : "Ended " + ended + " programs left behind. 已结束遗留的程序。");
            return 0;
        }
        out.println("Stopping (the first stop also saves start-up caches)…");
        Pids.signal(supervisor.get().pid(), "TERM");
        if (!ends(supervisor.get())) {
            out.println("The supervisor does not stop; ending it by force. 管理进程未能停止，正在强制结束。");
            Pids.signal(supervisor.get().pid(), "KILL");
            if (!Waiting.until(FOR_A_KILL, () -> !supervisor.get().isAlive())) {
                System.err.println(
                        "opsbus: Process " + supervisor.get().pid()
                                + " cannot be ended: it is another user's, or waits for a disk. Nothing is stopped for good. 无法结束该进程。");
                return 1;
            }
        }
        int ended = endSurvivors(StateFile.read(data.stateFile()));
        out.println(
                ended == 0
                        ? "Stopped. Data stays in " + data.root() + ". 已停止，数据保留。"
                        : "Stopped; " + ended + " programs by force. 已停止，部分程序被强制结束。");
        return 0;
    }

    /** False when it stands still: by force databases are ended in the middle of their work. */
    private boolean ends(ProcessHandle supervisor) throws IOException {
        if (Waiting.until(SOON, () -> !supervisor.isAlive())) {
            return true;
        }
        var stillness = new Stillness(PATIENCE);
        List<String> shown = List.of();
        while (supervisor.isAlive()) {
            List<String> left =
                    StateFile.read(data.stateFile()).map(StateFile::stopping).orElse(List.of());
            if (!left.equals(shown) && !left.isEmpty()) {
                out.println("Still to stop: " + String.join(", ", left) + "…");
            }
            shown = left;
            if (stillness.isTooLong(left, System.nanoTime())) {
                return false;
            }
            Waiting.until(Duration.ofMillis(100), () -> false);
        }
        return true;
    }

    /** Kills programs without a supervisor; returns how many there were. */
    static int endSurvivors(Optional<StateFile> state) {
        List<ProcessHandle> left = state.map(StateFile::survivors).orElse(List.of());
        left.forEach(process -> Pids.signal(process.pid(), "TERM"));
        if (!Waiting.until(Duration.ofSeconds(20), () -> left.stream().noneMatch(ProcessHandle::isAlive))) {
            left.forEach(process -> Pids.signal(process.pid(), "KILL"));
            // what still dies holds its port
            Waiting.until(FOR_A_KILL, () -> left.stream().noneMatch(ProcessHandle::isAlive));
        }
        return left.size();
    }
}
