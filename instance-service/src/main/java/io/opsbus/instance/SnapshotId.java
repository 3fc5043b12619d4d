package io.opsbus.instance;

import java.util.Optional;

/**
 * The id of a snapshot, {@code s-…}; unique for ever, over all accounts and regions.
 *
 * @param text 1 to 64 characters
 */
public record SnapshotId(String text) {
    /** Refuses the empty text. */
    public SnapshotId {
        IdText.require(text);
    }

    /** The id with this text; empty when nothing can be called so, which a caller hears as "not found". */
    public static Optional<SnapshotId> parse(String text) {
        return IdText.fits(text, "s-") ? Optional.of(new SnapshotId(text)) : Optional.empty();
    }

    /**
     * A new id. The same {@code seed} gives the same id, so that a request repeated after an unknown outcome names the
     * same resource.
     *
     * @param seed unique for ever, for instance a request id and an ordinal
     */
    public static SnapshotId derived(String seed) {
        return new SnapshotId(IdText.derived("s-", "Snapshot/" + seed));
    }

    @Override
    public String toString() {
        return text;
    }
}
