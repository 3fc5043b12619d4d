package io.opsbus.notifier.targets;

/** A text that opens doors: it is sealed at rest, sent where it belongs, and never printed or shown again. */
public final class Secret {
    /** A secret cannot be stored: there is no key to seal it with. */
    public static final class CannotBeKept extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** Says so. */
        public CannotBeKept() {
            super("no master key is set to seal secrets with");
        }
    }

    private final String value;
    private final String hint;

    private Secret(String value, String hint) {
        this.value = value;
        this.hint = hint;
    }

    /** A secret of which nothing may be shown. */
    public static Secret of(String value) {
        return new Secret(value, "******");
    }

    /** A secret that people recognise by {@code hint}, such as the host of an address that holds a token. */
    public static Secret of(String value, String hint) {
        return new Secret(value, hint);
    }

    /** The text itself, for the one place that needs it. */
    public String reveal() {
        return value;
    }

    /** What may be shown in its place. */
    public String hint() {
        return hint;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && value.equals(secret.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "Secret(hidden)";
    }
}
