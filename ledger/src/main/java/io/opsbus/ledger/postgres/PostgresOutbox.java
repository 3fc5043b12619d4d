package io.opsbus.ledger.postgres;

import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.relay.Outbox;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table {@code outbox}. The active reader holds one connection with a session advisory lock: when its process or
 * connection dies, PostgreSQL frees the lock and the next reader takes over. Reads and deletes go through that same
 * connection, so a reader that has lost the lock cannot delete any more.
 */
public final class PostgresOutbox implements Outbox {

    private static final Logger LOGGER = LoggerFactory.getLogger(PostgresOutbox.class);

    /** Values read at once, in bytes: bounds the heap when large facts wait. */
    private static final int READ_BYTES = 16 << 20;

    // two ints: another key space than the ledger's entity locks (one bigint)
    private static final String LOCK = "(1868591715, 2)";

    private final DataSource source;

    public PostgresOutbox(DataSource source) {
        this.source = source;
    }

    @Override
    public Optional<Turn> claim() throws SQLException {
        Connection connection = source.getConnection();
        boolean mine = false;
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_try_advisory_lock" + LOCK)) {
            rows.next();
            mine = rows.getBoolean(1);
        } finally {
            if (!mine) {
                connection.close();
            }
        }
        return mine ? Optional.of(new SqlTurn(connection)) : Optional.empty();
    }

    private record SqlTurn(Connection connection) implements Turn {

        @Override
        public List<Row> read(int max) throws SQLException {
            try (var statement = connection.prepareStatement("""
                select seq, topic, key, value, headers, fact_id, saved_at from (
                    select *, sum(coalesce(octet_length(value), 0)) over (order by seq) as bytes,
                        row_number() over (order by seq) as place
                    from (select * from outbox order by seq limit ?) first) sized
                where bytes <= ? or place = 1 order by seq""")) {
                statement.setInt(1, max);
                statement.setLong(2, READ_BYTES);
                var read = new ArrayList<Row>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        read.add(row(rows));
                    }
                }
                return read;
            }
        }

        private static Row row(ResultSet rows) throws SQLException {
            var headers = new LinkedHashMap<String, String>();
            var flat = (String[]) rows.getArray("headers").getArray();
            for (int i = 0; i < flat.length; i += 2) {
                headers.put(flat[i], flat[i + 1]);
            }
            var record = new OutboxRecord(
                    rows.getString("topic"),
                    rows.getString("key"),
                    rows.getBytes("value"),
                    headers,
                    rows.getString("fact_id"));
            return new Row(rows.getLong("seq"), rows.getTimestamp("saved_at").toInstant(), record);
        }

        @Override
        public void delete(List<Row> rows) throws SQLException {
            var seqs = rows.stream().map(Row::seq).toArray();
            try (var statement = connection.prepareStatement("delete from outbox where seq = any(?)")) {
                statement.setArray(1, connection.createArrayOf("bigint", seqs));
                statement.executeUpdate();
            }
        }

        @Override
        public Backlog backlog() throws SQLException {
            try (var statement = connection.prepareStatement(
                            "select count(*), min(saved_at) from (select saved_at from outbox order by seq limit "
                                    + Backlog.COUNT_LIMIT + ") waiting");
                    var rows = statement.executeQuery()) {
                rows.next();
                var oldest = rows.getTimestamp(2);
                return new Backlog(rows.getLong(1), oldest == null ? null : oldest.toInstant());
            }
        }

        @Override
        public void close() {
            // in this order: a pooled connection must not go back with the lock still held
            try (connection) {
                unlock();
            } catch (SQLException e) {
                LOGGER.atDebug().setCause(e).log("the turn ended with its connection");
            }
        }

        private void unlock() throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute("select pg_advisory_unlock" + LOCK);
            } catch (SQLException e) {
                connection.abort(Runnable::run);
                throw e;
            }
        }
    }
}
