package io.opsbus.instance;

/**
 * The id of a system event, {@code e-…}; unique for ever, over all accounts and regions.
 *
 * @param text 1 to 64 characters
 */
public record SystemEventId(String text) {
    /** Refuses the empty text. */
    public SystemEventId {
        IdText.require(text);
    }

    /**
     * A new id. The same {@code seed} gives the same id, so that a request repeated after an unknown outcome names the
     * same event.
     *
     * @param seed unique for ever, for instance a request id and an ordinal
     */
    public static SystemEventId derived(String seed) {
        return new SystemEventId(IdText.derived("e-", "SystemEvent/" + seed));
    }

    @Override
    public String toString() {
        return text;
    }
}
