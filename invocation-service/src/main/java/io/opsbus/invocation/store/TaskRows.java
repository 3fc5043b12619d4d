package io.opsbus.invocation.store;

import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Output;
import io.opsbus.invocation.task.Progress;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskIdentity;
import io.opsbus.invocation.task.TaskPlan;
import io.opsbus.invocation.task.TaskState;
import io.opsbus.invocation.work.Invocation;
import java.sql.ResultSet;
import java.sql.SQLException;
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
