package io.opsbus.invocation.store;

import static io.opsbus.invocation.Given.ALICE;
import static io.opsbus.invocation.Given.ALICES;
import static io.opsbus.invocation.Given.BEIJING;
import static io.opsbus.invocation.Given.BOB;
import static io.opsbus.invocation.Given.HANGZHOU;
import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.delivery.Destination;
import io.opsbus.invocation.delivery.DueOutput;
import io.opsbus.invocation.delivery.DueOutputs;
import io.opsbus.invocation.delivery.DueOutputs.Verdict;
import io.opsbus.invocation.delivery.OutputDeliveries;
import io.opsbus.invocation.delivery.OutputDeliveries.Run;
import io.opsbus.invocation.delivery.OutputDelivery;
import io.opsbus.invocation.delivery.OutputDelivery.Status;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Span;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskPlan;
import io.opsbus.invocation.work.RepeatMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store does with output that is to be delivered, be it real or fake. */
abstract class OutputsContract extends InvocationsContract {
    private static final Instant SOON = NOON.plusSeconds(10);
    private static final Instant LATER = NOON.plusSeconds(70);

    private OutputDeliveries deliveries;
    private DueOutputs due;

    abstract OutputDeliveries deliveries();

    abstract DueOutputs due();

    @BeforeEach
    void open() {
        deliveries = deliveries();
        due = due();
    }

    private Task delivered(int number, RepeatMode mode) {
        Task plain = Given.task(number, mode, LINUX);
        var plan = new TaskPlan(mode, Duration.ofMinutes(1), null, false, null, new Destination("logs", "a"));
        Task task = Task.fresh(plain.identity(), plan);
        create(Given.invocation(number, mode), task);
        give(task);
        return task;
    }

    private void end(Task task, Span span, String output) {
        report(task, new TaskReport.Finished(span, 0, chunk(output), 0));
    }

    /** Of its first two runs. */
    private List<OutputDelivery> of(Task task) {
        return deliveries.of(ALICES, List.of(first(task), second(task)));
    }

    private static Run first(Task task) {
        return new Run(task.id(), SPAN.start());
    }

    private static Run second(Task task) {
        return new Run(task.id(), SPAN.start().plusSeconds(600));
    }

    @Test
    void theOutputOfARunIsDueWhenItIsOver() {
        Task task = delivered(1, RepeatMode.ONCE);
        report(task, new TaskReport.Running(SPAN.start(), chunk("12")));
        assertThat(due.take(SOON, LATER)).as("it runs").isEmpty();
        end(task, SPAN, "3\n");
        DueOutput one = due.take(SOON, LATER).orElseThrow();
        assertThat(new String(one.output().bytes(), UTF_8)).isEqualTo("123\n");
        assertThat(one.bucket()).isEqualTo("logs");
        assertThat(one.object()).startsWith("a/" + task.identity().invocation().text() + "/" + LINUX.text() + "/");
        assertThat(one.tries()).isEqualTo(1);
        assertThat(of(task))
                .containsExactly(new OutputDelivery(
                        task.id(), SPAN.start(), "oss://logs/" + one.object(), Status.IN_PROGRESS, ""));
    }

    @Test
    void whatNobodyWantsDeliveredIsNotDue() {
        Task task = Given.task(1, RepeatMode.ONCE, LINUX);
        create(Given.invocation(1, RepeatMode.ONCE), task);
        give(task);
        end(task, SPAN, "123\n");
        assertThat(due.take(SOON, LATER)).isEmpty();
        assertThat(of(task)).isEmpty();
    }

    @Test
    void oneIsGivenToOneUntilItsTimeIsOver() {
        Task task = delivered(1, RepeatMode.ONCE);
        end(task, SPAN, "123\n");
        DueOutput first = due.take(SOON, LATER).orElseThrow();
        assertThat(due.take(LATER.minusMillis(1), LATER)).as("somebody has it").isEmpty();
        DueOutput second = due.take(LATER, LATER.plusSeconds(60)).orElseThrow();
        assertThat(second.tries()).isEqualTo(2);
        due.note(first, new Verdict.GivenUp("late"));
        assertThat(of(task)).extracting(OutputDelivery::status).containsExactly(Status.IN_PROGRESS);
        due.note(second, new Verdict.Delivered());
        assertThat(of(task)).extracting(OutputDelivery::status).containsExactly(Status.FINISHED);
        assertThat(due.take(LATER.plusSeconds(600), LATER.plusSeconds(700))).isEmpty();
    }

    @Test
    void whatIsPutOffIsDueThenAndSaysWhy() {
        Task task = delivered(1, RepeatMode.ONCE);
        end(task, SPAN, "123\n");
        due.note(due.take(SOON, LATER).orElseThrow(), new Verdict.Again(SOON.plusSeconds(2), "SlowDown"));
        assertThat(of(task)).extracting(OutputDelivery::code).containsExactly("SlowDown");
        assertThat(due.take(SOON.plusSeconds(1), LATER)).isEmpty();
        DueOutput again = due.take(SOON.plusSeconds(2), LATER).orElseThrow();
        assertThat(new String(again.output().bytes(), UTF_8)).isEqualTo("123\n");
        due.note(again, new Verdict.GivenUp("NoSuchBucket"));
        assertThat(of(task)).extracting(OutputDelivery::status).containsExactly(Status.FAILED);
        assertThat(of(task)).extracting(OutputDelivery::uriWord).containsExactly("");
    }

    /** Two runs of a repeated task. */
    Task twoRuns() {
        Task task = delivered(1, RepeatMode.PERIOD);
        end(task, SPAN, "one");
        end(task, new Span(SPAN.start().plusSeconds(600), SPAN.end().plusSeconds(600)), "two");
        return task;
    }

    @Test
    void eachRunOfARepeatedTaskIsDeliveredByItself() {
        Task task = twoRuns();
        Optional<DueOutput> first = due.take(SOON, LATER);
        Optional<DueOutput> second = due.take(SOON, LATER);
        assertThat(List.of(first.orElseThrow(), second.orElseThrow()))
                .extracting(one -> new String(one.output().bytes(), UTF_8))
                .containsExactlyInAnyOrder("one", "two");
        assertThat(due.take(SOON, LATER)).isEmpty();
        assertThat(of(task)).hasSize(2);
    }

    @Test
    void onlyRunsThatAreAskedForAreTold() {
        Task task = twoRuns();
        assertThat(deliveries.of(ALICES, List.of(second(task), second(task))))
                .extracting(OutputDelivery::started)
                .containsExactly(second(task).started());
        assertThat(deliveries.of(ALICES, List.of(new Run(task.id(), NOON)))).isEmpty();
        assertThat(deliveries.of(ALICES, List.of(new Run(new TaskId("t-other"), SPAN.start()))))
                .isEmpty();
    }

    @Test
    void anotherScopeHearsNothing() {
        Task task = delivered(1, RepeatMode.ONCE);
        end(task, SPAN, "123\n");
        assertThat(deliveries.of(new Scope(BOB, HANGZHOU), List.of(first(task))))
                .isEmpty();
        assertThat(deliveries.of(new Scope(ALICE, BEIJING), List.of(first(task))))
                .isEmpty();
        assertThat(deliveries.of(ALICES, List.of())).isEmpty();
    }
}
