package io.opsbus.notifier;

/** The account that owns a subscription, the {@code userId} of an event. Opaque: the guide's own samples are masked ({@code 169070*****30}). */
public record AccountId(String value) {
    private static final int MAX = 64;

    public AccountId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("an account id has 1 to 64 visible ASCII characters without '/'");
        }
    }

    /** Whether {@code text} may be an account id. */
    public static boolean isValid(String text) {
        return !text.isEmpty() && text.length() <= MAX && text.chars().allMatch(c -> c > ' ' && c < 127 && c != '/');
    }

    @Override
    public String toString() {
        return value;
    }
}
