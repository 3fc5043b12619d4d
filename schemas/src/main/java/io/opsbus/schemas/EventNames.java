package io.opsbus.schemas;

import io.opsbus.schemas.ecs.Level;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * The event names of product ECS and the level each may carry: guide 4.2 joined with CloudMonitor's appendix of ECS
 * system events (2021). Where the two differ, both are accepted.
 */
public final class EventNames {
    /** Every line of the table. */
    public static final List<EventName> ALL = EventNameTable.lines();

    private static final Map<String, EventName> BY_FULL_NAME = byFullName();

    private EventNames() {}

    /** The line of a full name, state included ({@code Instance:SystemMaintenance.Reboot:Scheduled}). */
    public static Optional<EventName> find(String name) {
        return Optional.ofNullable(BY_FULL_NAME.get(name));
    }

    /** Every full name that is accepted. */
    public static Set<String> fullNames() {
        return BY_FULL_NAME.keySet();
    }

    /**
     * The levels an event may carry. In samples of the guide {@code content.eventStatus} is ahead of the state in
     * {@code name}; the levels of both are then accepted. Where the content has a result, {@code accomplished} is INFO
     * and {@code failed} is WARN (guide 4.2).
     *
     * @param event a record of one of the event families
     * @return the accepted levels; none when the name is unknown
     */
    public static Set<Level> levels(IndexedRecord event) {
        String name = Envelope.of(event).name();
        EventName line = BY_FULL_NAME.get(name);
        Set<Level> levels = EnumSet.noneOf(Level.class);
        if (line == null) {
            return levels;
        }
        levels.addAll(line.levelsOf(stateOf(line, name)));
        IndexedRecord content = Envelope.contentOf(event);
        if (line.hasStates()) {
            levels.addAll(line.levelsOf(word(content, "eventStatus")));
        }
        switch (word(content, "result")) {
            case "accomplished" -> levels.remove(Level.WARN);
            case "failed" -> levels.remove(Level.INFO);
            default -> {
                // no result in this family: the table alone decides
            }
        }
        return levels;
    }

    private static String stateOf(EventName line, String name) {
        return line.hasStates() ? name.substring(line.prefix().length() + 1) : EventName.NO_STATE;
    }

    private static String word(IndexedRecord content, String field) {
        Schema.Field found = content.getSchema().getField(field);
        Object value = found == null ? null : content.get(found.pos());
        return value == null ? "" : value.toString();
    }

    private static Map<String, EventName> byFullName() {
        Map<String, EventName> lines = new HashMap<>();
        for (EventName line : ALL) {
            for (String state : line.levels().keySet()) {
                lines.put(line.hasStates() ? line.prefix() + ":" + state : line.prefix(), line);
            }
        }
        return Map.copyOf(lines);
    }
}
