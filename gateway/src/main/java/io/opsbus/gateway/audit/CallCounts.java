package io.opsbus.gateway.audit;

import io.opsbus.gateway.route.RoutedAction;
import java.time.Duration;
import java.util.Optional;

/** Counts of answered calls, for who watches the gateway. */
public interface CallCounts {
    /**
     * Counts one.
     *
     * @param action what was called: an action that is announced, by a call whose signature fits. Empty for every other call: what is not
     *     signed, or names nothing, must not choose under which name it is counted
     * @param status HTTP status of the answer
     * @param taken from the request's last byte to the answer
     */
    void answered(Optional<RoutedAction> action, int status, Duration taken);
}
