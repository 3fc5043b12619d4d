package io.opsbus.invocation.store;

import io.opsbus.invocation.InstanceId;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Many rows, copied from a first one that a ledger has written. */
final class History {

    private History() {}

    /** So many more of an invocation of one task, each with a task that went well, on ten instances in turn. */
    static void invocations(DataSource source, String invocation, int count) throws SQLException {
        copies(source, invocation, "", count);
        TestDatabase.execute(source, """
                insert into instance_usage (instance, account, region, tasks, last_at)
                select instance, account, region, count(*), max(created_at) from tasks group by 1, 2, 3
                on conflict (instance, account, region) do update set tasks = excluded.tasks""");
        TestDatabase.execute(source, "vacuum analyze");
    }

    /** So many of another command, a month before, on instances of their own. */
    static void ofAnotherCommand(DataSource source, String invocation, String command, int count) throws SQLException {
        copies(source, invocation, "-of-", count);
        TestDatabase.execute(source, """
                update invocations set command_id = '%s', created_at = created_at - interval '30 days'
                where id like 't-copy-of-%%'""".formatted(command));
        TestDatabase.execute(source, """
                update tasks set command_id = '%s', created_at = created_at - interval '30 days', instance = 'i-of-' || instance
                where id like 't-task-of-%%'""".formatted(command));
    }

    private static void copies(DataSource source, String invocation, String name, int count) throws SQLException {
        TestDatabase.execute(source, """
            insert into invocations (id, account, region, created_at, kind, name, command_id, command_type, repeat_mode, periodic,
                status, legacy, resource_group, tag_keys, tag_values, body, is_over)
            select 't-copy%3$s' || n, v.account, v.region, v.created_at - n * interval '1 second', v.kind, v.name, v.command_id,
                v.command_type, v.repeat_mode, v.periodic, 'Success', 'Finished', v.resource_group, v.tag_keys, v.tag_values,
                replace(v.body, v.id, 't-copy%3$s' || n), true
            from invocations v, generate_series(%2$d, 1, -1) n where v.id = '%1$s'""".formatted(invocation, count, name));
        TestDatabase.execute(source, """
                insert into tasks (id, invocation, instance, account, region, created_at, kind, command_id, status, legacy, is_open,
                    body, output, dropped)
                select 't-task%3$s' || n, 't-copy%3$s' || n, 'i-' || n %% 10, t.account, t.region,
                    t.created_at - n * interval '1 second', t.kind, t.command_id, 'Success', 'Finished', false,
                    replace(replace(t.body, t.invocation, 't-copy%3$s' || n), t.id, 't-task%3$s' || n), t.output, t.dropped
                from tasks t, generate_series(%2$d, 1, -1) n where t.invocation = '%1$s'""".formatted(invocation, count, name));
    }

    /** The instances of those, and one more. */
    static InstanceId instance(int number) {
        return new InstanceId("i-" + number);
    }

    /** So many more runs of a task that has one. */
    static void runs(DataSource source, String task, int count) throws SQLException {
        TestDatabase.execute(source, """
            insert into task_runs (task, ended_at, status, legacy, body, output, dropped)
            select r.task, r.ended_at, r.status, r.legacy, r.body, r.output, r.dropped
            from task_runs r, generate_series(1, %2$d) n where r.id = (select min(id) from task_runs where task = '%1$s')""".formatted(task, count));
        TestDatabase.execute(source, "vacuum analyze");
    }
}
