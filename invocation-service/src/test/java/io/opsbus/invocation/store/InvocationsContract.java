package io.opsbus.invocation.store;

import static io.opsbus.invocation.Given.ALICE;
import static io.opsbus.invocation.Given.ALICES;
import static io.opsbus.invocation.Given.BEIJING;
import static io.opsbus.invocation.Given.BOB;
import static io.opsbus.invocation.Given.HANGZHOU;
import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.NOON;
import static io.opsbus.invocation.Given.WINDOWS;
import static io.opsbus.invocation.Given.place;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.link.TaskReport.Span;
import io.opsbus.invocation.query.InvocationFilter;
import io.opsbus.invocation.query.InvocationFilter.Criterion;
import io.opsbus.invocation.query.InvocationFilter.Kind;
import io.opsbus.invocation.query.Invocations;
import io.opsbus.invocation.query.Paging;
import io.opsbus.invocation.query.TaskFilter;
import io.opsbus.invocation.task.AgentSight;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskFact;
import io.opsbus.invocation.task.TaskIdentity;
import io.opsbus.invocation.task.TaskLimits;
import io.opsbus.invocation.task.TaskPlan;
import io.opsbus.invocation.task.TaskReports;
import io.opsbus.invocation.task.TaskSteps;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.InvocationFact;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.InvocationRefusal;
import io.opsbus.invocation.work.InvocationSlot;
import io.opsbus.invocation.work.RepeatMode;
import io.opsbus.invocation.work.Work;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.ReplyCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store of invocations does, be it real or fake. */
abstract class InvocationsContract {
    static final Paging ALL = new Paging.ByNumber(1, 50);
    static final InvocationSlot.Limits LIMITS = new InvocationSlot.Limits(5, Duration.ofMinutes(1));
    static final TaskSteps STEPS = new TaskSteps(TaskLimits.DEFAULT);
    static final TaskReports REPORTS = new TaskReports(TaskLimits.DEFAULT);
    static final ReplyCodec<Boolean> YES_OR_NO = ReplyCodec.of(String::valueOf, Boolean::parseBoolean);
    static final Span SPAN = new Span(NOON.plusSeconds(1), NOON.plusSeconds(2));

    Ledger<InvocationPlace, InvocationSlot, InvocationFact> ledger;
    Ledger<TaskId, Task, TaskFact> tasks;
    Invocations invocations;
    private int changes;

    /** What a store is changed and read with. */
    record Store(
            Ledger<InvocationPlace, InvocationSlot, InvocationFact> invocations,
            Ledger<TaskId, Task, TaskFact> tasks,
            Invocations reads) {}

    abstract Store empty();

    @BeforeEach
    void begin() {
        Store store = empty();
        ledger = store.invocations();
        tasks = store.tasks();
        invocations = store.reads();
    }

    ChangeKey key() {
        return ChangeKey.once("change-" + ++changes);
    }

    Decision<InvocationSlot, Decision.Done, InvocationFact> create(Invocation invocation, Task... born) {
        return ledger.change(invocation.place(), key(), slot -> slot(slot).create(invocation, List.of(born), LIMITS));
    }

    static InvocationSlot slot(@Nullable InvocationSlot stored) {
        return stored == null ? InvocationSlot.EMPTY : stored;
    }

    void give(Task task) {
        var ignored = tasks.change(
                task.id(), key(), YES_OR_NO, stored -> STEPS.give(Objects.requireNonNull(stored), false, false, NOON));
    }

    void report(Task task, TaskReport report) {
        report(task, report, NOON.plusSeconds(3));
    }

    private void report(Task task, TaskReport report, Instant now) {
        var ignored = tasks.change(
                task.id(),
                key(),
                ReplyCodec.of(Enum::name, ReportAnswer::valueOf),
                stored -> REPORTS.take(Objects.requireNonNull(stored), 0, report, now));
    }

