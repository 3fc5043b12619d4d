package io.opsbus.instance.catalog;

/**
 * A subnet of a private network in one zone, {@code vsw-…}.
 *
 * @param text never empty
 */
public record VSwitchId(String text) {
    /** Refuses the empty text. */
    public VSwitchId {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an empty VSwitchId");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
