package io.opsbus.seal;

/** A sealed secret names the master key that sealed it, and that key is not here; with it the secret opens. */
public final class MissingKey extends BrokenSeal {
    private static final long serialVersionUID = 1;
    private final String id;

    MissingKey(String purpose, KeyId id) {
        super("the sealed " + purpose + " was sealed with the master key " + id + ", which is not here");
        this.id = id.text();
    }

    /** The key that is needed. */
    public KeyId id() {
        return new KeyId(id);
    }
}
