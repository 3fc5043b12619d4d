package io.opsbus.invocation.store;

import static io.opsbus.invocation.Given.ALICES;
import static io.opsbus.invocation.Given.LINUX;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.query.Invocations;
import io.opsbus.invocation.task.Output;
import io.opsbus.invocation.work.RepeatMode;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What tasks wrote is read by nobody who does not tell it: 50 invocations of 50 tasks may have sixty MB. */
class LargeOutputsIT {
    private static final int TASKS = 2_500;
    private static final int WRITTEN = Output.USUAL_QUOTA;
    private static final List<InvocationId> ALL = IntStream.rangeClosed(1, TASKS)
            .mapToObj(n -> new InvocationId("t-copy" + n))
            .toList();

    private static DataSource source;
    private static TouchedPages pages;
    private static Invocations invocations;

    @BeforeAll
    static void fill() throws SQLException {
        source = TestDatabase.fresh();
        new Filling().fill();
        History.invocations(source, Given.place(1).id().text(), TASKS);
        // bytes that cannot be compressed, of which each page holds few
        TestDatabase.execute(
                source,
                "update tasks set output = (select string_agg(sha256(cast(id || n as bytea)), '')"
                        + " from generate_series(1, " + WRITTEN / 32 + ") n)");
        TestDatabase.execute(source, "vacuum analyze");
        pages = new TouchedPages(source);
        invocations = new PostgresInvocations(pages.database());
    }

    /** An invocation, written as the service writes it. */
    private static final class Filling extends InvocationsContract {
        @Override
        Store empty() {
            return EmptyStore.in(source);
        }

        void fill() {
            begin();
            create(Given.invocation(1, RepeatMode.ONCE), Given.task(1, RepeatMode.ONCE, LINUX));
        }
    }

    @AfterAll
    static void close() throws SQLException {
        pages.close();
    }

    /** Bytes this thread takes from the heap for it. */
    private static long allocated(Runnable question) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        question.run();
        long before = threads.getCurrentThreadAllocatedBytes();
        question.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void whoDoesNotTellItDoesNotReadIt() throws SQLException {
        Runnable question = () -> assertThat(invocations.tasks(ALICES, ALL))
                .hasSize(TASKS)
                .allSatisfy(task -> assertThat(task.progress().output().size()).isEqualTo(WRITTEN));
        assertThat(pages.of(question)).as("pages of 8 KB").isLessThan(10_000);
        assertThat(allocated(question))
                .as("of %d MB that were written", (TASKS * WRITTEN) >> 20)
                .isLessThan(48 << 20);
    }

    @Test
    void whoLooksWhetherAnythingWasWrittenReadsNothing() throws SQLException {
        Runnable question = () -> assertThat(ALL.subList(0, 50))
                .allSatisfy(id -> assertThat(invocations.revision(ALICES, id)).isNotEmpty());
        assertThat(pages.of(question)).isLessThan(50 * 6);
        assertThat(allocated(question)).isLessThan(8 << 20);
    }

    @Test
    void whoTellsItReadsWhatIsAskedFor() throws SQLException {
        List<TaskId> two = List.of(new TaskId("t-task1"), new TaskId("t-task2"));
        Runnable question = () -> assertThat(invocations.written(ALICES, two))
                .allSatisfy(task -> assertThat(task.progress().output().bytes()).hasSize(WRITTEN));
        assertThat(pages.of(question)).isLessThan(100);
    }

    @Test
    void anAgentThatIsKickedReadsNoTaskItHas() throws SQLException {
        TestDatabase.execute(
                source, "update tasks set is_open = true, is_owed = id in ('t-task10', 't-task20'), instance = 'i-0'");
        TestDatabase.execute(source, "vacuum analyze tasks");
        Runnable question =
                () -> assertThat(invocations.owed(History.instance(0), Optional.of(new TaskId("t-task7")), 100))
                        .extracting(one -> one.task().id().text())
                        .containsExactly("t-task20", "t-task10", "t-task7");
        // a plan looks at the first page of each index, once for each place the table is named in
        assertThat(pages.of(question)).isLessThan(80);
        assertThat(allocated(question)).isLessThan(2 << 20);
    }
}
