package io.opsbus.invocation.control;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.WINDOWS;
import static io.opsbus.invocation.control.Scene.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.store.TestDatabase;
import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.work.InvocationRefusal;
import io.opsbus.invocation.work.RepeatMode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task that cannot be read is there all the same: who changes its invocation is told of it, and it ends. */
class UnreadableTasksIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final DataSource database = TestDatabase.fresh();
    private final Scene scene = Scene.inDatabase(database);

    UnreadableTasksIT() throws SQLException {}

    @BeforeEach
    void spoil() throws SQLException {
        assertThat(scene.start(RepeatMode.PERIOD)).isEmpty();
        spoil(LINUX);
    }

    private void spoil(InstanceId instance) throws SQLException {
        TestDatabase.execute(database, "update tasks set body = '{' where instance = '" + instance + "'");
    }

    @Test
    void aChangeIsRefusedAndMadeNowhere() {
        assertThat(assertTimeoutPreemptively(SOON, () -> scene.change("date")))
                .contains(new InvocationRefusal.Unreadable(LINUX));
        assertThat(scene.task(OTHER).version()).isZero();
    }

    @Test
    void aStopEndsItAsItEndsAllOthers() {
        assertThat(scene.stop()).isEmpty();
        assertThat(scene.task(LINUX).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(scene.task(OTHER).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(scene.ledgers.stored(Given.place(1)).isOver()).isTrue();
    }

    @Test
    void aStopThatNamesItEndsItAndOneThatNamesAnotherDoesNot() {
        assertThat(scene.stop(WINDOWS)).contains(new InvocationRefusal.NoSuchInstance(WINDOWS));
        assertThat(scene.stop(OTHER)).isEmpty();
        assertThat(scene.task(OTHER).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(status(LINUX)).isEqualTo(TaskStatus.PENDING);
        assertThat(scene.stop(LINUX)).isEmpty();
        assertThat(scene.task(LINUX).status()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void ofWhatItsAgentHasThatAgentIsToldAndItEndsWithoutAWordToo() throws SQLException {
        scene.give(OTHER);
        spoil(OTHER);
        scene.kicks.clear();
        assertThat(scene.stop(OTHER)).isEmpty();
        assertThat(scene.kicks).containsExactly(new Kick.Stop(OTHER, Scene.taskId(OTHER)));
        assertThat(scene.task(OTHER).status()).isEqualTo(TaskStatus.STOPPING);
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.task(OTHER).status()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void whatWaitsIsGivenUpTenMinutesAfterItsTime() throws SQLException {
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.task(OTHER).status()).isEqualTo(TaskStatus.ABORTED);
        scene.pass(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(status(LINUX)).isEqualTo(TaskStatus.PENDING);
        scene.pass(Duration.ofSeconds(1));
        Task task = scene.task(LINUX);
        assertThat(task.status()).isEqualTo(TaskStatus.ABORTED);
        assertThat(task.ending()).extracting(Ending::started).isNull();
        assertThat(scene.ledgers.stored(Given.place(1)).isOver()).isTrue();
    }

    /** As the list of statuses has it, which is there in any case. */
    private TaskStatus status(InstanceId instance) {
        return Objects.requireNonNull(
                scene.ledgers.stored(Given.place(1)).tasks().get(instance));
    }
}
