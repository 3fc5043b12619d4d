package io.opsbus.instance;

import java.util.Optional;

/**
 * The id of a disk, {@code d-…}; unique for ever, over all accounts and regions.
 *
 * @param text 1 to 64 characters
 */
public record DiskId(String text) {
    /** Refuses the empty text. */
    public DiskId {
        IdText.require(text);
    }

    /** The id with this text; empty when nothing can be called so, which a caller hears as "not found". */
    public static Optional<DiskId> parse(String text) {
        return IdText.fits(text, "d-") ? Optional.of(new DiskId(text)) : Optional.empty();
    }

    /**
     * A new id. The same {@code seed} gives the same id, so that a request repeated after an unknown outcome names the
     * same resource.
     *
     * @param seed unique for ever, for instance a request id and an ordinal
     */
    public static DiskId derived(String seed) {
        return new DiskId(IdText.derived("d-", "Disk/" + seed));
    }

    @Override
    public String toString() {
        return text;
    }
}
