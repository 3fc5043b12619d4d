package io.opsbus.gateway.route;

import io.opsbus.gateway.Access;
import java.util.List;

/**
 * What the gateway knows of an action.
 *
 * @param access what it does to resources
 * @param ids its parameters that name resources
 */
public record RoutedAction(ActionKey key, Access access, List<IdParameter> ids) {
    public RoutedAction {
        ids = List.copyOf(ids);
    }

    /**
     * A parameter that names a resource, or several.
     *
     * @param pattern its name on the wire, a list's index written {@code N}
     * @param isJsonList whether its value is a JSON array of ids
     */
    public record IdParameter(String pattern, boolean isJsonList) {}
}
