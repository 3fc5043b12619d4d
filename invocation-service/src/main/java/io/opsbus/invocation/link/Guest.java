package io.opsbus.invocation.link;

import io.opsbus.invocation.InstanceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instance may know of itself (guide 3.1 实例Metadata操作步骤).
 *
 * @param account its owner's
 * @param events its open system events, the first published first
 */
public record Guest(InstanceId id, String name, String region, String account, List<Event> events) {
    /** Copies. */
    public Guest {
        events = List.copyOf(events);
    }

    /**
     * A system event of an instance.
     *
     * @param type {@code SystemMaintenance.Reboot} and so on
     * @param status {@code Inquiring}, {@code Scheduled}, {@code Executing} while it is open
     * @param notBefore when it is to be executed; null of a failure
     */
    public record Event(
            String id,
            InstanceId instance,
            String type,
            String status,
            Instant publishedAt,
            @Nullable Instant notBefore) {
        /** Whether it may still change. */
        public boolean open() {
            return switch (status) {
                case "Inquiring", "Scheduled", "Executing" -> true;
                default -> false;
            };
        }
    }
}
