package io.opsbus.instance.catalog;

/**
 * A specification, for instance {@code ecs.g6.large}.
 *
 * @param text never empty
 */
public record InstanceTypeName(String text) {
    /** Refuses the empty text. */
    public InstanceTypeName {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an empty InstanceTypeName");
        }
    }

    /** The family: all but the size, {@code ecs.g6} of {@code ecs.g6.large}. */
    public String family() {
        int size = text.lastIndexOf('.');
        return size > 0 ? text.substring(0, size) : text;
    }

    @Override
    public String toString() {
        return text;
    }
}
