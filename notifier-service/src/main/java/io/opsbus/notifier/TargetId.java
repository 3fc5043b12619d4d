package io.opsbus.notifier;

/** Names one place deliveries go to; the key of {@code notifier.deliveries}, so that one process owns a target. */
public record TargetId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