    static Chunk chunk(String text) {
        return new Chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    static InvocationFilter filter(Criterion... criteria) {
        return new InvocationFilter(Kind.RUN, List.of(criteria));
    }

    @Test
    void whatWasCreatedIsReadWithAllItsFieldsAndTasks() {
        Invocation invocation = Given.invocation(1, RepeatMode.PERIOD);
        Task task = Given.task(1, RepeatMode.PERIOD, LINUX);
        create(invocation, task);

        assertThat(invocations.find(ALICES, invocation.place().id())).contains(invocation);
        assertThat(invocations.tasks(ALICES, List.of(invocation.place().id()))).containsExactly(task);
        assertThat(invocations.find(LINUX, task.id())).contains(task);
        assertThat(invocations.find(WINDOWS, task.id())).isEmpty();
        assertThat(invocations.open(LINUX)).containsExactly(new Invocations.Open(task, invocation));
        assertThat(invocations.task(task.id())).contains(task);
    }

    @Test
    void anotherScopeSeesNothing() {
        Invocation invocation = Given.invocation(1, RepeatMode.ONCE);
        create(invocation, Given.task(1, RepeatMode.ONCE, LINUX));

        for (Scope scope : List.of(new Scope(BOB, HANGZHOU), new Scope(ALICE, BEIJING))) {
            assertThat(invocations.find(scope, invocation.place().id())).isEmpty();
            assertThat(invocations.list(scope, filter(), ALL).total()).isZero();
            assertThat(invocations.tasks(scope, List.of(invocation.place().id())))
                    .isEmpty();
            assertThat(invocations.runs(scope, results(false), ALL).total()).isZero();
            assertThat(invocations.usage(scope, List.of(LINUX))).isEmpty();
        }
    }

    static TaskFilter results(boolean history) {
        return new TaskFilter(filter(), Optional.empty(), Optional.empty(), history);
    }

    @Test
    void theDailyQuotaIsKept() {
        for (int n = 1; n <= LIMITS.daily(); n++) {
            create(Given.invocation(n, RepeatMode.ONCE), Given.task(n, RepeatMode.ONCE, LINUX));
        }
        var refused = create(Given.invocation(9, RepeatMode.ONCE), Given.task(9, RepeatMode.ONCE, LINUX));
        assertThat(refused).isEqualTo(Decision.refused(new InvocationRefusal.DailyQuotaReached(LIMITS.daily())));
        assertThat(invocations.tasks(ALICES, List.of(place(9).id()))).isEmpty();
        assertThat(invocations.accepted(ALICES, NOON)).isEqualTo(LIMITS.daily());
        assertThat(invocations.accepted(ALICES, NOON.plusSeconds(1))).isZero();
        assertThat(invocations.accepted(new Scope(BOB, HANGZHOU), NOON)).isZero();
    }

    @Test
    void theQuotaIsOfCommandsAndNotOfFiles() {
        for (int n = 1; n < LIMITS.daily() + 2; n++) {
            Decision<InvocationSlot, Decision.Done, InvocationFact> sent = create(file(n), file(n, LINUX));
            assertThat(sent).isInstanceOf(Decision.Accepted.class);
        }
        assertThat(invocations.accepted(ALICES, NOON)).isZero();
        assertThat(create(Given.invocation(20, RepeatMode.ONCE), Given.task(20, RepeatMode.ONCE, LINUX)))
                .isInstanceOf(Decision.Accepted.class);
        assertThat(invocations.accepted(ALICES, NOON)).isEqualTo(1);
        assertThat(invocations.runs(ALICES, results(false), ALL).items())
                .as("a file has no result")
                .extracting(run -> run.invocation().place())
                .containsExactly(place(20));
        assertThat(invocations
                        .list(ALICES, new InvocationFilter(Kind.FILE, List.of()), ALL)
                        .items())
                .hasSize(LIMITS.daily() + 1);
    }

    private static Invocation file(int number) {
        var work = new Work.SendFile(
                new Work.SendFile.Label("motd", ""),
                Content.ofText("x"),
                "PlainText",
                new Work.SendFile.Target("/etc", "0644", "root", "root", true),
                Duration.ofMinutes(1));
        return Invocation.fresh(
                place(number), NOON, work, Given.invocation(1, RepeatMode.ONCE).labels());
    }

    private static Task file(int number, InstanceId instance) {
        var plan = new TaskPlan(RepeatMode.ONCE, Duration.ofMinutes(1), null, true, null);
        return Task.fresh(Given.task(number, RepeatMode.ONCE, instance).identity(), plan);
    }

    @Test
    void whatAnAgentHasIsNotReadForAKickUnlessTheKickNamesIt() {
        for (int n = 1; n <= 4; n++) {
            create(Given.invocation(n, RepeatMode.PERIOD), Given.task(n, RepeatMode.PERIOD, LINUX));
        }
        Task has = Given.task(1, RepeatMode.PERIOD, LINUX);
        give(has);
        report(has, new TaskReport.Running(SPAN.start(), Chunk.NONE));
        Task given = Given.task(2, RepeatMode.PERIOD, LINUX);
        give(given);
        Task toStop = Given.task(3, RepeatMode.PERIOD, LINUX);
        give(toStop);
        report(toStop, new TaskReport.Running(SPAN.start(), Chunk.NONE));
        var ignored =
                tasks.change(toStop.id(), key(), YES_OR_NO, stored -> STEPS.stop(Objects.requireNonNull(stored), NOON));

        assertThat(placesOf(invocations.owed(LINUX, Optional.empty(), 9)))
                .containsExactly(place(2), place(3), place(4));
        assertThat(placesOf(invocations.owed(LINUX, Optional.of(has.id()), 9)))
                .containsExactly(place(1), place(2), place(3), place(4));
        assertThat(placesOf(invocations.owed(LINUX, Optional.of(given.id()), 9)))
                .containsExactly(place(2), place(3), place(4));
        assertThat(placesOf(invocations.owed(WINDOWS, Optional.of(has.id()), 9)))
                .isEmpty();
        assertThat(placesOf(invocations.open(LINUX))).hasSize(4);
    }

    private void stopUnheard(Task task) {
        give(task);
        var ignored =
                tasks.change(task.id(), key(), YES_OR_NO, stored -> STEPS.stop(Objects.requireNonNull(stored), NOON));
        var _ = tasks.change(
                task.id(),
                key(),
                stored -> STEPS.look(Objects.requireNonNull(stored), AgentSight.NEVER, NOON.plusSeconds(60)));
    }

    @Test
    void whatWasStoppedAndMayRunYetIsListedForItsAgentBehindWhatIsOpen() {
        for (int n = 1; n <= 4; n++) {
            create(Given.invocation(n, RepeatMode.PERIOD), Given.task(n, RepeatMode.PERIOD, LINUX));
        }
        IntStream.of(1, 2, 3)
                .mapToObj(n -> Given.task(n, RepeatMode.PERIOD, LINUX))
                .forEach(this::stopUnheard);
        assertThat(placesOf(invocations.ofAgent(LINUX, 2))).containsExactly(place(4), place(2), place(3));
        assertThat(placesOf(invocations.open(LINUX))).containsExactly(place(4));
        var stopped = new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, false);
        report(Given.task(3, RepeatMode.PERIOD, LINUX), stopped);
        assertThat(placesOf(invocations.ofAgent(LINUX, 2))).containsExactly(place(4), place(1), place(2));
        assertThat(placesOf(invocations.owed(LINUX, Optional.empty(), 2)))
                .containsExactly(place(4), place(1), place(2));
        TaskId oldest = Given.task(1, RepeatMode.PERIOD, LINUX).id();
        assertThat(placesOf(invocations.owed(LINUX, Optional.of(oldest), 1)))
                .as("what is named, however old, and the newest")
                .containsExactly(place(4), place(1), place(2));
        assertThat(placesOf(invocations.owed(WINDOWS, Optional.of(oldest), 1))).isEmpty();
    }

