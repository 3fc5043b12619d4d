package io.opsbus.instance.catalog;

/**
 * A security group, {@code sg-…}; metadata only, it filters nothing.
 *
 * @param text never empty
 */
public record SecurityGroupId(String text) {
    /** Refuses the empty text. */
    public SecurityGroupId {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an empty SecurityGroupId");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
