package io.opsbus.notifier.meta;

import static io.opsbus.notifier.Level.CRITICAL;
import static io.opsbus.notifier.Level.INFO;
import static io.opsbus.notifier.Level.WARN;

import io.opsbus.notifier.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing an event can be: a name with a level, and what its content can say has become of it. What is none of these never happens. A
 * content may be ahead of the name it comes under (guide 4.2), so an event has any status its name's type has.
 *
 * @param statuses in the tables' case of letters; empty when the content says none
 */
public record Occurrence(String product, String name, Optional<EventKind> kind, Level level, Set<String> statuses) {
    /** Levels beside the usual one: of what failed, and where the tables differ or state none. */
    private static final Map<String, Set<Level>> MORE_LEVELS = Map.of(
            "CloudAssistant:TaskCompleted", Set.of(WARN),
            "Disk:ConvertToPostpaidCompleted", Set.of(WARN),
            "Disk:DiskOperationCompleted", Set.of(WARN),
            "Snapshot:CreateSnapshotCompleted", Set.of(WARN),
            "Instance:PreemptibleInstanceInterruption", Set.of(WARN),
            "Disk:Degraded", Set.of(CRITICAL),
            "Disk:SeverelyDegraded", Set.of(WARN),
            "Instance:SystemMaintenance.CleanInactiveDisks", Set.of(INFO, CRITICAL));

    /** What contents of names without a status say ({@code state}, {@code result}; guide 4.2). */
    private static final Map<String, String> STATUSES = Map.of(
            "Instance:StateChange", "Pending Created Starting Running Stopping Stopped Deleted",
            "Disk:StateChange", "In_use Available Attaching Detaching Creating ReIniting Deleting Deleted",
            "Image:StateChange", "Creating Waiting Available UnAvailable CreateFailed Deprecated Deleted",
            "NetworkInterface:StateChange",
                    "Creating Available Attaching InUse Detaching CreateFailed Deleting Deleted");

    private static final Set<String> WITH_A_RESULT = Set.of(
            "Disk:DiskOperationCompleted", "Disk:ConvertToPostpaidCompleted", "Snapshot:CreateSnapshotCompleted");

    /** All there are, of every product. */
    public static final List<Occurrence> ALL = Stream.concat(
                    EventCatalogue.ALL.stream().flatMap(Occurrence::ofEcs),
                    OwnEvents.ALL.stream()
                            .map(own -> new Occurrence(
                                    OwnEvents.PRODUCT, own.name(), own.kind(), own.level(), Set.of(own.status()))))
            .toList();

    public Occurrence {
        statuses = Set.copyOf(statuses);
    }

    /**
     * How grave an event of a name is by what its content says has become of it: as usual, but where the tables have another level for that and not the
     * usual one.
     */
    public static Level level(EventMeta meta, Optional<String> status) {
        var levels = ALL.stream()
                .filter(one -> one.product.equals(EventMeta.PRODUCT) && one.name.equals(meta.name()))
                .filter(one ->
                        status.stream().anyMatch(said -> one.statuses.stream().anyMatch(said::equalsIgnoreCase)))
                .map(Occurrence::level)
                .toList();
        return levels.isEmpty() || levels.contains(meta.level()) ? meta.level() : levels.getFirst();
    }

    private static Stream<Occurrence> ofEcs(EventMeta meta) {
        var type = type(meta);
        var together = EventCatalogue.ALL.stream()
                .filter(other -> type(other).equals(type))
                .collect(Collectors.toUnmodifiableMap(EventMeta::status, EventMeta::level));
        var levels = new TreeSet<>(together.values());
        levels.addAll(MORE_LEVELS.getOrDefault(type, Set.of()));
        return levels.stream()
                .map(level -> new Occurrence(
                        EventMeta.PRODUCT, meta.name(), meta.kind(), level, statuses(meta, level, together)));
    }

    private static String type(EventMeta meta) {
        return meta.status().isEmpty()
                ? meta.name()
                : meta.name().substring(0, meta.name().lastIndexOf(':'));
    }

    /** A level that neither the name's own status nor its type explains is the content's status's. */
    private static Set<String> statuses(EventMeta meta, Level level, Map<String, Level> together) {
        if (WITH_A_RESULT.contains(meta.name())) {
            return Set.of(level == INFO ? "accomplished" : "failed");
        }
        if (meta.status().isEmpty()) {
            var words = STATUSES.get(meta.name());
            return words == null ? Set.of() : Set.copyOf(Arrays.asList(words.split(" ", -1)));
        }
        return level == meta.level() || !together.containsValue(level)
                ? together.keySet()
                : together.entrySet().stream()
                        .filter(one -> one.getValue() == level)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet());
    }
}
