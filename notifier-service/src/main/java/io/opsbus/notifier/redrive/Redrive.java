package io.opsbus.notifier.redrive;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A job that brings dead deliveries back.
 *
 * @param total how many were meant when it began
 * @param moved how many of them are on their way again
 * @param endedAt empty while it runs
 */
public record Redrive(
        Id id, Order order, State state, long total, long moved, Instant startedAt, Optional<Instant> endedAt) {
    /** Names a job. */
    public record Id(String value) {
        private static final int MAX = 64;

        public Id {
            if (!isValid(value)) {
                throw new IllegalArgumentException("not a redrive's id: " + value);
            }
        }

        /** Whether the text may be an id. */
        public static boolean isValid(String text) {
            return text.startsWith("rdr-")
                    && text.length() <= MAX
                    && text.chars().allMatch(c -> c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /** Where a job is in its life: RUNNING to DONE or STOPPED. */
    public enum State {
        /** It moves. */
        RUNNING,
        /** All it meant is on its way, but what was forgotten or moved by another job. */
        DONE,
        /** Somebody stopped it; what it had not moved lies where it lay. */
        STOPPED;

        /** The word on the wire and in the store. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
