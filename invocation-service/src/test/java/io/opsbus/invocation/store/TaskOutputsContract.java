package io.opsbus.invocation.store;

import static io.opsbus.invocation.Given.ALICES;
import static io.opsbus.invocation.Given.BOB;
import static io.opsbus.invocation.Given.HANGZHOU;
import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.NOON;
import static io.opsbus.invocation.Given.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.query.Invocations;
import io.opsbus.invocation.query.TaskRun;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.task.Output;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskIdentity;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.RepeatMode;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.ReplyCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store of invocations keeps of what tasks wrote, be it real or fake. */
abstract class TaskOutputsContract extends InvocationsContract {
    @Test
    void tasksThatMoveAtTheSameTimeKeepEachItsOwnOutputAndRuns() throws Exception {
        var many = IntStream.rangeClosed(1, 40)
                .mapToObj(n -> Task.fresh(
                        new TaskIdentity(
                                new TaskId("t-many" + n), place(1).id(), new InstanceId("i-" + n), ALICES, NOON),
                        Given.plan(RepeatMode.PERIOD)))
                .toList();
        create(Given.invocation(1, RepeatMode.PERIOD), many.toArray(Task[]::new));
        many.forEach(this::give);
        var keys = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Task task : many) {
                threads.execute(() -> {
                    move(task, "a" + keys.incrementAndGet(), new TaskReport.Running(SPAN.start(), chunk("<")));
                    String end = task.identity().instance() + ">";
                    move(task, "b" + keys.incrementAndGet(), new TaskReport.Finished(SPAN, 0, chunk(end), 0));
                });
            }
        }

        var ended = invocations.runs(ALICES, results(true), ALL).items();
        assertThat(ended).hasSize(40);
        assertThat(ended)
                .allSatisfy(run -> assertThat(new String(run.output().bytes(), StandardCharsets.UTF_8))
                        .isEqualTo("<" + run.task().identity().instance() + ">"));
    }

    private void move(Task task, String key, TaskReport report) {
        var ignored = tasks.change(
                task.id(),
                ChangeKey.once(key),
                ReplyCodec.of(Enum::name, ReportAnswer::valueOf),
                stored -> REPORTS.take(Objects.requireNonNull(stored), 0, report, NOON.plusSeconds(3)));
    }

    @Test
    void outputAndEndAreKept() {
        Invocation invocation = Given.invocation(1, RepeatMode.ONCE);
        Task task = Given.task(1, RepeatMode.ONCE, LINUX);
        create(invocation, task);
        give(task);
        report(task, new TaskReport.Running(SPAN.start(), chunk("12")));
        report(task, new TaskReport.Finished(SPAN, 3, chunk("3\n"), 7));

        TaskRun run = invocations.runs(ALICES, results(false), ALL).items().getFirst();
        assertThat(new String(run.output().bytes(), StandardCharsets.UTF_8)).isEqualTo("123\n");
        assertThat(run.output().dropped()).isEqualTo(7);
        assertThat(run.task().status()).isEqualTo(TaskStatus.FAILED);
        assertThat(Objects.requireNonNull(run.task().ending()).exitCode()).isEqualTo(3);
        assertThat(run.invocation()).isEqualTo(invocation);
        assertThat(invocations.open(LINUX)).isEmpty();
        assertThat(invocations.usage(ALICES, List.of(LINUX)).get(LINUX)).isEqualTo(new Invocations.Usage(1, 0, NOON));
    }

    @Test
    void whatATaskWroteIsReadWhereItIsAskedForAndElseHowMuchThereIs() {
        Task task = Given.task(1, RepeatMode.ONCE, LINUX);
        create(Given.invocation(1, RepeatMode.ONCE), task);
        give(task);
        report(task, new TaskReport.Finished(SPAN, 0, chunk("123\n"), 7));

        Task listed = invocations.tasks(ALICES, List.of(place(1).id())).getFirst();
        Output unread = listed.progress().output();
        assertThat(unread.isRead()).isFalse();
        assertThat(List.of((long) unread.size(), unread.dropped(), unread.length()))
                .containsExactly(4L, 7L, 11L);
        assertThatIllegalStateException().isThrownBy(unread::bytes);
        assertThat(invocations.task(task.id())).contains(listed);
        Task written = invocations.written(ALICES, List.of(task.id())).getFirst();
        assertThat(new String(written.progress().output().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("123\n");
        assertThat(written.state()).isEqualTo(listed.state());
        assertThat(invocations.written(ALICES, List.of(new TaskId("t-none")))).isEmpty();
        assertThat(invocations.written(new Scope(BOB, HANGZHOU), List.of(task.id())))
                .isEmpty();
    }

    @Test
    void theRevisionIsAnotherWhenATaskHasMovedAndElseTheSame() {
        assertThat(invocations.revision(ALICES, place(1).id())).isEmpty();
        Task task = Given.task(1, RepeatMode.ONCE, LINUX);
        create(Given.invocation(1, RepeatMode.ONCE), task);
        String first = invocations.revision(ALICES, place(1).id());
        assertThat(invocations.revision(ALICES, place(1).id())).isEqualTo(first).isNotEmpty();
        give(task);
        String second = invocations.revision(ALICES, place(1).id());
        report(task, new TaskReport.Running(SPAN.start(), chunk("1")));
        String third = invocations.revision(ALICES, place(1).id());
        report(task, new TaskReport.Running(SPAN.start(), chunk("2")));
        assertThat(List.of(first, second, third, invocations.revision(ALICES, place(1).id())))
                .doesNotHaveDuplicates();
        assertThat(invocations.revision(new Scope(BOB, HANGZHOU), place(1).id()))
                .isEmpty();
    }
}
