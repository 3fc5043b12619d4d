package io.opsbus.notifier.store;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.store.sql.Columns;
import io.opsbus.notifier.store.sql.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Parked deliveries in the table {@code parked}; every call is one statement, so no half of it can happen. */
public final class PostgresParking implements Parking {
    private static final String PARK = """
            insert into parked (id, target, subscription, subscription_version, account, event_id, event_name, traceparent,
                routed_at, body, attempts, due_at, lease, held_since, resource)
            select * from unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::timestamptz[], ?::bytea[], ?::int[], ?::timestamptz[], ?::bigint[], ?::timestamptz[], ?::text[])
            on conflict (id) do nothing""";

    /** Hops from target to target over the index, so that a million rows of one target cost no more than one. */
    private static final String DUE = """
            with recursive t (target) as (
                (select target from parked order by target limit 1)
                union all
                select (select p.target from parked p where p.target > t.target order by p.target limit 1)
                from t where t.target is not null)
            select target from t where target is not null and target <> all (?)
                and exists (select from parked p where p.target = t.target and p.due_at <= ?) limit ?""";

    private static final String CLAIM = """
            update parked p set lease = p.lease + 1, due_at = ?, held_since = coalesce(p.held_since, ?) from (
                select c.* from unnest(?::text[], ?::int[]) as w (target, many) cross join lateral (
                    select q.id, q.held_since as before from parked q where q.target = w.target and q.due_at <= ?
                        and (q.resource is null or not exists (select from parked e where e.target = q.target
                            and e.resource = q.resource and e.place < q.place))
                    order by q.due_at limit w.many for update skip locked) c) x
            where p.id = x.id returning p.*, x.before""";

    /** Hops from target to target likewise. */
    private static final String QUEUED = """
            with recursive t (target) as (
                (select target from parked where resource is not null order by target limit 1)
                union all
                select (select p.target from parked p where p.resource is not null and p.target > t.target
                    order by p.target limit 1)
                from t where t.target is not null)
            select target from t where target is not null""";

    private static final String CLAIM_EXPIRED = """
            update parked p set lease = p.lease + 1, due_at = ?, held_since = coalesce(p.held_since, ?) from (
                select q.id, q.held_since as before from parked q where q.routed_at < ? and q.due_at <= ? and q.target <> all (?)
                order by q.routed_at limit ? for update skip locked) x
            where p.id = x.id returning p.*, x.before""";

    private static final String DONE = """
            delete from parked p using unnest(?::uuid[], ?::bigint[]) as d (id, lease)
            where p.id = d.id and p.lease = d.lease""";

    private static final String AGAIN = """
            update parked p set attempts = d.attempts, due_at = d.due_at, held_since = null,
                routed_at = greatest(p.routed_at, d.routed_at)
            from unnest(?::uuid[], ?::bigint[], ?::int[], ?::timestamptz[], ?::timestamptz[])
                as d (id, lease, attempts, due_at, routed_at)
            where p.id = d.id and p.lease = d.lease""";

    private final DataSource source;

    /** @param source autocommit connections to a database migrated to {@code db/migration/notifier} */
    public PostgresParking(DataSource source) {
        this.source = source;
    }

    /** Fills a statement and runs it. */
    @FunctionalInterface
    private interface Use<T> {
        T on(Connection connection, PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, Use<T> use) {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement(sql)) {
            return use.on(connection, statement);
        } catch (SQLException e) {
            throw new Away(e);
        }
    }

    @Override
    public void park(List<Row> rows) {
        if (!rows.isEmpty()) {
            run(PARK, (connection, statement) -> {
                var columns = new Columns<>(connection, statement, rows);
                columns.add("uuid", row -> row.delivery().id().value());
                columns.add("text", row -> row.delivery().target().value());
                columns.add("text", row -> row.delivery().to().subscription().value());
                columns.add("bigint", row -> row.delivery().to().version());
                columns.add("text", row -> row.delivery().to().account().value());
                columns.add("text", row -> row.delivery().about().eventId());
                columns.add("text", row -> row.delivery().about().eventName());
                columns.addNullable("text", row -> row.delivery().about().traceparent());
                columns.add("timestamptz", row -> row.state().routedAt().toString());
                columns.addBytes(row -> row.delivery().body().bytes());
                columns.add("int", row -> row.state().attempts());
                columns.add("timestamptz", row -> row.state().dueAt().toString());
                columns.add("bigint", Row::lease);
                columns.addNullable("timestamptz", row -> row.heldSince().map(Instant::toString));
                columns.addNullable("text", Row::resource);
                return statement.executeUpdate();
            });
        }
    }

