package io.opsbus.invocation.store;

import static io.opsbus.invocation.Given.ALICES;
import static io.opsbus.invocation.Given.LINUX;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.query.InvocationFilter;
import io.opsbus.invocation.query.InvocationFilter.Criterion;
import io.opsbus.invocation.query.Invocations;
import io.opsbus.invocation.query.Paging;
import io.opsbus.invocation.query.TaskFilter;
import io.opsbus.invocation.status.StatusWord;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.work.RepeatMode;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a list costs does not grow with what is kept: it looks at few pages (of 8 KB), however long its history is. */
class LongHistoriesIT {
    private static final int TASKS = 120_000;
    private static final int RUNS = 110_000;
    /** Of another command, all older than those: few enough that to walk through the others seems to find one soon. */
    private static final int OLD = 20_000;

    private static final Paging PART = new Paging.ByToken(Paging.ByToken.START, 50);
    /** 50 rows with what they belong to, some levels of indexes, and at most 10,000 entries of an index counted. */
    private static final long FEW = 1_500;

    private static TouchedPages pages;
    private static Invocations invocations;
    private static Task periodic;

    @BeforeAll
    static void fill() throws SQLException {
        DataSource source = TestDatabase.fresh();
        var contract = new Filling(source);
        periodic = contract.fill();
        History.ofAnotherCommand(source, Given.place(2).id().text(), "c-old", OLD);
        History.invocations(source, Given.place(2).id().text(), TASKS);
        History.runs(source, periodic.id().text(), RUNS);
        pages = new TouchedPages(source);
        invocations = new PostgresInvocations(pages.database());
    }

    /** Two invocations, written as the service writes them. */
    private static final class Filling extends InvocationsContract {
        private final DataSource source;

        Filling(DataSource source) {
            this.source = source;
        }

        @Override
        Store empty() {
            return EmptyStore.in(source);
        }

        Task fill() {
            begin();
            threeRuns();
            create(Given.invocation(2, RepeatMode.ONCE), Given.task(2, RepeatMode.ONCE, Given.WINDOWS));
            return Given.task(1, RepeatMode.PERIOD, LINUX);
        }
    }

    @AfterAll
    static void close() throws SQLException {
        pages.close();
    }

    private static InvocationFilter filter(Criterion... criteria) {
        return new InvocationFilter(InvocationFilter.Kind.RUN, List.of(criteria));
    }

    private static void looksAtFew(Runnable question) throws SQLException {
        assertThat(pages.of(question)).isLessThan(FEW);
    }

    private static TaskFilter results(Optional<InstanceId> instance, Criterion... criteria) {
        return new TaskFilter(filter(criteria), instance.map(InstanceId::text), Optional.empty(), false);
    }

    @Test
    void invocations() throws SQLException {
        looksAtFew(() ->
                assertThat(invocations.list(ALICES, filter(), PART).items()).hasSize(50));
    }

    @Test
    void invocationsOnAnInstance() throws SQLException {
        for (InstanceId instance : List.of(History.instance(3), LINUX)) {
            var on = filter(new InvocationFilter.OnInstance(instance));
            looksAtFew(
                    () -> assertThat(invocations.list(ALICES, on, PART).items()).isNotEmpty());
        }
    }

    @Test
    void files() throws SQLException {
        var files = new InvocationFilter(InvocationFilter.Kind.FILE, List.of());
        looksAtFew(
                () -> assertThat(invocations.list(ALICES, files, PART).items()).isEmpty());
    }

    @Test
    void results() throws SQLException {
        looksAtFew(() -> assertThat(invocations
                        .runs(ALICES, results(Optional.empty()), PART)
                        .items())
                .hasSize(50));
    }

    @Test
    void resultsOfAnInstance() throws SQLException {
        for (InstanceId instance : List.of(History.instance(3), LINUX)) {
            looksAtFew(() -> assertThat(invocations
                            .runs(ALICES, results(Optional.of(instance)), PART)
                            .items())
                    .isNotEmpty());
        }
    }

    @Test
    void resultsOfAnInvocation() throws SQLException {
        var of = new InvocationFilter.WithId("t-copy" + TASKS / 2);
        looksAtFew(() -> assertThat(invocations
                        .runs(ALICES, results(Optional.empty(), of), PART)
                        .items())
                .hasSize(1));
    }

