package io.opsbus.instance;

/**
 * A region, for instance {@code cn-hangzhou}.
 *
 * @param text never empty
 */
public record RegionId(String text) {
    /** Refuses the empty text. */
    public RegionId {
        IdText.require(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
