package io.opsbus.instance.catalog;

/**
 * A private network, {@code vpc-…}.
 *
 * @param text never empty
 */
public record VpcId(String text) {
    /** Refuses the empty text. */
    public VpcId {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an empty VpcId");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
