package io.opsbus.invocation.store;

import io.opsbus.invocation.AccountId;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.RegionId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.query.InvocationFilter;
import io.opsbus.invocation.query.Invocations;
import io.opsbus.invocation.query.Page;
import io.opsbus.invocation.query.Paging;
import io.opsbus.invocation.query.TaskFilter;
import io.opsbus.invocation.query.TaskRun;
import io.opsbus.invocation.store.Asked.Listing;
import io.opsbus.invocation.store.Asked.Where;
import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Output;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.InvocationPlace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Invocations} in PostgreSQL. */
public final class PostgresInvocations implements Invocations {
    private static final Logger LOGGER = LoggerFactory.getLogger(PostgresInvocations.class);
    private static final String TASK = "t.body, t.output, t.dropped, v.body as invocation_body";
    private static final String TASKS = "tasks t join invocations v on v.id = t.invocation";

    private final Asked asked;

    public PostgresInvocations(Jdbi database) {
        this.asked = new Asked(database);
    }

    @Override
    public Optional<Invocation> find(Scope scope, InvocationId id) {
        return asked.ask(handle -> {
            try (var query = handle.createQuery(
                    "select v.body from invocations v where v.id = :id and v.account = :account and v.region = :region")) {
                return query.bind("id", id.text())
                        .bind("account", scope.account().text())
                        .bind("region", scope.region().text())
                        .map(this::invocation)
                        .findOne();
            }
        });
    }

    @Override
    public Page<Invocation> list(Scope scope, InvocationFilter filter, Paging paging) {
        return asked.page(
                new Listing("v.body", "invocations v", Where.chosen(scope, filter), "v.place"),
                paging,
                this::invocation);
    }

    @Override
    public List<Task> tasks(Scope scope, Collection<InvocationId> invocations) {
        String[] ids = invocations.stream().map(InvocationId::text).toArray(String[]::new);
        return asked.ask(handle -> {
            try (var query =
                    handle.createQuery("select t.* from tasks t where t.account = :account and t.region = :region"
                            + " and t.invocation = any(:ids) order by t.place")) {
                return query.bind("account", scope.account().text())
                        .bind("region", scope.region().text())
                        .bind("ids", ids)
                        .map((row, _) -> TaskRows.task(row))
                        .list();
            }
        });
    }

    @Override
    public Page<TaskRun> runs(Scope scope, TaskFilter filter, Paging paging) {
        Where where = Where.chosen(scope, filter.invocation());
        filter.instance().ifPresent(instance -> where.and("t.instance = ?", instance));
        var owners = new Owners();
        String of = filter.history() ? "r" : "t";
        filter.status().ifPresent(word -> where.is(of, word));
        return filter.history()
                ? asked.page(
                        new Listing(
                                TASK + ", r.body as run_body, r.output as run_output, r.dropped as run_dropped",
                                "task_runs r join tasks t on t.id = r.task join invocations v on v.id = t.invocation",
                                where,
                                "r.id"),
                        paging,
                        (row, _) -> ended(row, owners))
                : asked.page(new Listing(TASK, TASKS, where, "t.place"), paging, (row, _) -> current(row, owners));
    }