    @Override
    public List<TargetId> due(Instant now, Set<TargetId> except, int limit) {
        return run(DUE, (connection, statement) -> {
            statement.setArray(1, texts(connection, except));
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setInt(3, limit);
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
        return run(QUEUED, (_, statement) -> Set.copyOf(targets(statement)));
    }

    @Override
    public List<Row> claim(List<Want> wants, Instant now, Instant leaseUntil) {
        if (wants.isEmpty()) {
            return List.of();
        }
        return run(CLAIM, (connection, statement) -> {
            statement.setTimestamp(1, Timestamp.from(leaseUntil));
            statement.setTimestamp(2, Timestamp.from(now));
            var columns = new Columns<>(connection, statement, wants).from(3);
            columns.add("text", want -> want.target().value());
            columns.add("int", Want::count);
            statement.setTimestamp(5, Timestamp.from(now));
            return rows(statement);
        });
    }

    @Override
    public List<Row> claimExpired(
            Instant routedBefore, Set<TargetId> except, int limit, Instant now, Instant leaseUntil) {
        return run(CLAIM_EXPIRED, (connection, statement) -> {
            statement.setTimestamp(1, Timestamp.from(leaseUntil));
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setTimestamp(3, Timestamp.from(routedBefore));
            statement.setTimestamp(4, Timestamp.from(now));
            statement.setArray(5, texts(connection, except));
            statement.setInt(6, limit);
            return rows(statement);
        });
    }

    @Override
    public void settle(List<Settlement> settlements) {
        var done = new ArrayList<Settlement.Done>();
        var again = new ArrayList<Settlement.Again>();
        for (var settlement : settlements) {
            switch (settlement) {
                case Settlement.Done over -> done.add(over);
                case Settlement.Again later -> again.add(later);
            }
        }
        if (!done.isEmpty()) {
            run(DONE, (connection, statement) -> {
                var columns = new Columns<>(connection, statement, done);
                columns.add("uuid", over -> over.id().value());
                columns.add("bigint", Settlement.Done::lease);
                return statement.executeUpdate();
            });
        }
        if (!again.isEmpty()) {
            run(AGAIN, (connection, statement) -> {
                var columns = new Columns<>(connection, statement, again);
                columns.add("uuid", later -> later.id().value());
                columns.add("bigint", Settlement.Again::lease);
                columns.add("int", later -> later.state().attempts());
                columns.add("timestamptz", later -> later.state().dueAt().toString());
                columns.add("timestamptz", later -> later.state().routedAt().toString());
                return statement.executeUpdate();
            });
        }
    }

    @Override
    public Set<DeliveryId> parked(Collection<DeliveryId> asked) {
        return run("select id from parked where id = any (?)", (connection, statement) -> {
            var ids = asked.stream().map(DeliveryId::value).toArray();
            statement.setArray(1, connection.createArrayOf("uuid", ids));
            var found = new HashSet<DeliveryId>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new DeliveryId(rows.getObject(1, UUID.class)));
                }
            }
            return found;
        });
    }

    @Override
    public long count() {
        return run("select count(*) from parked", (_, statement) -> {
            try (var found = statement.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        });
    }

    private static List<Row> rows(PreparedStatement statement) throws SQLException {
        var rows = new ArrayList<Row>();
        try (var found = statement.executeQuery()) {
            while (found.next()) {
                rows.add(row(found));
            }
        }
        return rows;
    }

    private static Row row(ResultSet found) throws SQLException {
        var to = new Delivery.Addressee(
                new TargetId(found.getString("target")),
                new SubscriptionId(found.getString("subscription")),
                found.getLong("subscription_version"),
                new AccountId(found.getString("account")));
        var about = new Delivery.Subject(
                found.getString("event_id"),
                found.getString("event_name"),
                Optional.ofNullable(found.getString("traceparent")));
        var routedAt = found.getTimestamp("routed_at").toInstant();
        var id = new DeliveryId(found.getObject("id", UUID.class));
        var delivery = new Delivery(id, to, about, routedAt, Body.of(found.getBytes("body")));
        var due = found.getTimestamp("due_at").toInstant();
        var state = new DeliveryState.Parked(routedAt, found.getInt("attempts"), due);
        var before = Optional.ofNullable(found.getTimestamp("before")).map(Timestamp::toInstant);
        var resource = Optional.ofNullable(found.getString("resource"));
        return new Row(delivery, state, found.getLong("lease"), before, resource);
    }
}
