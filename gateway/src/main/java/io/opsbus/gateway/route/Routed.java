package io.opsbus.gateway.route;

import java.net.URI;
import java.util.List;

/** What looking an action up found. */
public sealed interface Routed {
    /**
     * A service answers it.
     *
     * @param urls of the running ones; empty when none runs just now
     */
    record Known(RoutedAction action, String service, List<URI> urls) implements Routed {
        public Known {
            urls = List.copyOf(urls);
        }
    }

    /** Nobody ever announced it, but other actions of its version. */
    record UnknownAction() implements Routed {}

    /** Nobody ever announced an action of that version. */
    record UnknownVersion() implements Routed {}
}
