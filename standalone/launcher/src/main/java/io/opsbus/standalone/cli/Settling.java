package io.opsbus.standalone.cli;

import io.opsbus.standalone.DataFolder;
import io.opsbus.standalone.supervise.FolderLock;
import io.opsbus.standalone.supervise.StateFile;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for what is on its way in a data folder. Who looks at a system that is being started finds programs that are not there yet; who looks at one that is
 * being stopped finds them all, for a moment.
 *
 * @param out where it is said that something is waited for
 */
record Settling(DataFolder data, PrintStream out) {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** Of an {@code up} until its supervisor has said so. */
    private static final Duration OF_A_START = Duration.ofSeconds(60);

    /** Of a supervisor, from its first moment until it has said so. */
    private static final Duration OF_A_WORD = Duration.ofSeconds(10);

    /** How it is when it is neither on its way up nor down, or after four minutes. */
    Optional<StateFile> settled() throws IOException {
        Optional<StateFile> state = spoken();
        long end = System.nanoTime() + PATIENCE.toNanos();
        String said = "";
        while (state.filter(now -> now.supervisor().isPresent() && now.moves()).isPresent()
                && System.nanoTime() < end) {
            String what = state.filter(StateFile::endsAll).isPresent()
                    ? "A system is being stopped in " + data.root() + "; waiting for its end… 系统正在停止，请稍候…"
                    : "A system is starting in " + data.root() + "; waiting for it… 系统正在启动，请稍候…";
            if (!what.equals(said)) {
                said = what;
                out.println(what);
            }
            pause();
            state = StateFile.read(data.stateFile());
        }
        return state;
    }

    /** What an {@code up} that is at work has started, as soon as it has; without one what there is. */
    Optional<StateFile> begun() throws IOException {
        Optional<StateFile> state = StateFile.read(data.stateFile());
        long end = System.nanoTime() + OF_A_START.toNanos();
        while (state.flatMap(StateFile::supervisor).isEmpty()
                && (FolderLock.isHeld(data.upLock()) || FolderLock.isHeld(data.supervisorLock()))
                && System.nanoTime() < end) {
            pause();
            state = StateFile.read(data.stateFile());
        }
        return state;
    }

    private Optional<StateFile> spoken() throws IOException {
        Optional<StateFile> state = StateFile.read(data.stateFile());
        long end = System.nanoTime() + OF_A_WORD.toNanos();
        while (state.flatMap(StateFile::supervisor).isEmpty()
                && FolderLock.isHeld(data.supervisorLock())
                && System.nanoTime() < end) {
            pause();
            state = StateFile.read(data.stateFile());
        }
        return state;
    }

    private static void pause() {
        Waiting.until(Duration.ofMillis(100), () -> false);
    }
}
