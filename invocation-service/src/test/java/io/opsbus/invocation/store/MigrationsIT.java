package io.opsbus.invocation.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.query.InvocationFilter;
import io.opsbus.invocation.query.InvocationFilter.Criterion;
import io.opsbus.invocation.query.InvocationFilter.Kind;
import io.opsbus.invocation.query.Invocations;
import io.opsbus.invocation.query.Paging;
import io.opsbus.invocation.query.TaskFilter;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskIdentity;
import io.opsbus.invocation.task.TaskPlan;
import io.opsbus.invocation.task.TaskState;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.RepeatMode;
import io.opsbus.invocation.work.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of the release that had V12 last: as they are after the migrations, and as it writes them while this release runs beside it. */
class MigrationsIT {
    private static final Paging ALL = new Paging.ByNumber(1, 50);
    private static final String COMMAND = "c-%032x".formatted(1);

    private DataSource source = TestDatabase.empty();
    private Invocations invocations = new PostgresInvocations(Jdbi.create(source));

    @BeforeEach
    void begin() {
        source = TestDatabase.empty();
        invocations = new PostgresInvocations(Jdbi.create(source));
        TestDatabase.migrate(source, "12");
    }

    private void migrate(String version) {
        TestDatabase.migrate(source, version);
    }

    private static Invocation file(int number) {
        var work = new Work.SendFile(
                new Work.SendFile.Label("motd", ""),
                Content.ofText("x"),
                "PlainText",
                new Work.SendFile.Target("/etc", "0644", "root", "root", true),
                Duration.ofMinutes(1));
        return Invocation.fresh(
                Given.place(number),
                Given.NOON,
                work,
                Given.invocation(1, RepeatMode.ONCE).labels());
    }

    private static Task fileTask(int number, InstanceId instance) {
        var plan = new TaskPlan(RepeatMode.ONCE, Duration.ofMinutes(1), null, true, null);
        return Task.fresh(Given.task(number, RepeatMode.ONCE, instance).identity(), plan);
    }

    /** A task of this id. */
    private static Task another(String id, int number, RepeatMode mode, InstanceId instance) {
        return Task.fresh(
                new TaskIdentity(new TaskId(id), Given.place(number).id(), instance, Given.ALICES, Given.NOON),
                Given.plan(mode));
    }

    /** As the release of V12 put them in. */
    private void insert(Invocation invocation, Task... tasks) throws SQLException {
        try (var connection = source.getConnection()) {
            insert(connection, invocation);
            for (Task task : tasks) {
                insert(connection, task);
            }
        }
    }

