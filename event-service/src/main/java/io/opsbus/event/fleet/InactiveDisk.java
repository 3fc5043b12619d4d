package io.opsbus.event.fleet;

import io.opsbus.event.ResourceId;
import io.opsbus.event.fleet.KnownDisk.Medium;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A disk that was taken off an instance as broken, until it is cleaned and as long as events may tell of it (wire: {@code InactiveDisk}).
 *
 * @param instance what it was taken off
 * @param createdAt when it was ordered
 * @param since when it was taken off
 * @param goneAt when it was cleaned; null while it waits
 */
public record InactiveDisk(
        ResourceId id,
        ResourceId instance,
        @Nullable Medium medium,
        Instant createdAt,
        Instant since,
        @Nullable Instant goneAt) {

    /**
     * Whether it waited to be cleaned at some time of that span.
     *
     * @param until null if that is not over
     */
    public boolean waitedBetween(Instant from, @Nullable Instant until) {
        return (until == null || !since.isAfter(until)) && (goneAt == null || !goneAt.isBefore(from));
    }
}
