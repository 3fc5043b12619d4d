package io.opsbus.notifier.consent;

import io.opsbus.notifier.targets.Webhook;
import java.util.function.Consumer;

/** Asks a receiver. */
@FunctionalInterface
public interface Handshake {
    /**
     * Asks whether it takes what is sent to this webhook.
     *
     * @param heard hears the answer, once, from a thread that must not be blocked
     */
    void ask(Receiver receiver, Webhook webhook, Consumer<Consent.Answer> heard);
}
