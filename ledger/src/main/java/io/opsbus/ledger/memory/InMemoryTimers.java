package io.opsbus.ledger.memory;

import io.opsbus.ledger.Timer;
import io.opsbus.ledger.timer.Timers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The fake timers of one ledger. */
public record InMemoryTimers(String ledger, InMemoryTables tables) implements Timers {

    @Override
    public List<Timer.Due> claim(Instant now, int max, Duration lease) throws SQLException {
        return tables.locked(() -> {
            var due = waiting(now).stream()
                    .sorted(Comparator.comparing(InMemoryTables.TimerRow::nextAt)
                            .thenComparing(row -> row.timer().key()))
                    .limit(max)
                    .toList();
            var claimed = new ArrayList<Timer.Due>();
            for (var row : due) {
                var timer = row.timer();
                int attempt = row.attempts() + 1;
                tables.timers.put(
                        new InMemoryTables.TimerId(ledger, timer.key()),
                        new InMemoryTables.TimerRow(timer, row.generation(), now.plus(lease), attempt));
                claimed.add(new Timer.Due(timer.key(), row.generation(), timer.dueAt(), timer.payload(), attempt));
            }
            claimed.sort(Comparator.comparing(Timer.Due::dueAt).thenComparing(Timer.Due::key));
            return List.copyOf(claimed);
        });
    }

    @Override
    public void done(List<Timer.Due> fired) throws SQLException {
        tables.locked(() -> {
            for (var due : fired) {
                var id = new InMemoryTables.TimerId(ledger, due.key());
                var row = tables.timers.get(id);
                if (row != null && row.generation() == due.generation()) {
                    tables.timers.remove(id);
                }
            }
            return true;
        });
    }

    @Override
    public long overdue(Instant now) throws SQLException {
        return tables.locked(() -> (long) waiting(now).size());
    }

    private List<InMemoryTables.TimerRow> waiting(Instant now) {
        return tables.timers.entrySet().stream()
                .filter(entry -> entry.getKey().ledger().equals(ledger))
                .map(entry -> entry.getValue())
                .filter(row -> !row.nextAt().isAfter(now))
                .toList();
    }
}