    private static List<InvocationPlace> placesOf(List<Invocations.Open> tasks) {
        return tasks.stream().map(one -> one.invocation().place()).toList();
    }

    @Test
    void aFurtherTaskIsAddedWithTheChange() {
        Task first = Given.task(1, RepeatMode.PERIOD, LINUX);
        create(Given.invocation(1, RepeatMode.PERIOD), first);
        Work other = Given.invocation(2, RepeatMode.EVERY_REBOOT).work();
        Task further = Task.fresh(
                new TaskIdentity(new TaskId("t-further"), place(1).id(), WINDOWS, ALICES, NOON),
                Given.plan(RepeatMode.PERIOD));
        var ignored = ledger.change(place(1), key(), slot -> slot(slot).change(other, List.of(further), LIMITS, NOON));
        assertThat(invocations.tasks(ALICES, List.of(place(1).id()))).containsExactly(first, further);
        assertThat(invocations.find(ALICES, place(1).id()).orElseThrow().work()).isEqualTo(other);
    }

    @Test
    void anInstanceThatIsAddedByTwoAtOnceHasOneTask() throws Exception {
        create(Given.invocation(1, RepeatMode.PERIOD), Given.task(1, RepeatMode.PERIOD, LINUX));
        Work work = Given.invocation(1, RepeatMode.PERIOD).work();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 1; n <= 20; n++) {
                for (String who : List.of("one", "other")) {
                    var instance = new InstanceId("i-" + n);
                    Task task = Task.fresh(
                            new TaskIdentity(new TaskId("t-" + who + n), place(1).id(), instance, ALICES, NOON),
                            Given.plan(RepeatMode.PERIOD));
                    threads.execute(() -> {
                        var ignored = ledger.change(
                                place(1),
                                ChangeKey.once(task.id().text()),
                                slot -> slot(slot).change(work, List.of(task), LIMITS, NOON));
                    });
                }
            }
        }
        assertThat(invocations.tasks(ALICES, List.of(place(1).id())))
                .extracting(task -> task.identity().instance())
                .doesNotHaveDuplicates()
                .hasSize(21);
    }

    /** Of all runs that are kept, the last one first. */
    final List<Long> exitCodes() {
        return invocations.runs(ALICES, results(true), ALL).items().stream()
                .map(run -> run.ended().orElseThrow().exitCode())
                .toList();
    }

    /** Of a repeated task, with the exit codes 0, 1 and 2: their ends told 3, 13 and 23 seconds after noon. */
    final void threeRuns() {
        Task task = Given.task(1, RepeatMode.PERIOD, LINUX);
        create(Given.invocation(1, RepeatMode.PERIOD), task);
        give(task);
        for (int n = 0; n < 3; n++) {
            Instant start = NOON.plusSeconds(10L * n);
            report(task, new TaskReport.Running(start, Chunk.NONE));
            var finished = new TaskReport.Finished(new Span(start, start.plusSeconds(1)), n, chunk("run " + n), 0);
            report(task, finished, start.plusSeconds(3));
        }
    }

    @Test
    void whatIsLetGoIsGoneWithItsTasksAndRuns() {
        Task task = Given.task(1, RepeatMode.PERIOD, LINUX);
        create(Given.invocation(1, RepeatMode.PERIOD), task);
        give(task);
        report(task, new TaskReport.Finished(SPAN, 0, Chunk.NONE, 0));
        var ignored = ledger.change(place(1), key(), slot -> slot(slot).forget());

        assertThat(invocations.find(ALICES, place(1).id())).isEmpty();
        assertThat(invocations.task(task.id())).isEmpty();
        assertThat(invocations.runs(ALICES, results(true), ALL).total()).isZero();
        assertThat(invocations.usage(ALICES, List.of(LINUX))).isEmpty();
    }
}
