package io.opsbus.notifier.store.pace;

import io.opsbus.notifier.pace.Tallies;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The fake of {@link PostgresTallies}. */
public final class InMemoryTallies implements Tallies {
    private record Alarm(Full full, Instant until, boolean told) {}

    private final Map<String, Map<UUID, Instant>> counted = new HashMap<>();
    private final Map<String, Alarm> alarms = new HashMap<>();

    @Override
    public synchronized Optional<Full> count(Counter counter, Mark mark, int times, Duration period, Instant now) {
        var events = counted.computeIfAbsent(counter.id(), _ -> new HashMap<>());
        var isNew = events.putIfAbsent(mark.event(), now) == null;
        var last = alarms.get(counter.id());
        if (!isNew || (last != null && last.until.isAfter(now))) {
            return Optional.empty();
        }
        var after = now.minus(period);
        var count = events.values().stream().filter(at -> at.isAfter(after)).count();
        if (count < times) {
            return Optional.empty();
        }
        var full = new Full(counter, now, count, mark.text());
        alarms.put(counter.id(), new Alarm(full, now.plus(period), false));
        return Optional.of(full);
    }

    @Override
    public synchronized void told(Full full) {
        alarms.computeIfPresent(
                full.counter().id(),
                (_, alarm) -> alarm.full.at().equals(full.at()) ? new Alarm(alarm.full, alarm.until, true) : alarm);
    }

    @Override
    public synchronized List<Full> untold(Instant before) {
        return alarms.values().stream()
                .filter(alarm -> !alarm.told && alarm.full.at().isBefore(before))
                .map(Alarm::full)
                .sorted(Comparator.comparing(Full::at))
                .toList();
    }

    @Override
    public synchronized int forget(Instant before) {
        alarms.values().removeIf(alarm -> alarm.told && alarm.until.isBefore(before));
        var gone = 0;
        for (var events : counted.values()) {
            var size = events.size();
            events.values().removeIf(at -> at.isBefore(before));
            gone += size - events.size();
        }
        return gone;
    }
}
