package io.opsbus.invocation.store;

import io.opsbus.invocation.AccountId;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.RegionId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Output;
import io.opsbus.invocation.task.Progress;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskIdentity;
import io.opsbus.invocation.task.TaskPlan;
import io.opsbus.invocation.task.TaskState;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.RepeatMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of the table {@code tasks} as tasks, and what of {@code invocations} comes with them. */
final class TaskRows {
    private TaskRows() {}

    /** A task without its output, as JSON. */
    record Stored(TaskIdentity identity, TaskPlan plan, int version, TaskState state, Done done) {
        /** What was stored has all of them. */
        Stored {
            Objects.requireNonNull(identity, "identity");
            Objects.requireNonNull(plan, "plan");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(done, "done");
        }
    }

    /**
     * Its progress without the output.
     *
     * @param heard null as stored by an older release, which asked for a run only
     */
    record Done(
            Instant updated,
            int repeats,
            int given,
            @Nullable Integer heard,
            @Nullable Ending last,
            long revision) {
        int newest() {
            if (heard != null) {
                return heard;
            }
            return last == null ? -1 : given;
        }
    }

    /**
     * An invocation as it was stored.
     *
     * @throws RuntimeException if something of it is missing
     */
    static Invocation invocation(String body) {
        Invocation read = Bodies.read(body, Invocation.class);
        Objects.requireNonNull(read.place(), "place");
        Objects.requireNonNull(read.created(), "created");
        Objects.requireNonNull(read.work(), "work");
        Objects.requireNonNull(read.labels(), "labels");
        Objects.requireNonNull(read.told(), "told");
        return read;
    }

    static String body(Task task) {
        Progress progress = task.progress();
        return Bodies.write(new Stored(
                task.identity(),
                task.plan(),
                task.version(),
                task.state(),
                new Done(
                        progress.updated(),
                        progress.repeats(),
                        progress.given(),
                        progress.heard(),
                        progress.last(),
                        progress.revision())));
    }

    /** Columns of {@code tasks t} for a task without its output, which may be large and lies apart. */
    static final String UNREAD = "t.body, octet_length(t.output) as written, t.dropped";

    /** Of a row that has its output. */
    static Task task(ResultSet row) throws SQLException {
        return task(row, Output.of(row.getBytes("output"), row.getLong("dropped")));
    }

    /** Of a row of {@link #UNREAD}. */
    static Task unread(ResultSet row) throws SQLException {
        return task(row, Output.unread(row.getInt("written"), row.getLong("dropped")));
    }

    /**
     * A task of which its columns are all that can be read. Whether it was given to its agent they tell, and not what came of that: it is
     * one that waits there, whose facts are newer than any that were told.
     */
    static @Nullable Task ofColumns(Connection connection, TaskId id) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select t.invocation, t.instance, t.account, t.region, t.created_at, t.status, t.kind, t.output, t.dropped,
                    v.repeat_mode
                from tasks t join invocations v on v.id = t.invocation where t.id = ?""")) {
            statement.setString(1, id.text());
            try (var row = statement.executeQuery()) {
                return row.next() ? ofColumns(id, row) : null;
            }
        }
    }

    private static Task ofColumns(TaskId id, ResultSet row) throws SQLException {
        Instant created = row.getTimestamp("created_at").toInstant();
        var identity = new TaskIdentity(
                id,
                new InvocationId(row.getString("invocation")),
                new InstanceId(row.getString("instance")),
                new Scope(new AccountId(row.getString("account")), new RegionId(row.getString("region"))),
                created);
        RepeatMode mode = RepeatMode.of(row.getString("repeat_mode")).orElse(RepeatMode.ONCE);
        var plan = new TaskPlan(mode, Duration.ZERO, null, row.getString("kind").equals("FILE"), null);
        boolean isPending = TaskStatus.of(row.getString("status")) == TaskStatus.PENDING;
        Output output = Output.of(row.getBytes("output"), row.getLong("dropped"));
        return new Task(
                identity,
                plan,
                0,
                isPending ? new TaskState.Pending() : new TaskState.Scheduled(created),
                new Progress(created, 0, isPending ? -1 : 0, -1, null, output, isPending ? 0 : created.toEpochMilli()));
    }

    private static Task task(ResultSet row, Output output) throws SQLException {
        Stored stored = Bodies.read(row.getString("body"), Stored.class);
        Done done = stored.done();
        return new Task(
                stored.identity(),
                stored.plan(),
                stored.version(),
                stored.state(),
                new Progress(
                        done.updated(),
                        done.repeats(),
                        done.given(),
                        done.newest(),
                        done.last(),
                        output,
                        done.revision()));
    }
}
