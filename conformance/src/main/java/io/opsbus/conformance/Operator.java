package io.opsbus.conformance;

import java.io.IOException;
import java.net.URI;

/** What only who runs the system can do; some answers of the API cannot be had without it. */
public interface Operator {
    /**
     * Asks the owner of an instance for consent to a maintenance (guide 3.1, Inquiring).
     *
     * @param type a type of system event, for example {@code SystemMaintenance.CleanInactiveDisks}
     * @throws IOException when it is refused; the message says why
     */
    void askForConsent(String instance, String type) throws IOException;

    /** Base URL of the agents' endpoint, {@code https}, signed by the target's authority. */
    URI agents();
}
