package io.opsbus.instance;

/**
 * A zone, for instance {@code cn-hangzhou-g}.
 *
 * @param text never empty
 */
public record ZoneId(String text) {
    /** Refuses the empty text. */
    public ZoneId {
        IdText.require(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
