package io.opsbus.queue.store;

import io.opsbus.queue.QueueId;
import io.opsbus.queue.message.Depth;
import io.opsbus.queue.message.Message;
import io.opsbus.queue.message.Messages;
import io.opsbus.queue.message.ReceiptHandle;
import io.opsbus.queue.message.Receiving;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * {@link Messages} in the table {@code messages}. Each call is one statement and commits by itself.
 *
 * <p>Receiving goes down the index by turn: sixteen priorities, in each from the one visible longest. Rows that others are
 * just taking are passed over, so receivers never wait for each other, and how many messages lie behind costs nothing.
 */
public final class PostgresMessages implements Messages {
    /** Number literals and no parameters where the planner must know how few rows are meant. */
    static final String TURN = """
            select id, visible_at, receives from messages
            where queue = ? and priority = any ('{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16}') and visible_at <= ?
            order by priority, visible_at limit %d""";

    private final Connections database;

    public PostgresMessages(DataSource database) {
        this.database = new Connections(database);
    }

    /** A row that is due, with what tells the order it came in. */
    private record Turn(Message message, long place) {}

    @Override
    public Set<QueueId> send(List<Posting> postings) {
        Set<QueueId> missing = postings.stream().map(Posting::queue).collect(Collectors.toCollection(HashSet::new));
        missing.removeAll(Set.copyOf(database.query(
                """
                with sent as (
                    insert into messages (queue, id, priority, visible_at, enqueued_at, body, properties, receives)
                    select new.*, 0
                    from unnest(?, ?, ?, ?, ?, ?, ?)
                        as new (queue, id, priority, visible_at, enqueued_at, body, properties)
                    where exists (select from queues where queues.id = new.queue)
                    returning queue)
                select distinct queue from sent""", statement -> MessageRows.bind(statement, postings), row -> new QueueId(row.getLong(1)))));
        return missing;
    }

    @Override
    public List<Message> receive(Receiving asked) {
        Receiving.Target target = asked.deadLetters();
        List<Message> received = take(asked, target == null ? Integer.MAX_VALUE : target.mostReceives());
        while (received.isEmpty() && target != null && bury(asked, target) > 0) {
            received = take(asked, target.mostReceives());
        }
        return received;
    }

    /** Those of the next messages that were received less than {@code below} times. */
    private List<Message> take(Receiving asked, int below) {
        return database
                .query(
                        "with turn as (" + TURN.formatted(asked.most()) + """
                                 for update skip locked)
                                update messages set visible_at = ?, receives = messages.receives + 1,
                                    first_received_at = coalesce(first_received_at, ?)
                                from turn
                                where queue = ? and messages.id = turn.id and turn.receives < ?
                                returning messages.*, turn.visible_at as place""",
                        statement -> {
                            turn(statement, asked.queue(), asked.now());
                            statement.setLong(3, Connections.micros(asked.visibleAgainAt()));
                            statement.setLong(4, Connections.micros(asked.now()));
                            statement.setLong(5, asked.queue().number());
                            statement.setInt(6, below);
                        },
                        row -> new Turn(MessageRows.message(row), row.getLong("place")))
                .stream()
                .sorted(Comparator.comparingInt((Turn turn) -> turn.message().priority())
                        .thenComparingLong(Turn::place))
                .map(Turn::message)
                .toList();
    }

    /** Moves those of the next messages that were received too often; returns how many. */
    private int bury(Receiving asked, Receiving.Target target) {
        return database.update("with turn as (" + TURN.formatted(Receiving.BATCH) + """
                         for update skip locked)
                        update messages set queue = ?, visible_at = ?, receives = 0, first_received_at = null
                        from turn where queue = ? and messages.id = turn.id and turn.receives >= ?""", statement -> {
            turn(statement, asked.queue(), asked.now());
            statement.setLong(3, target.queue().number());
            statement.setLong(4, Connections.micros(asked.now()));
            statement.setLong(5, asked.queue().number());
            statement.setInt(6, target.mostReceives());
        });
    }

