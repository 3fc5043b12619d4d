package io.opsbus.invocation.fleet;

import io.opsbus.invocation.InstanceId;
import java.util.Map;

/** What the bus tells of an instance. */
public sealed interface FleetNews {
    InstanceId id();

    /**
     * It is like this now.
     *
     * @param tags by key
     * @param revision counts its changes: a lower one than is known is late
     * @param isReleasing its owner has deleted it
     */
    record Seen(KnownInstance instance, Map<String, String> tags, boolean isReleasing, long revision)
            implements FleetNews {
        public Seen {
            tags = Map.copyOf(tags);
        }

        @Override
        public InstanceId id() {
            return instance.id();
        }
    }

    /** It is no more. */
    record Gone(InstanceId id) implements FleetNews {}
}
