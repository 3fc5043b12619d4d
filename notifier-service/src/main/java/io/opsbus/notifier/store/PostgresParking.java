package io.opsbus.notifier.store;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.store.parked.ParkedClaims;
import io.opsbus.notifier.store.parked.ParkedQueues;
import io.opsbus.notifier.store.parked.ParkedRow;
import io.opsbus.notifier.store.sql.Columns;
import io.opsbus.notifier.store.sql.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;

/** Parked deliveries in the table {@code parked}; every call is one statement, so no half of it can happen. */
public final class PostgresParking implements Parking {
    /** Hops from target to target over the index, so that a million rows of one target cost no more than one. */
    private static final String DUE = """
            with recursive t (target) as (
                (select target from parked order by target limit 1)
                union all
                select (select p.target from parked p where p.target > t.target order by p.target limit 1)
                from t where t.target is not null)
            select target from t where target is not null and target <> all (?)
                and (exists (select from parked p where p.target = t.target and not p.queues and p.due_at <= ?)
                    or exists (select from parked p where p.target = t.target and p.queues and p.due_at <= ?)) limit ?""";

    /** Hops from target to target likewise. */
    private static final String QUEUED = """
            with recursive t (target) as (
                (select target from parked where resource is not null order by target limit 1)
                union all
                select (select p.target from parked p where p.resource is not null and p.target > t.target
                    order by p.target limit 1)
                from t where t.target is not null)
            select target from t where target is not null""";

    /**
     * What is settled: an id and its lease, whose head is held under which lease if it lies behind one, and more. All look for their heads before
     * any of them goes, and for each head once.
     */
    private static final String SETTLED = """
            with d as materialized (
                    select * from unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::bigint[]%s) as d (id, lease, head, under%s)),
                held as materialized (
                    select h.id, h.lease from (select distinct head, under from d where head is not null) k
                        join parked h on h.id = k.head and h.lease = k.under)
            """;

    private static final String CURRENT =
            " where p.id = d.id and p.lease = d.lease and (d.head is null or (d.head, d.under) in (select id, lease from held))";

    private static final String DONE = SETTLED.formatted("", "") + "delete from parked p using d" + CURRENT;

    private static final String MOVED =
            SETTLED.formatted(", ?::text[], ?::timestamptz[], ?::text[]", ", target, at, resource") + """
            update parked p set target = d.target, routed_at = d.at, due_at = d.at, attempts = 0, lease = p.lease + 1,
                held_since = null, recipients = null, resource = d.resource
            from d""" + CURRENT;

    private static final String AGAIN = SETTLED.formatted(
                    ", ?::int[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::boolean[]",
                    ", attempts, due_at, routed_at, recipients, aside")
            + """
            update parked p set attempts = d.attempts, due_at = d.due_at, held_since = null, recipients = d.recipients,
                routed_at = greatest(p.routed_at, d.routed_at), resource = case when d.aside then null else p.resource end
            from d""" + CURRENT;

    private final Database database;
    /** After which queue of a target the next claim goes on. */
    private final Map<TargetId, String> turns = new ConcurrentHashMap<>();

    /** @param source autocommit connections to a database migrated to {@code db/migration/notifier} */
    public PostgresParking(DataSource source) {
        this.database = new Database(source);
    }

    @Override
    public void park(List<Row> rows) {
        if (!rows.isEmpty()) {
            database.run(ParkedRow.INSERT, (connection, statement) -> {
                ParkedRow.columns(new Columns<>(connection, statement, rows));
                return statement.executeUpdate();
            });
        }
    }

    @Override
    public Future<?> parkBeside(List<Row> rows) {
        var parking = new FutureTask<Void>(() -> park(rows), null);
        Thread.ofVirtual().name("parking-beside").start(parking);
        return parking;
    }

    @Override
    public List<TargetId> due(Instant now, Set<TargetId> except, int limit) {
        return database.run(DUE, (connection, statement) -> {
            statement.setArray(1, texts(connection, except));
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setTimestamp(3, Timestamp.from(now));
            statement.setInt(4, limit);
            return targets(statement);
        });
    }

    private static Array texts(Connection connection, Set<TargetId> targets) throws SQLException {
        return connection.createArrayOf(
                "text", targets.stream().map(TargetId::value).toArray());
    }

    private static List<TargetId> targets(PreparedStatement statement) throws SQLException {
        return Database.rows(statement, found -> new TargetId(found.getString(1)));
    }

    @Override
    public Set<TargetId> queued() {
        return database.run(QUEUED, (_, statement) -> Set.copyOf(targets(statement)));
    }

    @Override
    public Map<Queue, Boolean> waiting(Collection<Queue> asked) {
        return asked.isEmpty() ? Map.of() : ParkedQueues.waiting(database, List.copyOf(asked));
    }

    @Override
    public Set<Queue> failing() {
        return ParkedQueues.failing(database);
    }

