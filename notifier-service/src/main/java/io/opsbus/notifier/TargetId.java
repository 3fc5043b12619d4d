package io.opsbus.notifier;

/**
 * Names one place deliveries go to; the key of {@code notifier.deliveries}, so that one process owns a target. A subscription has one,
 * {@code tgt-…}, and its fallback one that ends the same, {@code fbk-…}.
 */
public record TargetId(String value) {
    private static final String OWN = "tgt-";
    private static final String FALLBACK = "fbk-";

    /** Whether it is a fallback's. */
    public boolean isFallback() {
        return value.startsWith(FALLBACK);
    }

    /** The target whose fallback this is; itself when it is none. */
    public TargetId own() {
        return isFallback() ? new TargetId(OWN + value.substring(FALLBACK.length())) : this;
    }

    /** The fallback of this target; itself when it is one. */
    public TargetId fallback() {
        return value.startsWith(OWN) ? new TargetId(FALLBACK + value.substring(OWN.length())) : this;
    }

    @Override
    public String toString() {
        return value;
    }
}
