package io.opsbus.queue.store;

import io.opsbus.queue.message.Content;
import io.opsbus.queue.message.Message;
import io.opsbus.queue.message.MessageId;
import io.opsbus.queue.message.Messages.Posting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Messages to and from rows of {@code messages}. */
final class MessageRows {
    private MessageRows() {}

    static Message message(ResultSet row) throws SQLException {
        return new Message(
                new MessageId(row.getObject("id", UUID.class)),
                row.getInt("priority"),
                Connections.time(row.getLong("enqueued_at")),
                Connections.time(row.getLong("visible_at")),
                time(row.getObject("first_received_at", Long.class)),
                row.getInt("receives"),
                new Content(row.getString("body"), PropertyText.read(row.getString("properties"))));
    }

    private static @Nullable Instant time(@Nullable Long micros) {
        return micros == null ? null : Connections.time(micros);
    }

    /** Parameters of {@link PostgresMessages}' insert: one array a column. */
    static void bind(PreparedStatement statement, List<Posting> postings) throws SQLException {
        Connection connection = statement.getConnection();
        array(connection, statement, 1, "bigint", postings, one -> one.queue().number());
        array(
                connection,
                statement,
                2,
                "uuid",
                postings,
                one -> one.message().id().uuid());
        array(
                connection,
                statement,
                3,
                "smallint",
                postings,
                one -> one.message().priority());
        array(
                connection,
                statement,
                4,
                "bigint",
                postings,
                one -> Connections.micros(one.message().visibleAt()));
        array(
                connection,
                statement,
                5,
                "bigint",
                postings,
                one -> Connections.micros(one.message().enqueuedAt()));
        array(
                connection,
                statement,
                6,
                "text",
                postings,
                one -> one.message().content().body());
        array(
                connection,
                statement,
                7,
                "text",
                postings,
                one -> PropertyText.write(one.message().content().properties()));
    }

    private static void array(
            Connection connection,
            PreparedStatement statement,
            int at,
            String type,
            List<Posting> postings,
            Function<Posting, @Nullable Object> column)
            throws SQLException {
        Object[] values = new Object[postings.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(postings.get(i));
        }
        statement.setArray(at, connection.createArrayOf(type, values));
    }
}
