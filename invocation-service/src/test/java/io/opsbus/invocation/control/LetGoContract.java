package io.opsbus.invocation.control;

import static io.opsbus.invocation.Given.LINUX;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.work.RepeatMode;
import io.opsbus.ledger.ChangeKey;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An invocation is let go when its tasks were read to be changed: they are not changed, and do not come back. */
abstract class LetGoContract {
    private Scene scene;

    abstract Scene empty() throws SQLException;

    @BeforeEach
    void start() throws SQLException {
        scene = empty();
        assertThat(scene.start(RepeatMode.ONCE)).isEmpty();
    }

    private void letGoWhileTasksAreRead() {
        scene.whileReading = () -> {
            var ignored = scene.ledgers
                    .invocations()
                    .change(
                            Given.place(1),
                            ChangeKey.once("forget"),
                            slot -> InvocationDesk.slot(slot).forget());
        };
    }

    @Test
    void aStopFindsNothingToStop() {
        letGoWhileTasksAreRead();
        assertThat(scene.stop()).isEmpty();
        assertThat(scene.find(LINUX)).isEmpty();
    }

    @Test
    void aTimerFindsNothingToLookAt() throws SQLException {
        scene.pass(Duration.ofSeconds(21));
        letGoWhileTasksAreRead();
        scene.pass(Duration.ofSeconds(40));
        assertThat(scene.find(LINUX)).isEmpty();
    }
}