    private static void insert(Connection connection, Invocation invocation) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into invocations (id, account, region, created_at, kind, name, command_id, command_type, repeat_mode,
                    periodic, resource_group, tag_keys, tag_values, body)
                values (?, ?, ?, ?, ?, 'say', ?, null, ?, false, '', '{}', '{}', ?)""")) {
            boolean isRun = invocation.work() instanceof Work.Run;
            statement.setString(1, invocation.place().id().text());
            statement.setString(2, Given.ALICE.text());
            statement.setString(3, Given.HANGZHOU.text());
            statement.setTimestamp(4, Timestamp.from(Given.NOON));
            statement.setString(5, isRun ? "RUN" : "FILE");
            statement.setString(6, isRun ? COMMAND : null);
            statement.setString(7, invocation.work().mode().word());
            statement.setString(8, Bodies.write(invocation));
            statement.executeUpdate();
        }
    }

    private static void insert(Connection connection, Task task) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into tasks (status, legacy, is_open, may_run_yet, body, id, invocation, instance, account, region,
                    created_at, output, dropped)
                values (?, ?, ?, false, ?, ?, ?, ?, ?, ?, ?, '', 0)""")) {
            statement.setString(1, task.status().word());
            statement.setString(2, task.status().legacy().word());
            statement.setBoolean(3, !task.status().isFinal());
            statement.setString(4, TaskRows.body(task));
            statement.setString(5, task.id().text());
            statement.setString(6, task.identity().invocation().text());
            statement.setString(7, task.identity().instance().text());
            statement.setString(8, Given.ALICE.text());
            statement.setString(9, Given.HANGZHOU.text());
            statement.setTimestamp(10, Timestamp.from(task.identity().created()));
            statement.executeUpdate();
        }
    }

    private List<String> results(Kind kind, Criterion... criteria) {
        var filter = new TaskFilter(
                new InvocationFilter(kind, List.of(criteria)), Optional.empty(), Optional.empty(), false);
        var page = invocations.runs(Given.ALICES, filter, ALL);
        assertThat(page.total()).as("counted").isEqualTo(page.items().size());
        return page.items().stream().map(run -> run.task().id().text()).toList();
    }

    private static String id(int number) {
        return Given.task(number, RepeatMode.ONCE, Given.LINUX).id().text();
    }

    @Test
    void anInstanceThatHadTwoTasksOfAnInvocationHasTheFirstAndIsCountedOnce() throws SQLException {
        insert(
                Given.invocation(1, RepeatMode.PERIOD),
                Given.task(1, RepeatMode.PERIOD, Given.LINUX),
                another("t-again", 1, RepeatMode.PERIOD, Given.LINUX),
                another("t-other", 1, RepeatMode.PERIOD, Given.WINDOWS));
        migrate("latest");

        assertThat(results(Kind.RUN, new InvocationFilter.OfCommand(COMMAND))).containsExactly("t-other", id(1));
        assertThat(invocations.usage(Given.ALICES, List.of(Given.LINUX, Given.WINDOWS)))
                .isEqualTo(Map.of(
                        Given.LINUX,
                        new Invocations.Usage(1, 1, Given.NOON),
                        Given.WINDOWS,
                        new Invocations.Usage(1, 1, Given.NOON)));
    }

    @Test
    void whatWasPutInBetweenTheMigrationsIsListedAndCounted() throws SQLException {
        insert(file(1), fileTask(1, Given.LINUX));
        migrate("15");
        insert(file(2), fileTask(2, Given.LINUX));
        insert(Given.invocation(3, RepeatMode.ONCE), Given.task(3, RepeatMode.ONCE, Given.LINUX));
        migrate("16");
        insert(file(4), fileTask(4, Given.LINUX));
        insert(Given.invocation(5, RepeatMode.ONCE), Given.task(5, RepeatMode.ONCE, Given.LINUX));
        migrate("latest");

        assertThat(results(Kind.FILE)).containsExactly(id(4), id(2), id(1));
        assertThat(results(Kind.RUN)).containsExactly(id(5), id(3));
        assertThat(results(Kind.RUN, new InvocationFilter.OfCommand(COMMAND))).containsExactly(id(5), id(3));
        assertThat(invocations.usage(Given.ALICES, List.of(Given.LINUX)))
                .isEqualTo(Map.of(Given.LINUX, new Invocations.Usage(5, 5, Given.NOON)));
    }

    @Test
    void whatAnOlderReleasePutsInBesideThisOneIsListedAndCounted() throws SQLException {
        migrate("latest");
        insert(file(1), fileTask(1, Given.LINUX));
        insert(Given.invocation(2, RepeatMode.ONCE), Given.task(2, RepeatMode.ONCE, Given.LINUX));

        assertThat(invocations.usage(Given.ALICES, List.of(Given.LINUX)))
                .isEqualTo(Map.of(Given.LINUX, new Invocations.Usage(2, 2, Given.NOON)));
        assertThat(results(Kind.FILE)).containsExactly(id(1));
        assertThat(results(Kind.RUN)).containsExactly(id(2));
        assertThat(results(Kind.RUN, new InvocationFilter.OfCommand(COMMAND))).containsExactly(id(2));
    }

    @Test
    void aKickReadsNothingOfWhatWaitsForABootOrRunsAlready() throws SQLException {
        Task runs = Given.task(2, RepeatMode.ONCE, Given.LINUX);
        insert(Given.invocation(1, RepeatMode.EVERY_REBOOT), Given.task(1, RepeatMode.EVERY_REBOOT, Given.LINUX));
        insert(
                Given.invocation(2, RepeatMode.ONCE),
                new Task(
                        runs.identity(),
                        runs.plan(),
                        0,
                        new TaskState.Running(Given.NOON, Given.NOON),
                        runs.progress()));
        insert(
                Given.invocation(3, RepeatMode.ONCE),
                new Task(
                        Given.task(3, RepeatMode.ONCE, Given.LINUX).identity(),
                        runs.plan(),
                        0,
                        new TaskState.Delivered(Given.NOON),
                        runs.progress()));
        insert(Given.invocation(4, RepeatMode.PERIOD), Given.task(4, RepeatMode.PERIOD, Given.LINUX));
        migrate("latest");

        assertThat(invocations.owed(Given.LINUX, Optional.empty(), 9))
                .extracting(open -> open.task().id().text())
                .containsExactly(id(3), id(4));
        assertThat(invocations.open(Given.LINUX)).hasSize(4);
    }

    @Test
    void runsOfBeforeAreKept() throws SQLException {
        Task task = Given.task(1, RepeatMode.PERIOD, Given.LINUX);
        insert(Given.invocation(1, RepeatMode.PERIOD), task);
        for (int n = 1; n <= 3; n++) {
            TestDatabase.execute(source, """
                    insert into task_runs (task, ended_at, status, legacy, body, output, dropped)
                    values ('%s', now(), 'Success', 'Finished', '{"status":"SUCCESS","exitCode":%d,"info":"",\
                    "finished":"2026-11-23T12:00:00Z"}', '', 0)""".formatted(task.id(), n));
        }
        migrate("latest");

        var filter =
                new TaskFilter(new InvocationFilter(Kind.RUN, List.of()), Optional.empty(), Optional.empty(), true);
        assertThat(invocations.runs(Given.ALICES, filter, ALL).items())
                .extracting(run -> run.ended().orElseThrow().exitCode())
                .containsExactly(3L, 2L, 1L);
    }
}
