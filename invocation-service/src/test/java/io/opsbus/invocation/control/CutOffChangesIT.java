package io.opsbus.invocation.control;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.control.Scene.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.invocation.fleet.FleetNews;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.status.ErrorCode;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.store.TestDatabase;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.work.RepeatMode;
import io.opsbus.ledger.World.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The process dies when an invocation is stored, before it has done what comes behind that: a timer does it. */
class CutOffChangesIT {
    private static final Duration REMINDER = Duration.ofSeconds(5);

    private final Scene scene = Scene.inDatabase(TestDatabase.fresh());

    CutOffChangesIT() throws SQLException {}

    private static final class Died extends RuntimeException {}

    /** It dies behind the commit, when this has happened. */
    private void cutOff(Runnable meanwhile, Runnable change) {
        scene.faults = step -> {
            if (step == Step.COMMITTED) {
                meanwhile.run();
                throw new Died();
            }
        };
        assertThatExceptionOfType(Died.class).isThrownBy(change::run);
        scene.faults = _ -> {};
    }

    private void pass(Duration time) throws SQLException {
        scene.kicks.clear();
        scene.pass(time);
    }

    @Test
    void aChangeReachesItsTasksAndTheirAgents() throws SQLException {
        assertThat(scene.start(RepeatMode.PERIOD)).isEmpty();
        scene.give(LINUX);
        cutOff(() -> {}, () -> scene.change("date"));
        assertThat(versions()).as("nobody has told them").containsExactly(0, 0);

        pass(REMINDER);
        assertThat(versions()).containsExactly(1, 1);
        assertThat(scene.kicks)
                .containsExactlyInAnyOrder(
                        new Kick.Run(LINUX, Scene.taskId(LINUX)), new Kick.Run(OTHER, Scene.taskId(OTHER)));
        pass(Duration.ofSeconds(25));
        assertThat(versions()).as("they know it").containsExactly(1, 1);

        assertThat(scene.change("who")).isEmpty();
        pass(REMINDER);
        assertThat(versions()).containsExactly(2, 2);
    }

    /** A death behind each: the tasks are told the latest, once. */
    @Test
    void ofTwoChangesTheLastIsTold() throws SQLException {
        assertThat(scene.start(RepeatMode.PERIOD)).isEmpty();
        cutOff(() -> {}, () -> scene.change("date"));
        cutOff(() -> {}, () -> scene.change("who"));
        pass(REMINDER);
        assertThat(versions()).containsExactly(1, 1);
        assertThat(scene.task(LINUX).plan().edition()).isEqualTo(2);
    }

    private List<Integer> versions() {
        return List.of(LINUX, OTHER).stream()
                .map(scene::task)
                .map(Task::version)
                .toList();
    }

    @Test
    void whatWaitsForABootOfAnInstanceThatWentMeanwhileEnds() throws SQLException {
        cutOff(() -> scene.fleet.take(List.of(new FleetNews.Gone(LINUX))), () -> scene.start(RepeatMode.EVERY_REBOOT));
        assertThat(scene.task(LINUX).status()).isEqualTo(TaskStatus.SCHEDULED);
        pass(REMINDER);
        assertThat(scene.task(LINUX).ending()).isNotNull().returns(ErrorCode.INSTANCE_RELEASED, end -> end.error());
        assertThat(scene.task(OTHER).status()).isEqualTo(TaskStatus.SCHEDULED);
    }
}
