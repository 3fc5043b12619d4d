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
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.store.Asked.Listing;
import io.opsbus.invocation.store.Asked.Where;
import io.opsbus.invocation.store.usage.InstanceUsage;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.InvocationPlace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** {@link Invocations} in PostgreSQL. */
public final class PostgresInvocations implements Invocations {
    private static final String OF_SCOPE = "t.account = :account and t.region = :region";

    private final Asked asked;

    public PostgresInvocations(Jdbi database) {
        this(new Asked(database));
    }

    PostgresInvocations(Asked asked) {
        this.asked = asked;
    }

    @Override
    public Optional<Invocation> find(Scope scope, InvocationId id) {
        return asked.ask(handle -> {
            try (var query = handle.createQuery(
                    "select v.body from invocations v where v.id = :id and v.account = :account and v.region = :region")) {
                return query.bind("id", id.text())
                        .bind("account", scope.account().text())
                        .bind("region", scope.region().text())
                        .map((row, _) -> TaskRows.invocation(row.getString("body")))
                        .findOne();
            }
        });
    }

    @Override
    public Page<Invocation> list(Scope scope, InvocationFilter filter, Paging paging) {
        return asked.page(
                filter.criteria().stream().anyMatch(one -> one instanceof InvocationFilter.OnInstance)
                        ? ResultLists.onInstance(scope, filter)
                        : new Listing("v.id, v.body", "invocations v", Where.chosen(scope, filter), "v.place")
                                .questions(),
                paging,
                (row, _) -> TaskRows.invocation(row.getString("body")));
    }

    @Override
    public List<Task> tasks(Scope scope, Collection<InvocationId> invocations) {
        String[] ids = invocations.stream().map(InvocationId::text).toArray(String[]::new);
        return tasks(
                scope,
                "select t.id, " + TaskRows.UNREAD + " from tasks t where t.invocation = any(:ids) and " + OF_SCOPE
                        + " order by t.place",
                ids,
                TaskRows::unread);
    }

    @Override
    public List<Task> written(Scope scope, Collection<TaskId> tasks) {
        String[] ids = tasks.stream().map(TaskId::text).toArray(String[]::new);
        return tasks(
                scope,
                "select t.id, t.body, t.output, t.dropped from tasks t where t.id = any(:ids) and " + OF_SCOPE,
                ids,
                TaskRows::task);
    }

    /** A task as one of its rows has it. */
    @FunctionalInterface
    private interface Reading {
        Task read(ResultSet row) throws SQLException;
    }

    private List<Task> tasks(Scope scope, String sql, String[] ids, Reading reading) {
        List<Optional<Task>> found = asked.ask(handle -> {
            try (var query = handle.createQuery(sql)) {
                return query.bind("account", scope.account().text())
                        .bind("region", scope.region().text())
                        .bind("ids", ids)
                        .map((row, _) -> asked.broken().read(row.getString("id"), () -> reading.read(row)))
                        .list();
            }
        });
        return found.stream().flatMap(Optional::stream).toList();
    }

    @Override
    public List<Unreadable> unreadable(InvocationPlace place) {
        return asked
                .ask(handle -> {
                    try (var query = handle.createQuery("select t.id, t.instance, t.created_at, t.status, "
                            + TaskRows.UNREAD + " from tasks t where t.invocation = :invocation and t.is_open and "
                            + OF_SCOPE + " order by t.place")) {
                        return query.bind("account", place.scope().account().text())
                                .bind("region", place.scope().region().text())
                                .bind("invocation", place.id().text())
                                .map((row, _) -> unreadable(row))
                                .list();
                    }
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Unreadable> unreadable(ResultSet row) throws SQLException {
        return asked.broken()
                        .read(row.getString("id"), () -> TaskRows.unread(row))
                        .isPresent()
                ? Optional.empty()
                : Optional.of(new Unreadable(
                        new TaskId(row.getString("id")),
                        new InstanceId(row.getString("instance")),
                        row.getTimestamp("created_at").toInstant(),
                        row.getString("status").equals(TaskStatus.PENDING.word())));
    }

    /** Each change of a row gives it another xmin, the number of the transaction that made it (PostgreSQL 5.6). */
    @Override
    public String revision(Scope scope, InvocationId invocation) {
        return asked.ask(handle -> {
            try (var query = handle.createQuery(
                    "select coalesce(cast(sum(hashtextextended(t.id || ' ' || cast(t.xmin as text), 0))"
                            + " as text), '') from tasks t where t.invocation = :invocation and " + OF_SCOPE)) {
                return query.bind("account", scope.account().text())
                        .bind("region", scope.region().text())
                        .bind("invocation", invocation.text())
                        .mapTo(String.class)
                        .one();
            }
        });
    }

    @Override
    public Page<TaskRun> runs(Scope scope, TaskFilter filter, Paging paging) {
        return new ResultLists(asked).page(scope, filter, paging);
    }

    @Override
    public List<Open> ofAgent(InstanceId instance, int most) {
        return ofAgent(instance, "t.is_open", "", most);
    }

    @Override
    public List<Open> owed(InstanceId instance, Optional<TaskId> named, int most) {
        return ofAgent(
                instance, "t.is_open and t.is_owed", named.map(TaskId::text).orElse(""), most);
    }

    /**
     * Its tasks of which this holds, and one that is named.
     *
     * @param named empty for none
     */
    private List<Open> ofAgent(InstanceId instance, String open, String named, int most) {
        String all = "select t.id, t.is_open, t.place, " + TaskRows.UNREAD + ", v.body as invocation_body"
                + " from tasks t join invocations v on v.id = t.invocation where t.instance = :instance and ";
        String sql = "(" + all + open + " and t.id <> :named) union all (" + all
                + "(t.is_open or t.may_run_yet) and t.id = :named) union all (" + all
                + "t.may_run_yet and t.id <> :named order by t.place desc limit :most) order by is_open desc, place";
        return asked
                .ask(handle -> {
                    try (var query = handle.createQuery(sql)) {
                        return query.bind("instance", instance.text())
                                .bind("named", named)
                                .bind("most", most)
                                .map((row, _) -> asked.broken().read(row.getString("id"), () -> open(row)))
                                .list();
                    }
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Open open(ResultSet row) throws SQLException {
        return new Open(TaskRows.unread(row), TaskRows.invocation(row.getString("invocation_body")));
    }

    @Override
    public boolean has(InstanceId instance, TaskId id) {
        return asked.ask(handle -> {
            try (var query =
                    handle.createQuery("select exists(select from tasks where id = :id and instance = :instance)")) {
                return query.bind("id", id.text())
                        .bind("instance", instance.text())
                        .mapTo(Boolean.class)
                        .one();
            }
        });
    }

    @Override
    public Optional<Task> find(InstanceId instance, TaskId id) {
        return asked.ask(handle -> {
            try (var query = handle.createQuery(
                    "select body, output, dropped from tasks where id = :id and instance = :instance")) {
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
            try (var query = handle.createQuery("select " + TaskRows.UNREAD + " from tasks t where t.id = :id")) {
                return query.bind("id", id.text())
                        .map((row, _) -> TaskRows.unread(row))
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
            try (var query = handle.createQuery("select count(*) from invocations where kind = 'RUN'"
                    + " and account = :account and region = :region and created_at >= :since")) {
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
        return asked.ask(handle -> InstanceUsage.read(handle, scope, instances));
    }
}
