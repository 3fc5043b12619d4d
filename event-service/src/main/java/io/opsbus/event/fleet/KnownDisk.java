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
 * @param medium what it is; null of one heard of before that was told
 * @param inactive since when nothing uses it any more; null of one that is in use or can be
 */
public record KnownDisk(
        ResourceId id,
        Owner owner,
        long revision,
        String status,
        Instant createdAt,
        @Nullable Place place,
        @Nullable Medium medium,
        @Nullable Inactive inactive) {

    /** One that is in use or can be. */
    public KnownDisk(
            ResourceId id, Owner owner, long revision, String status, Instant createdAt, @Nullable Place place) {
        this(id, owner, revision, status, createdAt, place, null, null);
    }

    /**
     * Where a disk hangs.
     *
     * @param device for instance {@code /dev/xvdb}; null on the way there
     */
    public record Place(ResourceId instance, @Nullable String device) {}

    /**
     * What it is.
     *
     * @param type system or data
     * @param category kind of storage, for instance {@code cloud_essd}
     * @param gib size in GiB
     */
    public record Medium(String type, String category, int gib) {}

    /**
     * It was taken off as broken, and waits to be cleaned.
     *
     * @param instance what it was taken off
     */
    public record Inactive(ResourceId instance, Instant since) {}
}
