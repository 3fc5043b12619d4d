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

    /** Eight parts of each, as events spread over them. */
    private static final String COUNTERS = """
            insert into system_event_counts
            select account_id, region_id, of_disk, (published_at at time zone 'utc')::date, type, status,
                abs(hashtext(id)) % 8, count(*)
            from system_events where id like ? group by 1, 2, 3, 4, 5, 6, 7
            on conflict (account_id, region_id, of_disk, day, type, status, part)
                do update set events = system_event_counts.events + excluded.events""";

    /** Rows of one statement, so that none takes longer than a connection waits. */
    private static final int CHUNK = 100_000;

    private static final int PATIENCE_MILLIS = 600_000;

    private final EventsSystem system;

    SeededEvents(EventsSystem system) {
        this.system = system;
    }

    /**
     * Planned reboots, one an instance, due evenly within {@code seconds} from {@code from}.
     *
     * @param name of these events and instances
     */
    void due(String name, int count, Instant from, int seconds) throws BenchFailure {
        run(COLUMNS + """
                select 'e-' || ? || n, ?::text, 'cn-hangzhou', false, 'i-' || ? || n, 'i-' || ? || n, 'SystemMaintenance.Reboot',
                    'OPERATOR', 'System maintenance is scheduled.', ?::timestamptz, 'Scheduled', 'Scheduled',
                    ?::timestamptz + (n * (?::float8 / ?::float8)) * interval '1 second', ?::timestamptz + (n * (?::float8 / ?::float8)) * interval '1 second', true, null, null, 1
                from generate_series(0, ?::int - 1) n""", statement -> {
            statement.setString(1, name);
            statement.setString(2, EventsSystem.ACCOUNT);
            statement.setString(3, name);
            statement.setString(4, name);
            statement.setTimestamp(5, Timestamp.from(from.minusSeconds(86_400)));
            for (int place : new int[] {6, 9}) {
                statement.setTimestamp(place, Timestamp.from(from));
                statement.setDouble(place + 1, seconds);
                statement.setDouble(place + 2, count);
            }
            statement.setInt(12, count);
        });
        run(COUNTERS, statement -> statement.setString(1, "e-" + name + "%"));
        run("""
                insert into timers (ledger, key, generation, due_at, payload, next_at)
                select 'event.cycle', id, nextval('timer_generation'), not_before, id, not_before
                from system_events where id like ?""", statement -> statement.setString(1, "e-" + name + "%"));
        run("vacuum analyze system_events", _ -> {});
        run("vacuum analyze timers", _ -> {});
    }

    /**
     * Executed reboots from {@code begin} to {@code end} (numbers), spread over two months, ten an instance; one in a thousand is a
     * failed creation instead.
     */
    void history(int begin, int end) throws BenchFailure {
        for (int from = begin; from < end; from += CHUNK) {
            int first = from;
            run(COLUMNS + """
                    select 'e-old' || n, ?::text, 'cn-hangzhou', false, 'i-old' || n / 10, 'i-old' || n / 10,
                        case when n % 1000 = 7 then 'SystemFailure.Delete' else 'SystemMaintenance.Reboot' end,
                        'OPERATOR', 'System maintenance is scheduled.',
                        now() - (n % 86400) * interval '1 minute', 'Scheduled', 'Executed', now(), now(), true, now(), now(), 2
                    from generate_series(?::int, ?::int - 1) n""", statement -> {
                statement.setString(1, EventsSystem.ACCOUNT);
                statement.setInt(2, first);
                statement.setInt(3, Math.min(end, first + CHUNK));
            });
        }
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
            connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
            binding.on(statement);
            statement.execute();
        } catch (SQLException e) {
            throw new BenchFailure("cannot seed events: " + e.getMessage(), e);
        }
    }
}
