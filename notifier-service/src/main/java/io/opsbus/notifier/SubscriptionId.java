package io.opsbus.notifier;

/** Names one subscription, unique for ever: {@code sub-} and up to 60 lower-case letters and digits. */
public record SubscriptionId(String value) {
    private static final String PREFIX = "sub-";
    private static final int MAX = 64;

    public SubscriptionId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a subscription id: " + value);
        }
    }

    /** Whether {@code text} may be a subscription id. */
    public static boolean isValid(String text) {
        return text.startsWith(PREFIX)
                && text.length() > PREFIX.length()
                && text.length() <= MAX
                && text.chars().skip(PREFIX.length()).allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }

    /** The one target a subscription has; deliveries, window and breaker go by it. */
    public TargetId target() {
        return new TargetId("tgt-" + value.substring(PREFIX.length()));
    }

    @Override
    public String toString() {
        return value;
    }
}
