package io.opsbus.gateway.route;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * What a running service said of itself, believed because it was signed.
 *
 * @param url base URL it is called at
 * @param publishedAt when it said so
 * @param isWithdrawn whether it ends and answers nothing from now on
 */
public record ServiceNotice(
        String service, URI url, Instant publishedAt, boolean isWithdrawn, List<RoutedAction> actions) {
    public ServiceNotice {
        actions = List.copyOf(actions);
    }
}
