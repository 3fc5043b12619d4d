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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Parked deliveries in the table {@code parked}; every call is one statement, so no half of it can happen. */
public final class PostgresParking implements Parking {
    private static final String PARK = """
            insert into parked (id, target, subscription, subscription_version, account, event_id, event_name, traceparent,
                routed_at, body, attempts, due_at, lease)
            select * from unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::timestamptz[], ?::bytea[], ?::int[], ?::timestamptz[], ?::bigint[])
            on conflict (id) do nothing""";

    /** Hops from target to target over the index, so that a million rows of one target cost no more than one. */
    private static final String DUE = """
            with recursive t (target) as (
                (select target from parked order by target limit 1)
                union all
                select (select p.target from parked p where p.target > t.target order by p.target limit 1)
                from t where t.target is not null)
            select target from t where target is not null
                and exists (select from parked p where p.target = t.target and p.due_at <= ?) limit ?""";

    private static final String CLAIM = """
            update parked p set lease = p.lease + 1, due_at = ? from (
                select c.id from unnest(?::text[], ?::int[]) as w (target, many) cross join lateral (
                    select q.id from parked q where q.target = w.target and q.due_at <= ?
                    order by q.due_at limit w.many for update skip locked) c) x
            where p.id = x.id returning p.*""";

    private static final String CLAIM_EXPIRED = """
            update parked p set lease = p.lease + 1, due_at = ? where p.id in (
                select q.id from parked q where q.routed_at < ? and q.due_at <= ?
                order by q.routed_at limit ? for update skip locked)
            returning p.*""";

    private static final String DONE = """
            delete from parked p using unnest(?::uuid[], ?::bigint[]) as d (id, lease)
            where p.id = d.id and p.lease = d.lease""";

    private static final String AGAIN = """
            update parked p set attempts = d.attempts, due_at = d.due_at
            from unnest(?::uuid[], ?::bigint[], ?::int[], ?::timestamptz[]) as d (id, lease, attempts, due_at)
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
                columns.add("timestamptz", row -> row.delivery().routedAt().toString());
                columns.addBytes(row -> row.delivery().body().bytes());
                columns.add("int", row -> row.state().attempts());
                columns.add("timestamptz", row -> row.state().dueAt().toString());
                columns.add("bigint", Row::lease);
                return statement.executeUpdate();
            });
        }
    }

    @Override
    public List<TargetId> due(Instant now, int limit) {
        return run(DUE, (_, statement) -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setInt(2, limit);
            var targets = new ArrayList<TargetId>();
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    targets.add(new TargetId(found.getString(1)));
                }
            }
            return targets;
        });
    }

    @Override
    public List<Row> claim(List<Want> wants, Instant now, Instant leaseUntil) {
        if (wants.isEmpty()) {
            return List.of();
        }
        return run(CLAIM, (connection, statement) -> {
            statement.setTimestamp(1, Timestamp.from(leaseUntil));
            var columns = new Columns<>(connection, statement, wants).from(2);
            columns.add("text", want -> want.target().value());
            columns.add("int", Want::count);
            statement.setTimestamp(4, Timestamp.from(now));
            return rows(statement);
        });
    }

    @Override
    public List<Row> claimExpired(Instant routedBefore, int limit, Instant now, Instant leaseUntil) {
        return run(CLAIM_EXPIRED, (_, statement) -> {
            statement.setTimestamp(1, Timestamp.from(leaseUntil));
            statement.setTimestamp(2, Timestamp.from(routedBefore));
            statement.setTimestamp(3, Timestamp.from(now));
            statement.setInt(4, limit);
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
                return statement.executeUpdate();
            });
        }
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
        return new Row(
                delivery, new DeliveryState.Parked(routedAt, found.getInt("attempts"), due), found.getLong("lease"));
    }
}
