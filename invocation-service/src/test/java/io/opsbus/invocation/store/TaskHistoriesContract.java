package io.opsbus.invocation.store;

import static io.opsbus.invocation.Given.ALICES;
import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.NOON;
import static io.opsbus.invocation.Given.WINDOWS;
import static io.opsbus.invocation.Given.place;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.link.TaskReport.Span;
import io.opsbus.invocation.query.Invocations;
import io.opsbus.invocation.query.TaskFilter;
import io.opsbus.invocation.query.TaskRun;
import io.opsbus.invocation.status.StatusWord;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskIdentity;
import io.opsbus.invocation.task.TaskState;
import io.opsbus.invocation.work.RepeatMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store of invocations tells of what was: runs that are over, and how much instances were used. */
abstract class TaskHistoriesContract extends TaskOutputsContract {
    @Test
    void everyRunOfARepeatedTaskIsKept() {
        threeRuns();
        assertThat(exitCodes()).containsExactly(2L, 1L, 0L);
        assertThat(invocations.runs(ALICES, results(true), ALL).items())
                .extracting(run -> new String(run.output().bytes(), StandardCharsets.UTF_8))
                .containsExactly("run 2", "run 1", "run 0");
        var ofStatus =
                new TaskFilter(filter(), Optional.of(LINUX.text()), Optional.of(StatusWord.either("Success")), true);
        assertThat(invocations.runs(ALICES, ofStatus, ALL).total()).isEqualTo(1);
        assertThat(ended("Finished")).as("whatever they exited with").isEqualTo(3);
        assertThat(ended("Failed")).as("they are shown as Finished").isZero();
        assertThat(invocations.runs(ALICES, results(false), ALL).items())
                .extracting(run -> run.task().status())
                .containsExactly(TaskStatus.SCHEDULED);
    }

    private long ended(String word) {
        var filter = new TaskFilter(filter(), Optional.empty(), Optional.of(StatusWord.either(word)), true);
        return invocations.runs(ALICES, filter, ALL).total();
    }

    @Test
    void usageCountsWhatIsKeptOnEachInstance() {
        for (int n = 1; n <= 3; n++) {
            Task windows = Task.fresh(
                    new TaskIdentity(new TaskId("t-windows" + n), place(n).id(), WINDOWS, ALICES, NOON),
                    Given.plan(RepeatMode.ONCE));
            create(Given.invocation(n, RepeatMode.ONCE), windows, Given.task(n, RepeatMode.ONCE, LINUX));
        }
        give(Given.task(1, RepeatMode.ONCE, LINUX));
        report(Given.task(1, RepeatMode.ONCE, LINUX), new TaskReport.Finished(SPAN, 0, Chunk.NONE, 0));
        var ignored = ledger.change(place(3), key(), slot -> slot(slot).forget());
        assertThat(invocations.usage(ALICES, List.of(LINUX, WINDOWS, new InstanceId("i-0"))))
                .isEqualTo(
                        Map.of(LINUX, new Invocations.Usage(2, 1, NOON), WINDOWS, new Invocations.Usage(2, 2, NOON)));
    }

    private List<TaskRun> runs() {
        return invocations.runs(ALICES, results(true), ALL).items();
    }

    @Test
    void aRunTellsWhichOneItWasAndNothingOfWhatBecameOfItsTask() {
        threeRuns();
        Task task = Given.task(1, RepeatMode.PERIOD, LINUX);
        var ignored =
                tasks.change(task.id(), key(), YES_OR_NO, stored -> STEPS.stop(Objects.requireNonNull(stored), NOON));
        report(task, new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, true));
        Task stopped = invocations.task(task.id()).orElseThrow();
        assertThat(stopped.status().kind()).as("given").isEqualTo(TaskStatus.Kind.STOPPED);

        assertThat(runs()).extracting(run -> run.task().progress().repeats()).containsExactly(3, 2, 1);
        assertThat(runs()).allSatisfy(run -> {
            Ending ending = run.ended().orElseThrow();
            assertThat(run.task().state()).isEqualTo(new TaskState.Ended(ending, false));
            assertThat(run.task().ending()).isEqualTo(ending);
        });
    }

    /** As when the later one was let go first, for it was over first. */
    @Test
    void whenAnInstanceWasUsedLastIsKnownWhileAnythingOfItIsKept() {
        Instant later = NOON.plusSeconds(60);
        create(Given.invocation(1, RepeatMode.PERIOD), Given.task(1, RepeatMode.PERIOD, LINUX));
        create(
                Given.invocation(2, RepeatMode.ONCE),
                Task.fresh(
                        new TaskIdentity(new TaskId("t-later"), place(2).id(), LINUX, ALICES, later),
                        Given.plan(RepeatMode.ONCE)));
        var _ = ledger.change(place(2), key(), slot -> slot(slot).forget());
        assertThat(invocations.usage(ALICES, List.of(LINUX)))
                .isEqualTo(Map.of(LINUX, new Invocations.Usage(1, 1, later)));
        var _ = ledger.change(place(1), key(), slot -> slot(slot).forget());
        assertThat(invocations.usage(ALICES, List.of(LINUX))).isEmpty();
    }
}
