package io.opsbus.event.fleet;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.Target.Owner;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A disk as its owner last told.
 *
 * @param revision grows with every change; a lower one is late
 * @param status Creating, Available, Attaching, In_use, Detaching or ReIniting
 * @param createdAt when it was ordered
 * @param place where it hangs; null for nowhere
 */
public record KnownDisk(
        ResourceId id,
        Owner owner,
        long revision,
        String status,
        Instant createdAt,
        @Nullable Place place) {

    /**
     * Where a disk hangs.
     *
     * @param device for instance {@code /dev/xvdb}; null on the way there
     */
    public record Place(ResourceId instance, @Nullable String device) {}
}
