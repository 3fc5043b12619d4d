package io.opsbus.seal;

import java.io.IOException;

/** A sealed secret does not open: another master key, another purpose or owner, or a changed bit. */
public sealed class BrokenSeal extends IOException permits MissingKey {
    private static final long serialVersionUID = 1;

    BrokenSeal(String purpose, Throwable cause) {
        super("the sealed " + purpose + " does not open with this master key", cause);
    }

    /** What a subclass says in its stead. */
    BrokenSeal(String message) {
        super(message);
    }
}