    @Override
    public List<Open> ofAgent(InstanceId instance, int most) {
        String all =
                "(select t.id, t.is_open, t.place, " + TASK + " from " + TASKS + " where t.instance = :instance and ";
        return asked
                .ask(handle -> {
                    try (var query = handle.createQuery(all + "t.is_open) union all " + all
                            + "t.may_run_yet order by t.place desc limit :most) order by is_open desc, place")) {
                        return query.bind("instance", instance.text())
                                .bind("most", most)
                                .map((row, _) -> open(row))
                                .list();
                    }
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** One that cannot be read must not keep the others from their agent. */
    private static Optional<Open> open(ResultSet row) throws SQLException {
        try {
            return Optional.of(
                    new Open(TaskRows.task(row), Bodies.read(row.getString("invocation_body"), Invocation.class)));
        } catch (IllegalStateException unreadable) {
            LOGGER.atError()
                    .addKeyValue("taskId", row.getString("id"))
                    // without its cause, which may tell what it could not read
                    .addKeyValue("reason", String.valueOf(unreadable.getMessage()))
                    .log("a task is kept from its agent, for it cannot be read");
            return Optional.empty();
        }
    }

    @Override
    public Optional<Task> find(InstanceId instance, TaskId id) {
        return asked.ask(handle -> {
            try (var query = handle.createQuery("select * from tasks where id = :id and instance = :instance")) {
                return query.bind("id", id.text())
                        .bind("instance", instance.text())
                        .map((row, _) -> TaskRows.task(row))
                        .findOne();
            }
        });
    }

    @Override
    public Optional<Task> task(TaskId id) {
        return asked.ask(handle -> {
            try (var query = handle.createQuery("select * from tasks where id = :id")) {
                return query.bind("id", id.text())
                        .map((row, _) -> TaskRows.task(row))
                        .findOne();
            }
        });
    }

    @Override
    public List<InvocationPlace> untold(int most) {
        return asked.ask(handle -> {
            try (var query = handle.createQuery("""
                    select v.id, v.account, v.region from invocations v
                    where not v.is_over and (v.status is null
                        or not exists (select from tasks t where t.invocation = v.id and t.is_open))
                    order by v.place limit :most""")) {
                return query.bind("most", most)
                        .map((row, _) -> new InvocationPlace(
                                new Scope(new AccountId(row.getString(2)), new RegionId(row.getString(3))),
                                new InvocationId(row.getString(1))))
                        .list();
            }
        });
    }

    @Override
    public int accepted(Scope scope, Instant since) {
        return asked.ask(handle -> {
            try (var query = handle.createQuery("select count(*) from invocations"
                    + " where account = :account and region = :region and created_at >= :since")) {
                return query.bind("account", scope.account().text())
                        .bind("region", scope.region().text())
                        .bind("since", Timestamp.from(since))
                        .mapTo(Integer.class)
                        .one();
            }
        });
    }

    @Override
    public Map<InstanceId, Usage> usage(Scope scope, Collection<InstanceId> instances) {
        String[] ids = instances.stream().map(InstanceId::text).toArray(String[]::new);
        return asked.ask(handle -> {
            Map<InstanceId, Usage> usage = new HashMap<>();
            try (var query = handle.createQuery("""
                    select instance, count(*) as all, count(*) filter (where is_open) as active, max(created_at) as last
                    from tasks where instance = any(:ids) and account = :account and region = :region group by instance
                    """)) {
                query.bind("ids", ids)
                        .bind("account", scope.account().text())
                        .bind("region", scope.region().text())
                        .map((row, _) -> usage.put(
                                new InstanceId(row.getString(1)),
                                new Usage(
                                        row.getInt(2),
                                        row.getInt(3),
                                        row.getTimestamp(4).toInstant())))
                        .list();
            }
            return usage;
        });
    }

    private Invocation invocation(ResultSet row, Object ignored) throws SQLException {
        return Bodies.read(row.getString("body"), Invocation.class);
    }

    /** Rows of one list mostly belong to one invocation: it is read once. */
    private static final class Owners {
        private final Map<String, Invocation> known = new HashMap<>();

        Invocation of(ResultSet row) throws SQLException {
            return known.computeIfAbsent(row.getString("invocation_body"), body -> Bodies.read(body, Invocation.class));
        }
    }

    private static TaskRun current(ResultSet row, Owners owners) throws SQLException {
        Task task = TaskRows.task(row);
        return new TaskRun(
                owners.of(row), task, Optional.empty(), task.progress().output());
    }

    private static TaskRun ended(ResultSet row, Owners owners) throws SQLException {
        return new TaskRun(
                owners.of(row),
                TaskRows.task(row),
                Optional.of(Bodies.read(row.getString("run_body"), Ending.class)),
                Output.of(row.getBytes("run_output"), row.getLong("run_dropped")));
    }
}
