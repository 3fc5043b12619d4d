package io.opsbus.instance.catalog;

/**
 * A resource group, {@code rg-…}; metadata only.
 *
 * @param text never empty
 */
public record ResourceGroupId(String text) {
    /** Refuses the empty text. */
    public ResourceGroupId {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an empty ResourceGroupId");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
