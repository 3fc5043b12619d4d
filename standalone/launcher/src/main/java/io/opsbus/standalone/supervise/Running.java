package io.opsbus.standalone.supervise;

import io.opsbus.standalone.backbone.process.Child;
import java.util.concurrent.CompletableFuture;

/** A started process, as the supervisor sees it. */
public interface Running {
    long pid();

    /** Start of the process in epoch milliseconds; with the pid it names the process for ever. */
    long startedMillis();

    boolean isAlive();

    /** Only when not alive. */
    int exitCode();

    /** Sends the signal (TERM, INT, KILL); a process that is gone is no error. */
    void signal(String name);

    static Running of(Child child) {
        long started = ProcessHandle.of(child.pid()).map(Pids::startedMillis).orElse(0L);
        return new OfChild(child, started, child.onExit());
    }

    /** A real process. */
    record OfChild(Child child, long startedMillis, CompletableFuture<Integer> exit) implements Running {
        @Override
        public long pid() {
            return child.pid();
        }

        @Override
        public boolean isAlive() {
            return child.alive();
        }

        @Override
        public int exitCode() {
            return exit.join();
        }

        @Override
        public void signal(String name) {
            Pids.signal(child.pid(), name);
        }
    }
}
