package io.opsbus.invocation.store;

import static io.opsbus.invocation.Given.ALICES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.query.InvocationFilter;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.query.TaskFilter;
import io.opsbus.invocation.store.broken.BrokenRows;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.RepeatMode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresInvocationsIT extends InvocationListsContract {
    private static DataSource source;

    @BeforeAll
    static void make() throws SQLException {
        source = TestDatabase.fresh();
    }

    @Override
    Store empty() {
        return EmptyStore.in(source);
    }

    @Test
    void runsThatEndedLongAgoGoSoManyAtATimeAndNoOthers() throws SQLException {
        threeRuns();
        assertThat(TaskStates.forgetRuns(source, Given.NOON.plusSeconds(3), 10))
                .as("none ended before")
                .isZero();
        Instant before = Given.NOON.plusSeconds(14);
        assertThat(TaskStates.forgetRuns(source, before, 1)).isEqualTo(1);
        assertThat(exitCodes()).hasSize(2).startsWith(2L);
        assertThat(TaskStates.forgetRuns(source, before, 1)).isEqualTo(1);
        assertThat(TaskStates.forgetRuns(source, before, 1)).isZero();
        assertThat(exitCodes()).containsExactly(2L);
    }

    @Test
    void noInstanceHasTwoTasksOfAnInvocation() {
        create(Given.invocation(1, RepeatMode.ONCE), Given.task(1, RepeatMode.ONCE, Given.LINUX));
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> TestDatabase.execute(source, """
                        insert into tasks (id, invocation, instance, account, region, created_at, status, legacy, is_open, body,
                            output, dropped)
                        select 't-again', invocation, instance, account, region, created_at, status, legacy, is_open, body,
                            output, dropped from tasks"""))
                .withMessageContaining("tasks_one_of_an_instance");
    }

    @Test
    void aTaskThatCannotBeReadKeepsNoOtherFromItsAgent() throws SQLException {
        for (int n = 1; n <= 3; n++) {
            create(Given.invocation(n, RepeatMode.ONCE), Given.task(n, RepeatMode.ONCE, Given.LINUX));
        }
        TestDatabase.execute(
                source,
                "update tasks set body = '{' where invocation = '%s'"
                        .formatted(Given.place(1).id()));
        TestDatabase.execute(
                source,
                "update invocations set body = '{' where id = '%s'"
                        .formatted(Given.place(2).id()));
        assertThat(invocations.ofAgent(Given.LINUX, 10))
                .extracting(one -> one.invocation().place())
                .containsExactly(Given.place(3));
    }

    /** What is not JSON, and what is and has not what it needs. */
    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "null", "[]", ""})
    void aRowThatCannotBeReadKeepsNoOtherFromLists(String broken) throws SQLException {
        for (int n = 1; n <= 4; n++) {
            create(Given.invocation(n, RepeatMode.ONCE), Given.task(n, RepeatMode.ONCE, Given.LINUX));
        }
        spoil("tasks", "invocation", 2, broken);
        spoil("invocations", "id", 3, broken);
        var all = new InvocationFilter(InvocationFilter.Kind.RUN, List.of());

        assertThat(invocations.list(Given.ALICES, all, ALL).items())
                .extracting(Invocation::place)
                .containsExactly(Given.place(4), Given.place(2), Given.place(1));
        assertThat(invocations
                        .runs(Given.ALICES, new TaskFilter(all, Optional.empty(), Optional.empty(), false), ALL)
                        .items())
                .extracting(run -> run.invocation().place())
                .containsExactly(Given.place(4), Given.place(1));
        assertThat(invocations.tasks(
                        Given.ALICES,
                        List.of(
                                Given.place(1).id(),
                                Given.place(2).id(),
                                Given.place(4).id())))
                .extracting(task -> task.identity().invocation())
                .containsExactly(Given.place(1).id(), Given.place(4).id());
        assertThat(invocations.owed(Given.LINUX, Optional.empty(), 10))
                .extracting(one -> one.invocation().place())
                .containsExactly(Given.place(1), Given.place(4));
    }

    /** An agent asks every few seconds. */
    @Test
    void theLogIsToldOnceOfARowThatCannotBeRead() throws SQLException {
        create(Given.invocation(1, RepeatMode.ONCE), Given.task(1, RepeatMode.ONCE, Given.LINUX));
        spoil("tasks", "invocation", 1, "{");
        var broken = new BrokenRows();
        var service = new PostgresInvocations(new Asked(Jdbi.create(source), broken));
        for (int fetch = 0; fetch < 2; fetch++) {
            assertThat(service.owed(Given.LINUX, Optional.empty(), 10)).isEmpty();
            assertThat(service.ofAgent(Given.LINUX, 10)).isEmpty();
            assertThat(broken.told()).isEqualTo(1);
        }
    }

    private static void spoil(String table, String column, int number, String body) throws SQLException {
        TestDatabase.execute(
                source,
                "update %s set body = '%s' where %s = '%s'"
                        .formatted(table, body, column, Given.place(number).id()));
    }

    @Test
    void aRunThatCannotBeReadKeepsNoOtherFromItsList() throws SQLException {
        threeRuns();
        TestDatabase.execute(source, "update task_runs set body = '{}' where id = (select max(id) from task_runs) - 1");
        assertThat(exitCodes()).containsExactly(2L, 0L);
        TestDatabase.execute(source, "update tasks set body = '{'");
        assertThat(exitCodes()).isEmpty();
    }

    @Test
    void aStoreThatIsAwaySaysSo() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");
        assertThatExceptionOfType(StoreAway.class)
                .isThrownBy(() -> new PostgresInvocations(Jdbi.create(nowhere))
                        .find(ALICES, Given.place(1).id()));
    }
}
