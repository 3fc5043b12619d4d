package io.opsbus.event.health;

import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import java.util.Comparator;
import java.util.List;

/** The health of a disk (API facts 3.3: the states of an instance, less Maintaining). */
public final class DiskHealth {
    private DiskHealth() {}

    /** Where a disk is in its own life cycle, as far as its health depends on it. */
    public enum Use {
        /** Creating or ReIniting. */
        COMING,
        /** In_use, or on its way there or back. */
        ATTACHED,
        /** Available: nothing reads or writes it. */
        IDLE,
        UNKNOWN
    }

    /** What is said of a disk by its use and its open events; the gravest trouble counts. */
    public static Health of(Use use, List<Published> events) {
        return events.stream()
                .filter(event -> event.type().isOfDisk() && event.status() == EventStatus.EXECUTING)
                .map(event -> new Health(
                        event.type() == EventType.DISK_DEGRADED ? HealthStatus.WARNING : HealthStatus.IMPAIRED,
                        event.type().word() + " since " + event.publishedAt() + " (" + event.id() + ")."))
                // the graver, the higher
                .max(Comparator.comparingInt(health -> health.status().code()))
                .orElseGet(() -> switch (use) {
                    case COMING -> new Health(HealthStatus.INITIALIZING, "The disk is being made.");
                    case ATTACHED -> new Health(HealthStatus.OK, "No trouble is known.");
                    case IDLE -> new Health(HealthStatus.NOT_APPLICABLE, "The disk is attached nowhere.");
                    case UNKNOWN -> new Health(HealthStatus.INSUFFICIENT_DATA, "Nothing is known of the disk.");
                });
    }
}
