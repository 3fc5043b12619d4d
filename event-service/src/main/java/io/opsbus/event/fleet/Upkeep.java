package io.opsbus.event.fleet;

import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What the owner of an instance wishes of its maintenance (contract 2.1, ModifyInstanceMaintenanceAttributes; the guide is silent).
 *
 * @param action what becomes of it when its host is maintained or fails
 * @param told kept and shown; whatever it says, its owner is told (guide 3.1)
 * @param windows when maintenance may begin; none for any time
 */
public record Upkeep(OnMaintenance action, boolean told, List<Window> windows) {
    /** What was never said. */
    public static final Upkeep USUAL = new Upkeep(OnMaintenance.AUTO_RECOVER, false, List.of());

    /** Keeps its own copy. */
    public Upkeep {
        windows = List.copyOf(windows);
    }

    /** {@code ActionOnMaintenance}. */
    public enum OnMaintenance {
        /** It stays off: what runs on it is looked after elsewhere. */
        STOP("Stop"),
        /** It comes on again, on another host if need be. */
        AUTO_RECOVER("AutoRecover"),
        /** It is moved to another host at once, where its local disks are empty. */
        AUTO_REDEPLOY("AutoRedeploy");

        private final String word;

        OnMaintenance(String word) {
            this.word = word;
        }

        /** As it stands on the wire. */
        public String word() {
            return word;
        }

        /** The action of that word. */
        public static Optional<OnMaintenance> parse(String word) {
            for (OnMaintenance action : values()) {
                if (action.word.equals(word)) {
                    return Optional.of(action);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Some hours of every day, at +08:00; over midnight where it ends before it starts.
     *
     * @param start first hour, 0 to 23
     * @param end hour before which maintenance begins, 0 to 23, 1 to 23 hours after {@code start}
     */
    public record Window(int start, int end) {
        private static final int HOURS = 24;
        private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

        /** Refuses what is no window. */
        public Window {
            if (start < 0 || start >= HOURS || end < 0 || end >= HOURS || start == end) {
                throw new IllegalArgumentException("no window: " + start + " to " + end);
            }
        }

        /** The first moment from {@code earliest} on that lies in it. */
        public Instant from(Instant earliest) {
            ZonedDateTime asked = earliest.atZone(ZONE);
            int since = Math.floorMod(asked.getHour() - start, HOURS);
            if (since < Math.floorMod(end - start, HOURS)) {
                return earliest;
            }
            return asked.truncatedTo(ChronoUnit.HOURS)
                    .plus(Duration.ofHours(HOURS - since))
                    .toInstant();
        }

        /** As the wire has it. */
        public String startTime() {
            return time(start);
        }

        /** As the wire has it. */
        public String endTime() {
            return time(end);
        }

        private static String time(int hour) {
            return LocalTime.of(hour, 0) + ":00";
        }
    }

    /** The first moment from {@code earliest} on at which maintenance may begin. */
    public Instant from(Instant earliest) {
        return windows.stream()
                .map(window -> window.from(earliest))
                .min(Instant::compareTo)
                .orElse(earliest);
    }

    /**
     * The event its owner has in place of one that would reboot the instance, or move it because its host is lost. Other types say
     * themselves what is to be done, and where the other one cannot begin like this the event stays what it was.
     */
    public EventType instead(EventType type, EventStatus beginning) {
        EventType other = switch (type) {
            case MAINTENANCE_REBOOT -> or(type, EventType.MAINTENANCE_STOP, EventType.MAINTENANCE_REDEPLOY);
            case FAILURE_REBOOT -> or(type, EventType.FAILURE_STOP, EventType.FAILURE_REDEPLOY);
            case FAILURE_REDEPLOY -> or(type, EventType.FAILURE_STOP, type);
            default -> type;
        };
        return other.beginsIn(beginning) ? other : type;
    }

    private EventType or(EventType recovered, EventType stopped, EventType moved) {
        return switch (action) {
            case AUTO_RECOVER -> recovered;
            case STOP -> stopped;
            case AUTO_REDEPLOY -> moved;
        };
    }
}
