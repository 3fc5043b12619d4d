package io.opsbus.invocation.store;

import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Output;
import io.opsbus.invocation.task.Progress;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskIdentity;
import io.opsbus.invocation.task.TaskPlan;
import io.opsbus.invocation.task.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows of the table {@code tasks} as tasks. */
final class TaskRows {
    private TaskRows() {}

    /** A task without its output, as JSON. */
    record Stored(TaskIdentity identity, TaskPlan plan, int version, TaskState state, Done done) {}

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

    static Task task(ResultSet row) throws SQLException {
        return task(row, "body", Output.of(row.getBytes("output"), row.getLong("dropped")));
    }

    static Task task(ResultSet row, String body, Output output) throws SQLException {
        Stored stored = Bodies.read(row.getString(body), Stored.class);
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