    @Test
    void resultsOfACommandNobodyRanLately() throws SQLException {
        var of = new InvocationFilter.OfCommand("c-none");
        looksAtFew(() -> assertThat(invocations
                        .runs(ALICES, results(Optional.empty(), of), PART)
                        .items())
                .isEmpty());
        looksAtFew(() ->
                assertThat(invocations.list(ALICES, filter(of), PART).items()).isEmpty());
    }

    @Test
    void resultsOfACommandThatRanOftenLongAgo() throws SQLException {
        var of = new InvocationFilter.OfCommand("c-old");
        looksAtFew(() -> assertThat(invocations
                        .runs(ALICES, results(Optional.empty(), of), PART)
                        .items())
                .hasSize(50));
        looksAtFew(() ->
                assertThat(invocations.list(ALICES, filter(of), PART).items()).hasSize(50));
    }

    /** As a deletion asks of a command that ran once 120,000 times. */
    @Test
    void whatGoesOnOfACommandThatRanOften() throws SQLException {
        for (String command : List.of("c-%032x".formatted(1), "c-old")) {
            for (String mode : List.of("Period", "EveryReboot", "NextRebootOnly")) {
                var repeated = filter(new InvocationFilter.OfCommand(command), new InvocationFilter.WithMode(mode));
                looksAtFew(() -> invocations
                        .list(ALICES, repeated, PART)
                        .items()
                        .forEach(one -> assertThat(one.work().mode().word()).isEqualTo(mode)));
                for (String status : List.of("Running", "Stopping")) {
                    var goesOn = filter(
                            new InvocationFilter.OfCommand(command),
                            new InvocationFilter.WithMode(mode),
                            new InvocationFilter.WithStatus(StatusWord.either(status)));
                    looksAtFew(() -> assertThat(
                                    invocations.list(ALICES, goesOn, PART).items())
                            .hasSizeLessThan(2));
                }
            }
        }
    }

    private static TaskFilter history(Optional<StatusWord> status, Optional<InstanceId> instance) {
        return new TaskFilter(
                filter(new InvocationFilter.WithId(
                        periodic.identity().invocation().text())),
                instance.map(InstanceId::text),
                status,
                true);
    }

    @Test
    void runs() throws SQLException {
        for (Optional<InstanceId> instance : List.of(Optional.of(LINUX), Optional.<InstanceId>empty())) {
            looksAtFew(() -> assertThat(invocations
                            .runs(ALICES, history(Optional.empty(), instance), PART)
                            .items())
                    .hasSize(50));
        }
    }

    @Test
    void theFewRunsThatDidNotGoWell() throws SQLException {
        looksAtFew(() -> assertThat(invocations
                        .runs(ALICES, history(Optional.of(StatusWord.today("Failed")), Optional.empty()), PART)
                        .items())
                .hasSize(2));
    }

    @Test
    void theLastPartOfManyRuns() throws SQLException {
        looksAtFew(() -> assertThat(invocations
                        .runs(ALICES, history(Optional.empty(), Optional.empty()), new Paging.ByToken(4, 50))
                        .items())
                .hasSize(3));
    }

    @Test
    void whatIsCountedIsBoundedAndTellsThatThereIsMore() throws SQLException {
        assertThat(invocations.list(ALICES, filter(), PART).total()).isEqualTo(10_000);
        assertThat(invocations
                        .list(ALICES, filter(), new Paging.ByNumber(300, 50))
                        .total())
                .isEqualTo(15_001);
        int all = TASKS + OLD + 2;
        assertThat(invocations
                        .list(ALICES, filter(), new Paging.ByNumber((all + 49) / 50, 50))
                        .total())
                .as("the last part tells it")
                .isEqualTo(all);
    }

    @Test
    void theQuotaOfADay() throws SQLException {
        looksAtFew(() -> assertThat(invocations.accepted(ALICES, Given.NOON.minusSeconds(3_600)))
                .isEqualTo(3_602));
    }

    @Test
    void usage() throws SQLException {
        List<InstanceId> ten =
                IntStream.range(0, 10).mapToObj(History::instance).toList();
        looksAtFew(() -> assertThat(invocations.usage(ALICES, ten).get(ten.getFirst()))
                .satisfies(used -> assertThat(used.invocations()).isEqualTo(TASKS / 10)));
    }
}
