package io.opsbus.notifier.journal;

import io.opsbus.notifier.delivery.DeliveryId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names one attempt, and its place among all of them: the newest come first. A page goes on after the place of the last one before it.
 *
 * @param startedAt to the millisecond
 * @param number which try it was, from 1
 */
public record Place(Instant startedAt, DeliveryId delivery, int number) {
    /** As {@code uuid} is ordered in PostgreSQL: by its bytes. */
    private static final Comparator<UUID> BYTES = (one, other) -> {
        var high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    };

    /** The order of a search. */
    public static final Comparator<Place> NEWEST_FIRST = Comparator.comparing(Place::startedAt)
            .thenComparing(place -> place.delivery().value(), BYTES)
            .thenComparingInt(Place::number)
            .reversed();

    private static final Pattern TEXT = Pattern.compile("(\\d{1,15})\\.([0-9a-f-]{36})\\.(\\d{1,9})");

    /** The place as text, for {@link #parse}. */
    public String text() {
        return startedAt.toEpochMilli() + "." + delivery + "." + number;
    }

    /** The place of a text; empty when it is none. */
    public static Optional<Place> parse(String text) {
        var match = TEXT.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Place(
                    Instant.ofEpochMilli(Long.parseLong(match.group(1))),
                    new DeliveryId(UUID.fromString(match.group(2))),
                    Integer.parseInt(match.group(3))));
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }
}
