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
    /** The first stop after a first start also writes the start-up caches. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

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
                    ended == 0 ? "Nothing runs in " + data.root() + "." : "Ended " + ended + " programs left behind.");
            return 0;
        }
        out.println("Stopping (the first stop also saves start-up caches)…");
        Pids.signal(supervisor.get().pid(), "TERM");
        if (!Waiting.until(PATIENCE, () -> !supervisor.get().isAlive())) {
            out.println("The supervisor does not stop; ending it by force.");
            Pids.signal(supervisor.get().pid(), "KILL");
            if (!Waiting.until(FOR_A_KILL, () -> !supervisor.get().isAlive())) {
                System.err.println("opsbus: Process " + supervisor.get().pid()
                        + " cannot be ended: it is another user's, or waits for a disk. Nothing is stopped for good.");
                return 1;
            }
        }
        int ended = endSurvivors(StateFile.read(data.stateFile()));
        out.println(
                ended == 0
                        ? "Stopped. Data stays in " + data.root() + "."
                        : "Stopped; " + ended + " programs by force.");
        return 0;
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
