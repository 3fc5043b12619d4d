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
import io.opsbus.invocation.query.InvocationFilter;
import io.opsbus.invocation.query.InvocationFilter.Criterion;
import io.opsbus.invocation.query.InvocationFilter.Kind;
import io.opsbus.invocation.query.Paging;
import io.opsbus.invocation.status.OverallStatus;
import io.opsbus.invocation.status.StatusWord;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskIdentity;
import io.opsbus.invocation.work.InvocationFact;
import io.opsbus.invocation.work.InvocationSlot;
import io.opsbus.invocation.work.RepeatMode;
import io.opsbus.ledger.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What lists of invocations tell, and the status of an invocation as a whole. */
abstract class InvocationListsContract extends TaskHistoriesContract {
    private List<String> found(Criterion... criteria) {
        return invocations.list(ALICES, filter(criteria), ALL).items().stream()
                .map(one -> one.place().id().text())
                .toList();
    }

    private static String id(int number) {
        return place(number).id().text();
    }

    private static InvocationFilter.Criterion status(String word) {
        return new InvocationFilter.WithStatus(StatusWord.either(word));
    }

    @Test
    void listsAreFiltered() {
        create(Given.invocation(1, RepeatMode.ONCE), Given.task(1, RepeatMode.ONCE, LINUX));
        create(Given.invocation(2, RepeatMode.PERIOD), Given.task(2, RepeatMode.PERIOD, WINDOWS));

        assertThat(found()).containsExactly(id(2), id(1));
        assertThat(found(new InvocationFilter.WithId(id(1)))).containsExactly(id(1));
        assertThat(found(new InvocationFilter.OfCommand("c-%032x".formatted(1))))
                .hasSize(2);
        assertThat(found(new InvocationFilter.OfCommand("c-2"))).isEmpty();
        assertThat(found(new InvocationFilter.Named("say"))).hasSize(2);
        assertThat(found(new InvocationFilter.OfType("RunBatScript"))).isEmpty();
        assertThat(found(new InvocationFilter.OnInstance(WINDOWS))).containsExactly(id(2));
        assertThat(found(new InvocationFilter.OnInstance(new InstanceId("i-0"))))
                .isEmpty();
        assertThat(found(new InvocationFilter.WithMode("Once"))).containsExactly(id(1));
        assertThat(found(new InvocationFilter.IsPeriodic(true))).containsExactly(id(2));
        assertThat(found(new InvocationFilter.InResourceGroup("rg-1"))).hasSize(2);
        assertThat(found(new InvocationFilter.Tagged("owner", Optional.empty())))
                .hasSize(2);
        assertThat(found(new InvocationFilter.Tagged("owner", Optional.of("zhang"))))
                .hasSize(2);
        assertThat(found(new InvocationFilter.Tagged("owner", Optional.of("li"))))
                .isEmpty();
        assertThat(found(new InvocationFilter.Nothing())).isEmpty();
        assertThat(invocations
                        .list(ALICES, new InvocationFilter(Kind.FILE, List.of()), ALL)
                        .total())
                .isZero();
    }

    /** One that was added to an invocation later has it where it was added. */
    @Test
    void invocationsOnAnInstanceComeInTheOrderOfItsTasks() {
        create(Given.invocation(1, RepeatMode.PERIOD), Given.task(1, RepeatMode.PERIOD, LINUX));
        create(Given.invocation(2, RepeatMode.PERIOD), Given.task(2, RepeatMode.PERIOD, WINDOWS));
        create(Given.invocation(3, RepeatMode.PERIOD), Given.task(3, RepeatMode.PERIOD, LINUX));
        Task further = Task.fresh(
                new TaskIdentity(new TaskId("t-further"), place(1).id(), WINDOWS, ALICES, NOON),
                Given.plan(RepeatMode.PERIOD));
        var ignored = ledger.change(
                place(1),
                key(),
                slot -> slot(slot)
                        .change(Given.invocation(1, RepeatMode.PERIOD).work(), List.of(further), LIMITS, NOON));

        var on = new InvocationFilter.OnInstance(WINDOWS);
        assertThat(found(on)).containsExactly(id(1), id(2));
        assertThat(found(on, new InvocationFilter.WithId(id(2)))).containsExactly(id(2));
        assertThat(found(on, new InvocationFilter.OfCommand("c-2"))).isEmpty();
        var first = invocations.list(ALICES, filter(on), new Paging.ByToken(Paging.ByToken.START, 1));
        assertThat(first.total()).isEqualTo(2);
        assertThat(invocations
                        .list(
                                ALICES,
                                filter(on),
                                new Paging.ByToken(first.last().orElseThrow(), 1))
                        .items())
                .extracting(one -> one.place())
                .containsExactly(place(2));
    }

