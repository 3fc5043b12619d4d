package io.opsbus.notifier.targets;

import java.util.Optional;

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
    private final Optional<Unopened> unopened;

    private Secret(String value, String hint, Optional<Unopened> unopened) {
        this.value = value;
        this.hint = hint;
        this.unopened = unopened;
    }

    /**
     * What is known of a secret that cannot be opened now.
     *
     * @param stored its sealed form, which it keeps
     * @param why for the operator
     */
    public record Unopened(String stored, String why) {}

    /** A secret of which nothing may be shown. */
    public static Secret of(String value) {
        return new Secret(value, "******", Optional.empty());
    }

    /** A secret that people recognise by {@code hint}, such as the host of an address that holds a token. */
    public static Secret of(String value, String hint) {
        return new Secret(value, hint, Optional.empty());
    }

    /** A secret that cannot be opened now: whoever stores it again must store what was stored. */
    public static Secret unopened(Unopened unopened, String hint) {
        return new Secret("", hint, Optional.of(unopened));
    }

    /** What is known of it while it cannot be opened; empty when it can. */
    public Optional<Unopened> unopened() {
        return unopened;
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
        return other instanceof Secret secret && value.equals(secret.value) && unopened.equals(secret.unopened);
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
