package io.opsbus.ledger;

import java.time.Instant;

/**
 * A change to a durable timer, saved together with the decision that asked for it.
 *
 * <p>A timer is a notice, never an authorisation: when it fires, its change decides anew on the state it finds. A timer
 * cancelled or set again while it is being fired may still fire once.
 */
public sealed interface Timer {

    /** The longest key, in characters: its {@link ChangeKey} must still fit. */
    int MAX_KEY = 250;

    /** Unique within the ledger, for example {@code e-1234/expire}. */
    String key();

    /**
     * Sets the timer, or moves it if it is set already.
     *
     * @param payload comes back when the timer is due; at least what names the entity
     */
    record Set(String key, Instant dueAt, String payload) implements Timer {
        public Set {
            checkKey(key);
        }
    }

    /** Cancels the timer; no error if it is not set. */
    record Cancel(String key) implements Timer {
        public Cancel {
            checkKey(key);
        }
    }

    /**
     * A timer whose time has come.
     *
     * @param generation differs for every time the key was set
     * @param attempt 1 for the first firing; more after a crash or an error
     */
    record Due(String key, long generation, Instant dueAt, String payload, int attempt) {}

    private static void checkKey(String key) {
        if (key.isEmpty() || key.length() > MAX_KEY) {
            throw new IllegalArgumentException("a timer key has 1.." + MAX_KEY + " characters: " + key.length());
        }
    }
}
