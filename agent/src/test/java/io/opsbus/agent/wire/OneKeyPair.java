package io.opsbus.agent.wire;

import java.security.KeyPair;

/** Keys for tests that need some, and not others than another test: making them takes a while. */
public final class OneKeyPair {
    private static final KeyPair KEYS = Identity.freshKeys();

    private OneKeyPair() {}

    public static KeyPair keys() {
        return KEYS;
    }
}
