package io.opsbus.notifier.store.budget;

import io.opsbus.notifier.budget.Spending;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fake of {@link PostgresSpending}, proven by the same contract. */
public final class InMemorySpending implements Spending {
    private final Map<Day, Long> taken = new HashMap<>();
    private final Map<Day, Instant> spent = new LinkedHashMap<>();
    private final Map<Day, Instant> telling = new HashMap<>();

    @Override
    public synchronized boolean take(Day day, int parts, long most, Instant now) {
        if (taken.getOrDefault(day, 0L) + parts > most) {
            spent.putIfAbsent(day, now);
            return false;
        }
        taken.merge(day, (long) parts, Long::sum);
        return true;
    }

    @Override
    public synchronized void giveBack(Day day, int parts) {
        taken.computeIfPresent(day, (_, all) -> Math.max(0, all - parts));
    }

    @Override
    public synchronized List<Spent> untold(Instant now, Instant until) {
        var found = spent.entrySet().stream()
                .filter(one -> !telling.getOrDefault(one.getKey(), Instant.MIN).isAfter(now))
                .map(one -> new Spent(one.getKey(), taken.getOrDefault(one.getKey(), 0L), one.getValue()))
                .toList();
        found.forEach(one -> telling.put(one.day(), until));
        return found;
    }

    @Override
    public synchronized void told(Day day) {
        telling.put(day, Instant.MAX);
    }

    @Override
    public synchronized void forget(LocalDate before) {
        taken.keySet().removeIf(day -> day.date().isBefore(before));
        spent.keySet().removeIf(day -> day.date().isBefore(before));
        telling.keySet().removeIf(day -> day.date().isBefore(before));
    }
}