    private static void turn(PreparedStatement statement, QueueId queue, Instant now) throws SQLException {
        statement.setLong(1, queue.number());
        statement.setLong(2, Connections.micros(now));
    }

    @Override
    public List<Message> peek(QueueId queue, int most, Instant now) {
        return database.query(
                TURN.formatted(most).replace("id, visible_at, receives", "*"),
                statement -> turn(statement, queue, now),
                MessageRows::message);
    }

    @Override
    public Set<ReceiptHandle> delete(QueueId queue, List<ReceiptHandle> handles, Instant now) {
        return Set.copyOf(database.query(
                """
                delete from messages using unnest(?, ?, ?) as held (id, receives, visible_at)
                where messages.queue = ? and messages.id = held.id and messages.receives = held.receives
                    and messages.visible_at = held.visible_at and messages.visible_at > ?
                returning messages.id, messages.receives, messages.visible_at""",
                statement -> {
                    Connection connection = statement.getConnection();
                    statement.setArray(
                            1,
                            array(
                                    connection,
                                    "uuid",
                                    handles,
                                    one -> one.message().uuid()));
                    statement.setArray(2, array(connection, "integer", handles, ReceiptHandle::receives));
                    statement.setArray(
                            3, array(connection, "bigint", handles, one -> Connections.micros(one.visibleAt())));
                    statement.setLong(4, queue.number());
                    statement.setLong(5, Connections.micros(now));
                },
                row -> new ReceiptHandle(
                        new io.opsbus.queue.message.MessageId(row.getObject(1, UUID.class)),
                        row.getInt(2),
                        Connections.time(row.getLong(3)))));
    }

    private static <T> Array array(
            Connection connection, String type, Collection<T> from, java.util.function.Function<T, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, from.stream().map(value).toArray());
    }

    @Override
    public Optional<ReceiptHandle> changeVisibility(
            QueueId queue, ReceiptHandle handle, Instant visibleAt, Instant now) {
        int changed = database.update("""
                update messages set visible_at = ?
                where queue = ? and id = ? and receives = ? and visible_at = ? and visible_at > ?""", statement -> {
            statement.setLong(1, Connections.micros(visibleAt));
            statement.setLong(2, queue.number());
            statement.setObject(3, handle.message().uuid());
            statement.setInt(4, handle.receives());
            statement.setLong(5, Connections.micros(handle.visibleAt()));
            statement.setLong(6, Connections.micros(now));
        });
        return changed == 0
                ? Optional.empty()
                : Optional.of(new ReceiptHandle(handle.message(), handle.receives(), visibleAt));
    }

    @Override
    public Depth depth(QueueId queue, Instant now) {
        return database.query(
                        """
                        select count(*) filter (where visible_at <= now.micros),
                            count(*) filter (where visible_at > now.micros and receives > 0),
                            count(*) filter (where visible_at > now.micros and receives = 0)
                        from messages, (values (?::bigint)) as now (micros) where queue = ?""",
                        statement -> {
                            statement.setLong(1, Connections.micros(now));
                            statement.setLong(2, queue.number());
                        },
                        row -> new Depth(row.getLong(1), row.getLong(2), row.getLong(3)))
                .getFirst();
    }

    @Override
    public Set<QueueId> ready(Collection<QueueId> queues, Instant now) {
        return Set.copyOf(database.query(
                """
                select id from unnest(?) as asked (id)
                where exists (select from messages where queue = asked.id
                    and priority = any ('{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16}') and visible_at <= ?)""",
                statement -> {
                    statement.setArray(1, array(statement.getConnection(), "bigint", queues, QueueId::number));
                    statement.setLong(2, Connections.micros(now));
                },
                row -> new QueueId(row.getLong(1))));
    }

    @Override
    public int expire(Instant now, int most) {
        return Expiry.round(database, now, most);
    }
}
