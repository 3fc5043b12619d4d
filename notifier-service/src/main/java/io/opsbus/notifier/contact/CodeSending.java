package io.opsbus.notifier.contact;

import java.time.Instant;

/** Sends codes. */
@FunctionalInterface
public interface CodeSending {
    /** Sends one to an address of a contact, once, and does not wait for it: who gets none asks again. */
    void send(Contact contact, Way way, Code code, Instant expires);
}
