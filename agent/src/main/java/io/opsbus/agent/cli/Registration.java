package io.opsbus.agent.cli;

import io.opsbus.agent.wire.Home;
import java.io.IOException;
import java.util.Optional;

/**
 * Whether this process still speaks for its machine. Somebody may end the registration, or make another, beside it: what is signed
 * as who it was then is a sign of life to the server, which takes that instance back.
 *
 * @param own the instance's id this process signs as
 */
record Registration(Home home, String own) {
    /** Why it does not; empty while it does. */
    Optional<End> over() {
        try {
            Optional<String> now = home.instanceId();
            if (now.isEmpty()) {
                return Optional.of(End.DEREGISTERED);
            }
            return now.get().equals(own) ? Optional.empty() : Optional.of(End.REPLACED);
        } catch (IOException unreadable) {
            // a disk that does not answer has ended nothing
            return Optional.empty();
        }
    }
}
