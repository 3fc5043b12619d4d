package io.opsbus.invocation.query;

import io.opsbus.invocation.fleet.Fleet.Tag;
import java.util.List;
import java.util.Optional;

/**
 * Which activations of a scope; everything that is given must hold.
 *
 * @param name what its machines are called
 * @param tags it has all of them
 */
public record ActivationFilter(
        Optional<String> id, Optional<String> name, Optional<String> resourceGroup, List<Tag> tags) {
    public static final ActivationFilter ALL =
            new ActivationFilter(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public ActivationFilter {
        tags = List.copyOf(tags);
    }

    /** The one with this id. */
    public static ActivationFilter of(String id) {
        return new ActivationFilter(Optional.of(id), Optional.empty(), Optional.empty(), List.of());
    }
}
