package io.opsbus.notifier.redrive;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A job that brings dead deliveries back.
 *
 * @param total how many were meant when it began
 * @param moved how many of them are on their way again
 * @param endedAt empty while it runs
 */
public record Redrive(
        Id id, Order order, State state, long total, long moved, Instant startedAt, Optional<Instant> endedAt) {
    /** Where it lies among those of its account: the newest come first. */
    public Place place() {
        return new Place(startedAt, id);
    }

    /** A job's place. A page goes on after the place of the last one before it. */
    public record Place(Instant startedAt, Id id) {
        /** The order of a list. */
        public static final Comparator<Place> NEWEST_FIRST = Comparator.comparing(Place::startedAt)
                .thenComparing(place -> place.id().value())
                .reversed();

        private static final Pattern TEXT = Pattern.compile("(\\d{1,12})\\.(\\d{6})\\.(.{1,64})");
        private static final int NANOS = 1_000;

        public Place {
            startedAt = startedAt.truncatedTo(ChronoUnit.MICROS);
        }

        /** The place as text, for {@link #parse}. */
        public String text() {
            return "%d.%06d.%s".formatted(startedAt.getEpochSecond(), startedAt.getNano() / NANOS, id);
        }

        /** The place of a text; empty when it is none. */
        public static Optional<Place> parse(String text) {
            var match = TEXT.matcher(text);
            if (!match.matches() || !Id.isValid(match.group(3))) {
                return Optional.empty();
            }
            var second = Instant.ofEpochSecond(Long.parseLong(match.group(1)));
            var micros = Integer.parseInt(match.group(2));
            return Optional.of(new Place(second.plusNanos((long) micros * NANOS), new Id(match.group(3))));
        }
    }

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
