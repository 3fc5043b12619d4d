package io.opsbus.event.kind;

import static io.opsbus.event.Level.CRITICAL;
import static io.opsbus.event.Level.INFO;
import static io.opsbus.event.Level.WARN;
import static io.opsbus.event.kind.EventStatus.AVOIDED;
import static io.opsbus.event.kind.EventStatus.CANCELED;
import static io.opsbus.event.kind.EventStatus.EXECUTED;
import static io.opsbus.event.kind.EventStatus.EXECUTING;
import static io.opsbus.event.kind.EventStatus.FAILED;
import static io.opsbus.event.kind.EventStatus.INQUIRING;
import static io.opsbus.event.kind.EventStatus.SCHEDULED;

import io.opsbus.event.Level;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** How grave an event of a type is in a state: the appendix of API facts 3.6, row by row. */
public final class Levels {
    private static final Map<EventType, Map<EventStatus, Level>> ROWS = rows();

    private Levels() {}

    /**
     * The level of the notice of this state. ASSUMED: in a state the appendix does not list for the type (a simulated
     * failure that was canceled) it is as grave as the type gets.
     */
    public static Level of(EventType type, EventStatus status) {
        var row = row(type);
        Level stated = row.get(status);
        return stated == null ? Collections.max(row.values()) : stated;
    }

    /** The states the appendix lists for the type. */
    public static Set<EventStatus> stated(EventType type) {
        return row(type).keySet();
    }

    private static Map<EventStatus, Level> row(EventType type) {
        Map<EventStatus, Level> row = ROWS.get(type);
        if (row == null) {
            throw new IllegalStateException("no levels are known of " + type);
        }
        return row;
    }

    private static Map<EventType, Map<EventStatus, Level>> rows() {
        var rows = new EnumMap<EventType, Map<EventStatus, Level>>(EventType.class);
        for (EventType type : EventType.values()) {
            rows.put(type, rowOf(type));
        }
        return Collections.unmodifiableMap(rows);
    }

    private static Map<EventStatus, Level> rowOf(EventType type) {
        return switch (type) {
            case MAINTENANCE_REBOOT ->
                all(CRITICAL, INQUIRING, SCHEDULED, EXECUTING, EXECUTED, AVOIDED, CANCELED, FAILED);
            case MAINTENANCE_REDEPLOY -> all(CRITICAL, INQUIRING, SCHEDULED, EXECUTING, EXECUTED, AVOIDED, CANCELED);
            case MAINTENANCE_STOP -> all(CRITICAL, SCHEDULED, EXECUTING, EXECUTED, AVOIDED, CANCELED, FAILED);
            case MAINTENANCE_ISOLATE_DISK, MAINTENANCE_REINIT_DISK ->
                all(CRITICAL, INQUIRING, EXECUTING, EXECUTED, AVOIDED, CANCELED, FAILED);
            case MAINTENANCE_REBOOT_AND_ISOLATE_DISK, MAINTENANCE_REBOOT_AND_REINIT_DISK ->
                all(CRITICAL, INQUIRING, EXECUTING, EXECUTED, AVOIDED, CANCELED);
            // newer than the appendix, which states neither its states nor its levels: ASSUMED
            case MAINTENANCE_CLEAN_DISKS ->
                all(WARN, INQUIRING, SCHEDULED, EXECUTING, EXECUTED, AVOIDED, CANCELED, FAILED);
            case MAINTENANCE_PERFORMANCE_IMPACT -> all(WARN, EXECUTING, EXECUTED);
            case FAILURE_REBOOT -> all(CRITICAL, EXECUTING, EXECUTED, FAILED);
            case FAILURE_REDEPLOY -> all(CRITICAL, SCHEDULED, EXECUTING, EXECUTED, AVOIDED, CANCELED);
            case FAILURE_STOP, INSTANCE_REBOOT -> all(CRITICAL, EXECUTING, EXECUTED);
            case FAILURE_DELETE -> all(CRITICAL, EXECUTING, EXECUTED, AVOIDED);
            case EXPIRATION_STOP, EXPIRATION_DELETE, UNBALANCED_STOP, UNBALANCED_DELETE -> billing();
            case DISK_STALLED, DISK_ERROR_DETECTED -> all(CRITICAL, EXECUTING, EXECUTED);
            // event types of the guide whose level no table states: ASSUMED
            case DISK_DEGRADED -> all(WARN, EXECUTING, EXECUTED);
            case DISK_SEVERELY_DEGRADED -> all(CRITICAL, EXECUTING, EXECUTED);
        };
    }

    private static Map<EventStatus, Level> billing() {
        var row = all(CRITICAL, SCHEDULED, EXECUTING, EXECUTED);
        row.putAll(all(INFO, AVOIDED));
        row.putAll(all(WARN, CANCELED, FAILED));
        return row;
    }

    private static Map<EventStatus, Level> all(Level level, EventStatus... states) {
        var row = new EnumMap<EventStatus, Level>(EventStatus.class);
        for (EventStatus status : states) {
            row.put(status, level);
        }
        return row;
    }
}
