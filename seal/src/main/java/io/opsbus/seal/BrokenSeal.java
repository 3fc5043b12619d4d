package io.opsbus.seal;

import java.io.IOException;

/** A sealed secret does not open: another master key, another purpose or owner, or a changed bit. */
public final class BrokenSeal extends IOException {
    private static final long serialVersionUID = 1;

    BrokenSeal(String purpose, Throwable cause) {
        super("the sealed " + purpose + " does not open with this master key", cause);
    }
}
