package io.opsbus.schemas;

import io.opsbus.schemas.ecs.Level;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * One line of the table of event names.
 *
 * @param prefix the name without its state, {@code Instance:SystemMaintenance.Reboot}
 * @param family the family of the event
 * @param kind CloudMonitor's event type
 * @param levels the levels the event may have, by its state; a name without states has one entry, the empty word
 */
public record EventName(String prefix, EventFamily family, Kind kind, Map<String, Set<Level>> levels) {
    /** CloudMonitor's event type, which rules filter on. */
    public enum Kind {
        STATUS_NOTIFICATION,
        EXCEPTION,
        MAINTENANCE,
        /** The appendix names none for this event. */
        NOT_STATED
    }

    static final String NO_STATE = "";

    /** The event type alone, {@code SystemMaintenance.Reboot}: what {@code content.eventType} must say. */
    public String eventType() {
        return prefix.substring(prefix.indexOf(':') + 1);
    }

    /** Whether names of this line end in a state. */
    public boolean hasStates() {
        return !levels.containsKey(NO_STATE);
    }

    /** The levels for a state of this line; none for a word that is no state of it. */
    Set<Level> levelsOf(String state) {
        return levels.getOrDefault(state, EnumSet.noneOf(Level.class));
    }
}
