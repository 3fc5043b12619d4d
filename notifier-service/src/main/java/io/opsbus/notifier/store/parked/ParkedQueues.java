package io.opsbus.notifier.store.parked;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.dispatch.Parking.Queue;
import io.opsbus.notifier.dispatch.Parking.Row;
import io.opsbus.notifier.store.sql.Columns;
import io.opsbus.notifier.store.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What queues by its resource. */
public final class ParkedQueues {
    /**
     * The due heads of the queues of a target {@code w.target}, {@code w.many} at most, those to which the condition applies: hops from queue to
     * queue over the index, so that what waits behind a head costs nothing. Its two parameters are the time.
     */
    public static final String HEADS = """
            with recursive h (resource, id, due_at) as (
                (select q.resource, q.id, q.due_at from parked q
                    where q.target = w.target and q.resource is not null and %1$s
                    order by q.resource, q.place limit 1)
                union all
                select n.* from h cross join lateral (select q.resource, q.id, q.due_at from parked q
                    where q.target = w.target and q.resource > h.resource and %1$s
                    order by q.resource, q.place limit 1) n)
            select q.id, q.held_since as before, h.resource as turn from h join parked q on q.id = h.id
            where h.due_at <= ? and q.due_at <= ? limit w.many for update of q skip locked""";

    private static final String WAITING = """
            select w.target, w.resource, f.attempts > 0 from unnest(?::text[], ?::text[]) as w (target, resource)
                cross join lateral (select p.attempts from parked p where p.target = w.target and p.resource = w.resource
                    order by p.place limit 1) f""";

    private static final String FAILING = """
            select target, resource from (
                select distinct on (target, resource) target, resource, attempts from parked where resource is not null
                order by target, resource, place) f where f.attempts > 0""";

    private static final String OUTDATED = """
            update parked p set lease = p.lease + 1, due_at = ?, held_since = ? from (
                select c.*, row_number() over () as nth from (
                    select q.id, q.held_since as before from unnest(?::text[], ?::text[]) as w (target, resource)
                        join parked q on q.target = w.target and q.resource = w.resource
                    where q.held_since is null and exists (select from parked n where n.target = q.target
                        and n.resource = q.resource and n.place > q.place)
                    limit ? for update of q skip locked) c order by nth) x
            where p.id = x.id returning p.*, x.before""";

    /** What lies behind a claimed head is found by the head's place: nobody else can take it away meanwhile. */
    private static final String BEHIND = """
            select b.*, w.before from unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[]) as w (head, target, resource, before)
                cross join lateral (
                    select n.*, bool_and(n.due_at <= ? and n.routed_at > ? and n.held_since is null and octet_length(n.body) <= ?)
                        over (order by n.place) as goes
                    from (select q.* from parked q where q.target = w.target and q.resource = w.resource
                        and q.place > (select h.place from parked h where h.id = w.head) order by q.place limit ?) n) b
            where b.goes""";

    private ParkedQueues() {}

    private record Placed(long place, Row row) {}

    /** What comes next behind claimed heads. */
    public static List<Row> behind(Database database, List<Row> heads, int many, Instant routedAfter, Instant now) {
        return database.run(BEHIND, (connection, statement) -> {
            new Columns<>(connection, statement, heads)
                    .add("uuid", head -> head.delivery().id().value())
                    .add("text", head -> head.delivery().target().value())
                    .addNullable("text", Row::resource)
                    .addNullable("timestamptz", head -> head.heldSince().map(Instant::toString));
            statement.setTimestamp(5, Timestamp.from(now));
            statement.setTimestamp(6, Timestamp.from(routedAfter));
            statement.setInt(7, Parking.SMALL);
            statement.setInt(8, many);
            return Database.rows(statement, found -> new Placed(found.getLong("place"), ParkedRow.read(found))).stream()
                    .sorted(Comparator.comparingLong(Placed::place))
                    .map(Placed::row)
                    .toList();
        });
    }

    /** Those with rows, and of each whether its first has failed. */
    public static Map<Queue, Boolean> waiting(Database database, List<Queue> asked) {
        return database.run(WAITING, (connection, statement) -> {
            names(new Columns<>(connection, statement, asked));
            var found = new HashMap<Queue, Boolean>();
            Database.rows(statement, row -> Map.entry(queue(row), row.getBoolean(3)))
                    .forEach(one -> found.put(one.getKey(), one.getValue()));
            return found;
        });
    }

    /** Those whose first row has failed. */
    public static Set<Queue> failing(Database database) {
        return database.run(FAILING, (_, statement) -> Set.copyOf(Database.rows(statement, ParkedQueues::queue)));
    }

    /** Takes what nobody has in hand and has others behind it. */
    public static List<Row> outdated(
            Database database, List<Queue> queues, int limit, Instant now, Instant leaseUntil) {
        return database.run(OUTDATED, (connection, statement) -> {
            statement.setTimestamp(1, Timestamp.from(leaseUntil));
            statement.setTimestamp(2, Timestamp.from(now));
            names(new Columns<>(connection, statement, queues).from(3));
            statement.setInt(5, limit);
            return Database.rows(statement, ParkedRow::read);
        });
    }

    private static void names(Columns<Queue> columns) throws SQLException {
        columns.add("text", queue -> queue.target().value()).add("text", Queue::resource);
    }

    private static Queue queue(ResultSet found) throws SQLException {
        return new Queue(new TargetId(found.getString(1)), found.getString(2));
    }
}
