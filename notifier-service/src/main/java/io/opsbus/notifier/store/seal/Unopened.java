package io.opsbus.notifier.store.seal;

/** A stored secret cannot be opened now; its message says why, for the operator, and names the key that is missing. It stays as it is. */
public final class Unopened extends Exception {
    private static final long serialVersionUID = 1;

    Unopened(String why) {
        super(why);
    }

    /** Why, for people. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
