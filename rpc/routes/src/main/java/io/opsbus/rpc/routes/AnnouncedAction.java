package io.opsbus.rpc.routes;

import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.declare.Access;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Kind;
import java.util.List;

/**
 * An Action as the gateway needs to know it.
 *
 * @param access what it does to resources
 * @param resources parameters whose values are ids of resources
 */
public record AnnouncedAction(ActionName name, Access access, List<Resource> resources) {
    public AnnouncedAction {
        resources = List.copyOf(resources);
    }

    /**
     * A parameter that names a resource.
     *
     * @param pattern its name on the wire, a list's index written {@code N}
     * @param isJsonList whether its value is a JSON array of ids
     * @param kind of the resource, such as {@code instance}
     */
    public record Resource(String pattern, boolean isJsonList, String kind) {}

    /** What a declaration says of it. */
    public static AnnouncedAction of(Declaration declaration) {
        return new AnnouncedAction(
                declaration.name(),
                declaration.access(),
                declaration
                        .placed()
                        .filter(placed -> placed.field().namesResource())
                        .map(placed -> new Resource(
                                placed.pattern(),
                                placed.field().kind() == Kind.JSON_LIST,
                                placed.field().resource()))
                        .toList());
    }
}
