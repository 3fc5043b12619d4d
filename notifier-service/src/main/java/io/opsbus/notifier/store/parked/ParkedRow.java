package io.opsbus.notifier.store.parked;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.delivery.Progress;
import io.opsbus.notifier.dispatch.Parking.Row;
import io.opsbus.notifier.store.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Writes and reads rows. */
public final class ParkedRow {
    /** Takes the columns that {@link #columns} fills. */
    public static final String INSERT = """
            insert into parked (id, target, subscription, subscription_version, account, event_id, event_name, traceparent,
                routed_at, body, attempts, due_at, lease, held_since, resource, recipients,
                hops)
            select * from unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::timestamptz[], ?::bytea[], ?::int[], ?::timestamptz[], ?::bigint[], ?::timestamptz[], ?::text[],
                ?::text[], ?::int[])
            on conflict (id) do nothing""";

    private ParkedRow() {}

    /** Fills the columns of {@link #INSERT}. */
    public static void columns(Columns<Row> columns) throws SQLException {
        columns.add("uuid", row -> row.delivery().id().value())
                .add("text", row -> row.delivery().target().value())
                .add("text", row -> row.delivery().to().subscription().value())
                .add("bigint", row -> row.delivery().to().version())
                .add("text", row -> row.delivery().to().account().value())
                .add("text", row -> row.delivery().about().eventId())
                .add("text", row -> row.delivery().about().eventName())
                .addNullable("text", row -> row.delivery().about().traceparent())
                .add("timestamptz", row -> row.state().routedAt().toString())
                .addBytes(row -> row.delivery().body().bytes())
                .add("int", row -> row.state().attempts())
                .add("timestamptz", row -> row.state().dueAt().toString())
                .add("bigint", Row::lease)
                .addNullable("timestamptz", row -> row.heldSince().map(Instant::toString))
                .addNullable("text", Row::resource)
                .addNullable("text", row -> recipients(row.state()))
                .add("int", row -> row.delivery().about().hops());
    }

    /** What the column {@code recipients} holds; empty when there is nothing to be said of any. */
    public static Optional<String> recipients(DeliveryState.Parked state) {
        return Optional.of(state.progress().text()).filter(text -> !text.isEmpty());
    }

    /** The row under the cursor; its column {@code before} tells who had it in hand before. */
    public static Row read(ResultSet found) throws SQLException {
        var to = new Delivery.Addressee(
                new TargetId(found.getString("target")),
                new SubscriptionId(found.getString("subscription")),
                found.getLong("subscription_version"),
                new AccountId(found.getString("account")));
        var about = new Delivery.Subject(
                found.getString("event_id"),
                found.getString("event_name"),
                Optional.ofNullable(found.getString("traceparent")),
                found.getInt("hops"));
        var routedAt = found.getTimestamp("routed_at").toInstant();
        var id = new DeliveryId(found.getObject("id", UUID.class));
        var body = Body.of(found.getBytes("body"));
        var delivery = new Delivery(id, to, about, routedAt, body, found.getBoolean("redriven"));
        var due = found.getTimestamp("due_at").toInstant();
        var state = new DeliveryState.Parked(routedAt, found.getInt("attempts"), due, progress(found));
        var before = Optional.ofNullable(found.getTimestamp("before")).map(Timestamp::toInstant);
        var resource = Optional.ofNullable(found.getString("resource"));
        return new Row(delivery, state, found.getLong("lease"), before, resource);
    }

    private static Progress progress(ResultSet found) throws SQLException {
        return Optional.ofNullable(found.getString("recipients"))
                .map(Progress::of)
                .orElse(Progress.NONE);
    }
}
