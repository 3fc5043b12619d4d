package io.opsbus.instance;

/**
 * Names one operation a provider is asked for. A provider does each once, however often it is asked.
 *
 * @param text resource id and the revision that asked, {@code i-….7}: unique for ever
 */
public record OperationId(String text) {
    /** The operation the change to this revision of a resource asks for. */
    public static OperationId of(String resourceId, long revision) {
        return new OperationId(resourceId + "." + revision);
    }

    @Override
    public String toString() {
        return text;
    }
}
