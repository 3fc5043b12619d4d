package io.opsbus.invocation.store;

import static io.opsbus.invocation.Given.ALICES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.work.RepeatMode;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

    @Test
    void aStoreThatIsAwaySaysSo() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");
        assertThatExceptionOfType(StoreAway.class)
                .isThrownBy(() -> new PostgresInvocations(Jdbi.create(nowhere))
                        .find(ALICES, Given.place(1).id()));
    }
}