    /** Whoever asks what goes on must not miss one for the moment until it is summed up. */
    @Test
    void whatIsNewRunsInTheWordsOf2019() {
        create(Given.invocation(1, RepeatMode.PERIOD), Given.task(1, RepeatMode.PERIOD, LINUX));
        assertThat(found(
                        new InvocationFilter.OfCommand("c-%032x".formatted(1)),
                        new InvocationFilter.WithMode("Period"),
                        status("Running")))
                .containsExactly(id(1));
        assertThat(found(status("Finished"))).isEmpty();
        assertThat(found(new InvocationFilter.WithMode("period' or 'x' = 'x"))).isEmpty();
    }

    @Test
    void listsComeInPartsBothWays() {
        for (int n = 1; n <= 5; n++) {
            create(Given.invocation(n, RepeatMode.ONCE), Given.task(n, RepeatMode.ONCE, LINUX));
        }
        var first = invocations.list(ALICES, filter(), new Paging.ByToken(Paging.ByToken.START, 2));
        var second = invocations.list(
                ALICES, filter(), new Paging.ByToken(first.last().orElseThrow(), 2));
        var third = invocations.list(
                ALICES, filter(), new Paging.ByToken(second.last().orElseThrow(), 2));
        assertThat(first.items()).extracting(one -> one.place()).containsExactly(place(5), place(4));
        assertThat(second.items()).extracting(one -> one.place()).containsExactly(place(3), place(2));
        assertThat(third.items()).extracting(one -> one.place()).containsExactly(place(1));
        assertThat(third.last()).isEmpty();
        assertThat(invocations.list(ALICES, filter(), new Paging.ByNumber(2, 2)).items())
                .extracting(one -> one.place())
                .containsExactly(place(3), place(2));
    }

    @Test
    void theStatusOfAllIsWhatTheTasksMake() {
        Task task = Given.task(1, RepeatMode.ONCE, LINUX);
        create(Given.invocation(1, RepeatMode.ONCE), task);
        assertThat(settled()).isEqualTo(OverallStatus.PENDING);
        assertThat(found(status("Pending"))).containsExactly(id(1));
        assertThat(found(status("Running"))).as("the word of 2019").containsExactly(id(1));
        give(task);
        report(task, new TaskReport.Finished(SPAN, 0, Chunk.NONE, 0));
        assertThat(settled()).isEqualTo(OverallStatus.SUCCESS);
        assertThat(settled()).as("told once").isNull();
        assertThat(found(status("Finished"))).containsExactly(id(1));
    }

    /** {@code Failed} is a word of both vocabularies: a filter finds what shows it under the filter's name. */
    @Test
    void aCommandThatExitedWithAnErrorIsFoundAsFinished() {
        Task task = Given.task(1, RepeatMode.ONCE, LINUX);
        create(Given.invocation(1, RepeatMode.ONCE), task);
        give(task);
        report(task, new TaskReport.Finished(SPAN, 3, Chunk.NONE, 0));
        assertThat(settled()).isEqualTo(OverallStatus.FAILED);
        assertThat(found(status("Finished"))).containsExactly(id(1));
        assertThat(found(status("Failed"))).isEmpty();
        assertThat(found(new InvocationFilter.WithStatus(StatusWord.today("Failed"))))
                .containsExactly(id(1));
    }

    @Test
    void whatIsOverAndWasNotToldIsFound() {
        Task task = Given.task(1, RepeatMode.ONCE, LINUX);
        create(Given.invocation(1, RepeatMode.ONCE), task);
        assertThat(invocations.untold(10)).as("new").containsExactly(place(1));
        OverallStatus ignored = settled();
        assertThat(invocations.untold(10)).as("it runs").isEmpty();
        give(task);
        report(task, new TaskReport.Finished(SPAN, 0, chunk("x"), 0));
        assertThat(invocations.untold(10)).as("over").containsExactly(place(1));
        assertThat(settled()).isEqualTo(OverallStatus.SUCCESS);
        assertThat(invocations.untold(10)).as("told").isEmpty();
    }

    private @Nullable OverallStatus settled() {
        var decision = ledger.change(place(1), key(), slot -> slot(slot).settle(Duration.ofDays(30), NOON));
        return decision instanceof Decision.Accepted<InvocationSlot, Decision.Done, InvocationFact> yes
                        && !yes.facts().isEmpty()
                        && yes.facts().getFirst() instanceof InvocationFact.Status status
                ? status.status()
                : null;
    }
}
