package io.opsbus.benchmarks.events;

import io.opsbus.benchmarks.BenchFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** Events put into the service's tables as its ledger would have left them: rows, counters, timers. */
final class SeededEvents {
    private static final String COLUMNS = """
            insert into system_events (id, account_id, region_id, of_disk, resource_id, instance_id, type, origin, reason,
                published_at, first_status, status, not_before, initial_not_before, reminded, started_at, finished_at, changes)
            """;

    private static final String COUNTERS = """
            insert into system_event_counts
            select account_id, region_id, of_disk, (published_at at time zone 'utc')::date, type, status, 0, count(*)
            from system_events where id like ? group by 1, 2, 3, 4, 5, 6
            on conflict (account_id, region_id, of_disk, day, type, status, part)
                do update set events = system_event_counts.events + excluded.events""";

    private final EventsSystem system;

    SeededEvents(EventsSystem system) {
        this.system = system;
    }

    /** Planned reboots, one an instance, due evenly within {@code seconds} from {@code from}. */
    void due(int count, Instant from, int seconds) throws BenchFailure {
        run(COLUMNS + """
                select 'e-due' || n, ?::text, 'cn-hangzhou', false, 'i-due' || n, 'i-due' || n, 'SystemMaintenance.Reboot',
                    'OPERATOR', 'System maintenance is scheduled.', ?::timestamptz, 'Scheduled', 'Scheduled',
                    ?::timestamptz + (n * (?::float8 / ?::float8)) * interval '1 second', ?::timestamptz + (n * (?::float8 / ?::float8)) * interval '1 second', true, null, null, 1
                from generate_series(0, ?::int - 1) n""", statement -> {
            statement.setString(1, EventsSystem.ACCOUNT);
            statement.setTimestamp(2, Timestamp.from(from.minusSeconds(86_400)));
            for (int place : new int[] {3, 6}) {
                statement.setTimestamp(place, Timestamp.from(from));
                statement.setDouble(place + 1, seconds);
                statement.setDouble(place + 2, count);
            }
            statement.setInt(9, count);
        });
        run(COUNTERS, statement -> statement.setString(1, "e-due%"));
        run("""
                insert into timers (ledger, key, generation, due_at, payload, next_at)
                select 'event.cycle', id, nextval('timer_generation'), not_before, id, not_before
                from system_events where id like 'e-due%'""", _ -> {});
        run("analyze", _ -> {});
    }

    /** Executed reboots from {@code begin} to {@code end} (numbers), spread over two months, ten an instance. */
    void history(int begin, int end) throws BenchFailure {
        run(COLUMNS + """
                select 'e-old' || n, ?::text, 'cn-hangzhou', false, 'i-old' || n / 10, 'i-old' || n / 10,
                    'SystemMaintenance.Reboot', 'OPERATOR', 'System maintenance is scheduled.',
                    now() - (n % 86400) * interval '1 minute', 'Scheduled', 'Executed', now(), now(), true, now(), now(), 2
                from generate_series(?::int, ?::int - 1) n""", statement -> {
            statement.setString(1, EventsSystem.ACCOUNT);
            statement.setInt(2, begin);
            statement.setInt(3, end);
        });
        run("delete from system_event_counts", _ -> {});
        run(COUNTERS, statement -> statement.setString(1, "e-%"));
        run("vacuum analyze", _ -> {});
    }

    /** Binds parameters. */
    interface Binding {
        void on(PreparedStatement statement) throws SQLException;
    }

    private void run(String sql, Binding binding) throws BenchFailure {
        try (Connection connection = system.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.on(statement);
            statement.execute();
        } catch (SQLException e) {
            throw new BenchFailure("cannot seed events: " + e.getMessage(), e);
        }
    }
}
