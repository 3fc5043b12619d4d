package io.opsbus.invocation.simulated;

import io.opsbus.invocation.InstanceId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which machine is due when: each at most once. Safe for many threads. */
final class DueQueue {
    private record Entry(Instant at, InstanceId id) {}

    private final TreeSet<Entry> entries = new TreeSet<>(
            Comparator.comparing(Entry::at).thenComparing(entry -> entry.id().text()));
    private final Map<InstanceId, Entry> places = new HashMap<>();

    /** It is due then, or sooner if that was said before. */
    synchronized void put(InstanceId id, Instant at) {
        Entry before = places.get(id);
        if (before != null && !before.at().isAfter(at)) {
            return;
        }
        remove(id);
        var entry = new Entry(at, id);
        entries.add(entry);
        places.put(id, entry);
    }

    private void remove(InstanceId id) {
        Entry before = places.remove(id);
        if (before != null) {
            entries.remove(before);
        }
    }

    /** Takes one that is due; empty when none is. */
    synchronized Optional<InstanceId> poll(Instant now) {
        if (entries.isEmpty() || entries.first().at().isAfter(now)) {
            return Optional.empty();
        }
        InstanceId id = entries.first().id();
        remove(id);
        return Optional.of(id);
    }

    /** When the next is due. */
    synchronized Optional<Instant> next() {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.first().at());
    }

    synchronized int size() {
        return entries.size();
    }
}
