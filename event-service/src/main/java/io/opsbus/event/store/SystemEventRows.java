package io.opsbus.event.store;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.cycle.Target.DiskRef;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows of the table {@code system_events} read back. */
final class SystemEventRows {
    private SystemEventRows() {}

    static SystemEvent event(ResultSet row) throws SQLException {
        Instant publishAt = instant(row, "publish_at");
        return publishAt == null ? published(row) : new SystemEvent.Draft(subject(row), planOf(row), publishAt);
    }

    static SystemEvent.Published published(ResultSet row) throws SQLException {
        return new SystemEvent.Published(
                subject(row),
                required(row, "published_at"),
                status(row, "first_status"),
                cycle(row),
                row.getInt("changes"));
    }

    private static EventCycle cycle(ResultSet row) throws SQLException {
        Plan plan = plan(row);
        return switch (status(row, "status")) {
            case INQUIRING -> new EventCycle.Inquiring();
            case SCHEDULED -> new EventCycle.Scheduled(planOf(row), row.getBoolean("reminded"));
            case EXECUTING -> new EventCycle.Executing(required(row, "started_at"), plan);
            case EXECUTED -> new EventCycle.Executed(required(row, "started_at"), required(row, "finished_at"), plan);
            case AVOIDED -> new EventCycle.Avoided(required(row, "finished_at"), plan);
            case CANCELED -> new EventCycle.Canceled(required(row, "finished_at"), plan);
            case FAILED ->
                new EventCycle.Failed(
                        required(row, "started_at"), required(row, "finished_at"), row.getString("failure"), plan);
        };
    }

    private static Subject subject(ResultSet row) throws SQLException {
        String type = row.getString("type");
        return new Subject(
                new EventId(row.getString("id")),
                EventType.parse(type).orElseThrow(() -> new IllegalStateException("no event type: " + type)),
                target(row),
                Subject.Origin.valueOf(row.getString("origin")),
                row.getString("reason"));
    }

    private static Target target(ResultSet row) throws SQLException {
        var owner = new Owner(new AccountId(row.getString("account_id")), row.getString("region_id"));
        String instance = row.getString("instance_id");
        String name = row.getString("instance_name");
        String disk = row.getString("disk_id");
        DiskRef ref = disk == null ? null : new DiskRef(new ResourceId(disk), row.getString("device"));
        if (!row.getBoolean("of_disk")) {
            return new Target.OfInstance(owner, new ResourceId(row.getString("resource_id")), name, ref);
        }
        if (ref == null) {
            throw new IllegalStateException("an event of a disk without one: " + row.getString("id"));
        }
        return new Target.OfDisk(owner, ref, instance == null ? null : new ResourceId(instance), name);
    }

    private static @Nullable Plan plan(ResultSet row) throws SQLException {
        Instant notBefore = instant(row, "not_before");
        return notBefore == null ? null : new Plan(notBefore, required(row, "initial_not_before"));
    }

    private static Plan planOf(ResultSet row) throws SQLException {
        return new Plan(required(row, "not_before"), required(row, "initial_not_before"));
    }

    private static EventStatus status(ResultSet row, String column) throws SQLException {
        String word = row.getString(column);
        return EventStatus.parse(word).orElseThrow(() -> new IllegalStateException("no event status: " + word));
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        Instant value = instant(row, column);
        if (value == null) {
            throw new IllegalStateException(row.getString("id") + " has no " + column);
        }
        return value;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
