package io.opsbus.notifier.store.parked;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Parking.Want;
import io.opsbus.notifier.store.sql.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** How rows are taken. */
public final class ParkedClaims {
    /**
     * What it changes is ordered first, as in all that take rows: all is read before anything is written. A scan cannot mark entries of dead
     * rows in an index page that has been written to since it was read, so read one by one they would stay, and each claim would walk over all that
     * were claimed before it until the next vacuum.
     */
    public static final String CLAIM = """
            update parked p set lease = p.lease + 1, due_at = ?, held_since = coalesce(p.held_since, ?) from (
                select c.*, row_number() over () as nth
                from unnest(?::text[], ?::int[], ?::text[]) as w (target, many, after) cross join lateral (
                    select * from (
                        select q.id, q.held_since as before, null::text as turn from parked q
                        where q.target = w.target and not q.queues and q.due_at <= ?
                        order by q.due_at limit w.many for update skip locked) apart
                    union all select * from (%s) rest
                    union all select * from (%s) round
                    limit w.many) c order by nth) x
            where p.id = x.id returning p.*, x.before, x.turn""".formatted(
                    ParkedQueues.HEADS.formatted("q.resource > w.after"),
                    ParkedQueues.HEADS.formatted("q.resource <= w.after"));

    /** Likewise the oldest due ones. */
    public static final String EXPIRED = """
            update parked p set lease = p.lease + 1, due_at = ?, held_since = coalesce(p.held_since, ?) from (
                select c.*, row_number() over () as nth from (
                    select q.id, q.held_since as before from parked q where q.routed_at < ? and q.due_at <= ? and q.target <> all (?)
                    order by q.routed_at limit ? for update skip locked) c order by nth) x
            where p.id = x.id returning p.*, x.before""";

    private ParkedClaims() {}

    /**
     * Fills {@link #CLAIM}.
     *
     * @param after the queue of a target after which it goes on
     */
    public static void fill(
            Connection connection,
            PreparedStatement statement,
            List<Want> wants,
            Instant now,
            Instant leaseUntil,
            Function<TargetId, String> after)
            throws SQLException {
        statement.setTimestamp(1, Timestamp.from(leaseUntil));
        statement.setTimestamp(2, Timestamp.from(now));
        new Columns<>(connection, statement, wants)
                .from(3)
                .add("text", want -> want.target().value())
                .add("int", Want::count)
                .add("text", want -> after.apply(want.target()));
        for (var index = 6; index < 11; index++) {
            statement.setTimestamp(index, Timestamp.from(now));
        }
    }
}
