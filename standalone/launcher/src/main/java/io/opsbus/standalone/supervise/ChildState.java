package io.opsbus.standalone.supervise;

import java.time.Duration;
import java.time.Instant;

/**
 * Where one program stands.
 *
 * <pre>
 *  Waiting --dependencies ready--> Starting --probe ok--> Ready
 *     ^                               |  exits              | exits
 *     |                               v                     v
 *     +------------- due ------- BackingOff <---------------+
 *  any --stop--> Stopped, by way of Stopping while its process lives
 * </pre>
 */
public sealed interface ChildState {
    /** The word {@code status} shows. */
    String word();

    record Waiting(int restarts) implements ChildState {
        @Override
        public String word() {
            return StateFile.WAITING;
        }

        Starting start(Running process, Instant now) {
            return new Starting(process, now, restarts, "");
        }

        /** Not now, through no fault of the program. */
        BackingOff postpone(String reason, Instant now) {
            return new BackingOff(now.plus(POSTPONED), reason, restarts);
        }

        /** The program cannot be started; this counts as a start that failed. */
        BackingOff fail(String reason, Instant now) {
            return new BackingOff(now.plus(pause(restarts)), reason, restarts + 1);
        }
    }

    /**
     * Its process runs.
     *
     * @param lacks why it is not ready yet; empty when it was not asked
     */
    record Starting(Running process, Instant since, int restarts, String lacks) implements ChildState {
        @Override
        public String word() {
            return StateFile.STARTING;
        }

        Starting lacking(String what) {
            return new Starting(process, since, restarts, what);
        }

        Ready ready(Instant now) {
            return new Ready(process, since, now, restarts);
        }

        BackingOff exited(Instant now) {
            return backOff(process, now, restarts);
        }
    }

    record Ready(Running process, Instant startedAt, Instant readyAt, int restarts) implements ChildState {
        @Override
        public String word() {
            return "ready";
        }

        /** A program that served for a minute starts over with the shortest pause. */
        BackingOff exited(Instant now) {
            return backOff(process, now, now.isAfter(readyAt.plus(STEADY)) ? 0 : restarts);
        }
    }

    record BackingOff(Instant until, String reason, int restarts) implements ChildState {
        @Override
        public String word() {
            return StateFile.BACKING_OFF;
        }

        Waiting due() {
            return new Waiting(restarts);
        }
    }

    /** It was told to end. */
    record Stopping(Running process) implements ChildState {
        @Override
        public String word() {
            return StateFile.STOPPING;
        }
    }

    record Stopped() implements ChildState {
        @Override
        public String word() {
            return "stopped";
        }
    }

    Duration POSTPONED = Duration.ofSeconds(5);
    Duration STEADY = Duration.ofMinutes(1);
    Duration FIRST_PAUSE = Duration.ofMillis(500);
    Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static BackingOff backOff(Running process, Instant now, int restarts) {
        return new BackingOff(now.plus(pause(restarts)), "ended with exit code " + process.exitCode(), restarts + 1);
    }

    /** 0.5 s, doubled with each restart, 30 s at most. */
    static Duration pause(int restarts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(restarts, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
