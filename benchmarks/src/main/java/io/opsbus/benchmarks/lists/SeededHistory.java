package io.opsbus.benchmarks.lists;

import io.opsbus.benchmarks.BenchFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Tasks and runs in the service's tables as it would have left them: copies of one that it has accepted itself. */
final class SeededHistory {
    /** Instances the copies are on, in turn. */
    static final List<String> INSTANCES =
            IntStream.range(0, 10).mapToObj("i-bench%014d"::formatted).toList();

    private static final int PATIENCE_MILLIS = 600_000;

    private final ListsSystem system;
    private final String once;
    private final String periodic;

    /** Makes the instances, and an invocation of each kind to copy from. Nobody hears an agent there: both are over at once. */
    SeededHistory(ListsSystem system) throws BenchFailure {
        this.system = system;
        run("""
                insert into known_instances (id, account, region, name, os_type, is_running, is_releasing, revision)
                select 'i-bench' || lpad(cast(n as text), 14, '0'), ?, ?, 'bench', 'linux', true, false, 1
                from generate_series(0, 9) n""", statement -> {
            statement.setString(1, ListsSystem.ACCOUNT);
            statement.setString(2, ListsSystem.REGION);
        });
        once = invoke(Map.of());
        periodic = invoke(Map.of("RepeatMode", "Period", "Frequency", "0 0 3 * * *"));
    }

    private String invoke(Map<String, String> more) throws BenchFailure {
        Map<String, String> parameters = new HashMap<>(more);
        parameters.put("Type", "RunShellScript");
        parameters.put("CommandContent", "echo bench; ".repeat(40));
        parameters.put("InstanceId.1", INSTANCES.getFirst());
        return system.ask("RunCommand", parameters).path("InvokeId").asText();
    }

    /** One of the copies. */
    static String invocation(int number) {
        return "t-copy" + number;
    }

    /** The one that has the runs. */
    String periodic() {
        return periodic;
    }

    /** Tasks {@code from} to {@code to}, each with 1 KB of output of its own; as many runs of the one that repeats. */
    void grow(int from, int to) throws BenchFailure {
        range("""
                insert into invocations (id, account, region, created_at, kind, name, command_id, command_type, repeat_mode, periodic,
                    status, legacy, resource_group, tag_keys, tag_values, body, is_over)
                select 't-copy' || n, v.account, v.region, now(), v.kind, v.name, v.command_id, v.command_type, v.repeat_mode,
                    v.periodic, 'Success', 'Finished', v.resource_group, v.tag_keys, v.tag_values,
                    replace(v.body, v.id, 't-copy' || n), true
                from invocations v, generate_series(?::int, ?::int - 1) n where v.id = ?""", from, to, once);
        range("""
                insert into tasks (id, invocation, instance, account, region, created_at, status, legacy, is_open, is_owed, body,
                    output, dropped)
                select 't-task' || n, 't-copy' || n, 'i-bench' || lpad(cast(n % 10 as text), 14, '0'), t.account, t.region, now(),
                    'Success', 'Finished', false, false,
                    replace(replace(t.body, t.invocation, 't-copy' || n), t.id, 't-task' || n),
                    (select string_agg(sha256(cast(n || '/' || k as bytea)), '') from generate_series(1, 32) k), 0
                from tasks t, generate_series(?::int, ?::int - 1) n where t.invocation = ?""", from, to, once);
        range("""
                insert into task_runs (task, ended_at, status, legacy, body, output, dropped)
                select t.id, now(), 'Success', 'Finished',
                    '{"status":"SUCCESS","exitCode":0,"info":"","started":"2026-01-01T00:00:00Z","finished":"2026-01-01T00:00:01Z"}',
                    (select string_agg(sha256(cast(n || '/' || k as bytea)), '') from generate_series(1, 32) k), 0
                from tasks t, generate_series(?::int, ?::int - 1) n where t.invocation = ?""", from, to, periodic);
        run("""
                insert into instance_usage (instance, account, region, tasks, last_at)
                select instance, account, region, count(*), max(created_at) from tasks group by 1, 2, 3
                on conflict (instance, account, region) do update set tasks = excluded.tasks""", _ -> {});
        run("vacuum analyze", _ -> {});
    }

    /** Open tasks on an instance that its agent has: repeated ones, with the script of one that the service has accepted. */
    void has(String instance, int from, int to) throws BenchFailure {
        range("""
                insert into invocations (id, account, region, created_at, kind, name, command_id, command_type, repeat_mode, periodic,
                    status, legacy, resource_group, tag_keys, tag_values, body, is_over)
                select 't-has' || n, v.account, v.region, now(), v.kind, v.name, v.command_id, v.command_type, v.repeat_mode,
                    v.periodic, 'Running', 'Running', v.resource_group, v.tag_keys, v.tag_values,
                    replace(v.body, v.id, 't-has' || n), false
                from invocations v, generate_series(?::int, ?::int - 1) n where v.id = ?""", from, to, periodic);
        run("""
                insert into tasks (id, invocation, instance, account, region, created_at, status, legacy, is_open, is_owed, body,
                    output, dropped)
                select 't-hastask' || n, 't-has' || n, ?, t.account, t.region, now(), 'Scheduled', 'Running', true, false,
                    replace(replace(t.body, t.invocation, 't-has' || n), t.id, 't-hastask' || n),
                    (select string_agg(sha256(cast(n || '/' || k as bytea)), '') from generate_series(1, 32) k), 0
                from tasks t, generate_series(?::int, ?::int - 1) n where t.invocation = ?""", statement -> {
            statement.setString(1, instance);
            statement.setInt(2, from);
            statement.setInt(3, to);
            statement.setString(4, periodic);
        });
        run("vacuum analyze", _ -> {});
    }

    /** Pages of tables, indexes and large values that were looked at until now, in the cache or not. */
    long pages() throws BenchFailure {
        try (Connection connection = system.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select sum(heap_blks_read + heap_blks_hit + coalesce(idx_blks_read, 0) + coalesce(idx_blks_hit, 0)
                            + coalesce(toast_blks_read, 0) + coalesce(toast_blks_hit, 0) + coalesce(tidx_blks_read, 0)
                            + coalesce(tidx_blks_hit, 0))
                        from pg_statio_user_tables where relname in
                            ('invocations', 'tasks', 'task_runs', 'instance_usage', 'agents', 'known_instances')""")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new BenchFailure("cannot read what was looked at: " + e.getMessage(), e);
        }
    }

    /** Binds parameters. */
    private interface Binding {
        void on(PreparedStatement statement) throws SQLException;
    }

    private void range(String sql, int from, int to, String original) throws BenchFailure {
        run(sql, statement -> {
            statement.setInt(1, from);
            statement.setInt(2, to);
            statement.setString(3, original);
        });
    }

    private void run(String sql, Binding binding) throws BenchFailure {
        try (Connection connection = system.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
            binding.on(statement);
            statement.execute();
        } catch (SQLException e) {
            throw new BenchFailure("cannot fill the store: " + e.getMessage(), e);
        }
    }
}