    @Override
    public List<Row> outdated(Collection<Queue> queues, int limit, Instant now, Instant leaseUntil) {
        return queues.isEmpty()
                ? List.of()
                : ParkedQueues.outdated(database, List.copyOf(queues), limit, now, leaseUntil);
    }

    @Override
    public List<Row> claim(List<Want> wants, Instant now, Instant leaseUntil) {
        if (wants.isEmpty()) {
            return List.of();
        }
        var last = new HashMap<TargetId, String>();
        var rows = database.run(ParkedClaims.CLAIM, (connection, statement) -> {
            ParkedClaims.fill(connection, statement, wants, now, leaseUntil, target -> turns.getOrDefault(target, ""));
            return Database.rows(statement, found -> {
                var row = ParkedRow.read(found);
                var turn = found.getString("turn");
                if (turn != null) {
                    last.put(row.delivery().target(), turn);
                }
                return row;
            });
        });
        wants.forEach(want -> turns.compute(want.target(), (target, _) -> last.get(target)));
        return rows;
    }

    @Override
    public List<Row> claimExpired(
            Instant routedBefore, Set<TargetId> except, int limit, Instant now, Instant leaseUntil) {
        return database.run(ParkedClaims.EXPIRED, (connection, statement) -> {
            statement.setTimestamp(1, Timestamp.from(leaseUntil));
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setTimestamp(3, Timestamp.from(routedBefore));
            statement.setTimestamp(4, Timestamp.from(now));
            statement.setArray(5, texts(connection, except));
            statement.setInt(6, limit);
            return Database.rows(statement, ParkedRow::read);
        });
    }

    @Override
    public List<Row> behind(List<Row> heads, int many, Instant routedAfter, Instant now) {
        return heads.isEmpty() ? List.of() : ParkedQueues.behind(database, heads, many, routedAfter, now);
    }

    @Override
    public void settle(List<Settlement> settlements) {
        var done = new ArrayList<Settling<Settlement.Done>>();
        var again = new ArrayList<Settling<Settlement.Again>>();
        var moved = new ArrayList<Settling<Settlement.Moved>>();
        for (var settlement : settlements) {
            var behind = Optional.of(settlement)
                    .filter(Settlement.Behind.class::isInstance)
                    .map(Settlement.Behind.class::cast);
            switch (behind.map(Settlement.Behind::of).orElse(settlement)) {
                case Settlement.Done over -> done.add(new Settling<>(over, behind));
                case Settlement.Again later -> again.add(new Settling<>(later, behind));
                case Settlement.Moved away -> moved.add(new Settling<>(away, behind));
                case Settlement.Behind twice -> throw new IllegalArgumentException("behind two heads: " + twice);
            }
        }
        each(
                AGAIN,
                again,
                columns -> columns.add("int", later -> later.of().state().attempts())
                        .add("timestamptz", later -> later.of().state().dueAt().toString())
                        .add(
                                "timestamptz",
                                later -> later.of().state().routedAt().toString())
                        .addNullable(
                                "text", later -> ParkedRow.recipients(later.of().state()))
                        .add("boolean", later -> later.of().aside()));
        each(
                MOVED,
                moved,
                columns -> columns.add("text", away -> away.of().to().target().value())
                        .add("timestamptz", away -> away.of().to().routedAt().toString())
                        .addNullable("text", away -> away.of().resource()));
        each(DONE, done, _ -> {});
    }

    /** A settlement, and behind whom. */
    private record Settling<T extends Settlement>(T of, Optional<Settlement.Behind> behind) {}

    /** Fills what follows a settlement's id and lease, and its head's. */
    @FunctionalInterface
    private interface More<T extends Settlement> {
        void fill(Columns<Settling<T>> columns) throws SQLException;
    }

    private <T extends Settlement> void each(String sql, List<Settling<T>> settlements, More<T> more) {
        if (!settlements.isEmpty()) {
            database.run(sql, (connection, statement) -> {
                more.fill(new Columns<>(connection, statement, settlements)
                        .add("uuid", one -> one.of().id().value())
                        .add("bigint", one -> one.of().lease())
                        .addNullable(
                                "uuid", one -> one.behind().map(it -> it.head().value()))
                        .addNullable("bigint", one -> one.behind().map(Settlement.Behind::under)));
                return statement.executeUpdate();
            });
        }
    }

    @Override
    public Set<DeliveryId> parked(Collection<DeliveryId> asked) {
        return database.run("select id from parked where id = any (?)", (connection, statement) -> {
            var ids = asked.stream().map(DeliveryId::value).toArray();
            statement.setArray(1, connection.createArrayOf("uuid", ids));
            return Set.copyOf(Database.rows(statement, found -> new DeliveryId(found.getObject(1, UUID.class))));
        });
    }

    @Override
    public long count() {
        return database.run(
                "select count(*) from parked",
                (_, statement) ->
                        Database.rows(statement, found -> found.getLong(1)).getFirst());
    }
}
