package io.opsbus.instance;

import java.util.Optional;

/**
 * The id of an instance, {@code i-…}, or {@code mi-…} for a machine of the user's own; unique for ever, over all accounts and regions.
 *
 * @param text 1 to 64 characters
 */
public record InstanceId(String text) {
    /** Refuses the empty text. */
    public InstanceId {
        IdText.require(text);
    }

    /** The id with this text; empty when nothing can be called so, which a caller hears as "not found". */
    public static Optional<InstanceId> parse(String text) {
        return IdText.fits(text, "i-") || IdText.fits(text, "mi-")
                ? Optional.of(new InstanceId(text))
                : Optional.empty();
    }

    /**
     * A new id. The same {@code seed} gives the same id, so that a request repeated after an unknown outcome names the
     * same resource.
     *
     * @param seed unique for ever, for instance a request id and an ordinal
     */
    public static InstanceId derived(String seed) {
        return new InstanceId(IdText.derived("i-", "Instance/" + seed));
    }

    @Override
    public String toString() {
        return text;
    }
}
