package io.opsbus.invocation.store;

import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.delivery.DueOutput;
import io.opsbus.invocation.store.output.PostgresOutputs;
import io.opsbus.invocation.store.usage.InstanceUsage;
import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Output;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskIdentity;
import io.opsbus.invocation.task.TaskState;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.Work;
import io.opsbus.ledger.postgres.States;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Tasks in the table {@code tasks}, for the ledger; the end of each run of a repeated one in {@code task_runs}. */
public final class TaskStates implements States<TaskId, Task> {
    private final boolean mends;

    /** Of rows that can be read. */
    public TaskStates() {
        this(false);
    }

    private TaskStates(boolean mends) {
        this.mends = mends;
    }

    /** Of others too: what cannot be read is what its columns tell. For who ends a task, whatever it is; with that its row is mended. */
    public static TaskStates mending() {
        return new TaskStates(true);
    }

    @Override
    public String text(TaskId id) {
        return id.text();
    }

    @Override
    public @Nullable Task load(Connection connection, TaskId id) throws SQLException {
        try (var statement = connection.prepareStatement("select body, output, dropped from tasks where id = ?")) {
            statement.setString(1, id.text());
            try (var row = statement.executeQuery()) {
                return row.next() ? read(connection, id, row) : null;
            }
        }
    }

    private @Nullable Task read(Connection connection, TaskId id, ResultSet row) throws SQLException {
        try {
            return TaskRows.task(row);
        } catch (RuntimeException unreadable) {
            if (!mends) {
                throw unreadable;
            }
            return TaskRows.ofColumns(connection, id);
        }
    }

    /**
     * Lets runs go that ended long ago; how many went.
     *
     * @param most of them at most
     */
    public static int forgetRuns(DataSource database, Instant before, int most) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "delete from task_runs where ctid = any(array(select ctid from task_runs where ended_at < ? limit ?))")) {
            statement.setTimestamp(1, Timestamp.from(before));
            statement.setInt(2, most);
            return statement.executeUpdate();
        }
    }

    @Override
    public void save(Connection connection, TaskId id, @Nullable Task before, @Nullable Task after)
            throws SQLException {
        saveAll(connection, List.of(new Move<>(id, before, after)));
    }

    @Override
    public Map<TaskId, Task> loadAll(Connection connection, List<TaskId> ids) throws SQLException {
        Map<TaskId, Task> tasks = new HashMap<>();
        try (var statement = connection.prepareStatement("select body, output, dropped from tasks where id = any(?)")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", ids.stream().map(TaskId::text).toArray()));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    Task task = TaskRows.task(row);
                    tasks.put(task.id(), task);
                }
            }
        }
        return tasks;
    }

    @Override
    public void saveAll(Connection connection, List<Move<TaskId, Task>> moves) throws SQLException {
        List<Step> steps = new ArrayList<>();
        for (var move : moves) {
            steps.add(step(move.id(), move.before(), move.after()));
        }
        update(connection, steps.stream().filter(Step::hasOutput).toList(), true);
        update(connection, steps.stream().filter(step -> !step.hasOutput()).toList(), false);
        for (Step step : steps) {
            insertRun(connection, step);
        }
        PostgresOutputs.insert(
                connection,
                steps.stream()
                        .flatMap(step -> DueOutput.of(step.before(), step.after()).stream())
                        .toList());
    }

    /** From one to the next. */
    private record Step(Task before, Task after) {
        boolean hasOutput() {
            return !after.progress().output().equals(before.progress().output());
        }
    }

    private static Step step(TaskId id, @Nullable Task before, @Nullable Task after) throws SQLException {
        if (before == null || after == null) {
            throw new SQLException("tasks come and go with their invocation: " + id);
        }
        return new Step(before, after);
    }

    private static void update(Connection connection, List<Step> steps, boolean withOutput) throws SQLException {
        if (steps.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(
                "update tasks set status = ?, legacy = ?, is_open = ?, may_run_yet = ?, is_owed = ?, body = ?"
                        + (withOutput ? ", output = ?, dropped = ?" : "") + " where id = ?")) {
            for (Step step : steps) {
                int next = putStatus(statement, step.after());
                if (withOutput) {
                    Output output = step.after().progress().output();
                    statement.setBytes(next++, output.bytes());
                    statement.setLong(next++, output.dropped());
                }
                statement.setString(next, step.after().id().text());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void insertRun(Connection connection, Step step) throws SQLException {
        Task after = step.after();
        Ending run = after.progress().last();
        if (run != null
                && after.keepsRuns()
                && after.progress().repeats() > step.before().progress().repeats()) {
            // a run that began in the same step has output of its own
            boolean hasNext = after.state() instanceof TaskState.Running;
            insertRun(
                    connection,
                    after,
                    run,
                    (hasNext ? step.before() : after).progress().output());
        }
    }

    private static int putStatus(PreparedStatement statement, Task task) throws SQLException {
        statement.setString(1, task.status().word());
        statement.setString(2, task.status().legacy().word());
        statement.setBoolean(3, !task.status().isFinal());
        statement.setBoolean(4, task.mayRunYet());
        statement.setBoolean(5, task.concernsKicks());
        statement.setString(6, TaskRows.body(task));
        return 7;
    }

    private static void insertRun(Connection connection, Task task, Ending run, Output output) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into task_runs (task, ended_at, status, legacy, body, output, dropped, repeats)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")) {
            statement.setString(1, task.id().text());
            statement.setTimestamp(2, Timestamp.from(task.progress().updated()));
            statement.setString(3, run.status().word());
            statement.setString(4, run.status().legacy().word());
            statement.setString(5, Bodies.write(run));
            statement.setBytes(6, output.bytes());
            statement.setLong(7, output.dropped());
            statement.setInt(8, task.progress().repeats());
            statement.executeUpdate();
        }
    }

    /** New tasks of this invocation. */
    static void insert(Connection connection, Invocation invocation, List<Task> tasks) throws SQLException {
        if (tasks.isEmpty()) {
            return;
        }
        String command =
                invocation.work() instanceof Work.Run run ? run.command().id().text() : null;
        try (var statement = connection.prepareStatement("""
                insert into tasks (status, legacy, is_open, may_run_yet, is_owed, body, id, invocation, instance, account, region,
                    created_at, kind, command_id, output, dropped)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)""")) {
            for (Task task : tasks) {
                int next = putStatus(statement, task);
                statement.setString(next++, task.id().text());
                statement.setString(next++, task.identity().invocation().text());
                statement.setString(next++, task.identity().instance().text());
                statement.setString(next++, task.identity().scope().account().text());
                statement.setString(next++, task.identity().scope().region().text());
                statement.setTimestamp(next++, Timestamp.from(task.identity().created()));
                statement.setString(next++, task.plan().isFile() ? "FILE" : "RUN");
                statement.setString(next++, command);
                statement.setBytes(next, task.progress().output().bytes());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        TaskIdentity first = tasks.getFirst().identity();
        InstanceUsage.add(
                connection,
                first.scope(),
                first.created(),
                tasks.stream().map(task -> task.identity().instance()).toList());
    }
}
