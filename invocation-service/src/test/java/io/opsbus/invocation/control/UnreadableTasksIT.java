package io.opsbus.invocation.control;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.WINDOWS;
import static io.opsbus.invocation.control.Scene.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.store.TestDatabase;
import io.opsbus.invocation.work.InvocationRefusal;
import io.opsbus.invocation.work.RepeatMode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task that cannot be read is there all the same: who changes or stops its invocation is told of it. */
class UnreadableTasksIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final DataSource database = TestDatabase.fresh();
    private final Scene scene = Scene.inDatabase(database);

    UnreadableTasksIT() throws SQLException {}

    @BeforeEach
    void spoil() throws SQLException {
        assertThat(scene.start(RepeatMode.PERIOD)).isEmpty();
        TestDatabase.execute(database, "update tasks set body = '{' where instance = '" + LINUX + "'");
    }

    @Test
    void aChangeIsRefusedAndMadeNowhere() {
        assertThat(assertTimeoutPreemptively(SOON, () -> scene.change("date")))
                .contains(new InvocationRefusal.Unreadable(LINUX));
        assertThat(scene.task(OTHER).version()).isZero();
    }

    @Test
    void aStopIsRefusedThereAndStopsAllOthers() {
        assertThat(scene.stop()).contains(new InvocationRefusal.NotStopped(LINUX));
        assertThat(scene.task(OTHER).status()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void aStopThatNamesItFindsItAndOneThatNamesAnotherIsDone() {
        assertThat(scene.stop(LINUX)).contains(new InvocationRefusal.NotStopped(LINUX));
        assertThat(scene.task(OTHER).status()).isEqualTo(TaskStatus.PENDING);
        assertThat(scene.stop(WINDOWS)).contains(new InvocationRefusal.NoSuchInstance(WINDOWS));
        assertThat(scene.stop(OTHER)).isEqualTo(Optional.empty());
        assertThat(scene.task(OTHER).status()).isEqualTo(TaskStatus.CANCELLED);
    }
}
