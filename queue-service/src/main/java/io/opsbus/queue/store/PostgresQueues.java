package io.opsbus.queue.store;

import io.opsbus.queue.AccountId;
import io.opsbus.queue.Attributes;
import io.opsbus.queue.DeadLetters;
import io.opsbus.queue.Queue;
import io.opsbus.queue.QueueId;
import io.opsbus.queue.QueueName;
import io.opsbus.queue.Queues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** {@link Queues} in the table {@code queues}. */
public final class PostgresQueues implements Queues {
    private static final String FIND = "select * from queues where account = ? and name = ?";

    private final Connections database;

    public PostgresQueues(DataSource database) {
        this.database = new Connections(database);
    }

    @Override
    public Creation create(AccountId account, QueueName name, Attributes attributes, int most, Instant now) {
        return database.inTransaction(connection -> {
            // one creation of an account at a time: two of them must not both be the last that fits
            Connections.query(
                    connection,
                    "select pg_advisory_xact_lock(hashtextextended(?, 6))",
                    statement -> statement.setString(1, account.text()),
                    _ -> true);
            Optional<Queue> there = find(connection, FIND, account, name);
            if (there.isPresent()) {
                return there.get().attributes().equals(attributes)
                        ? new Creation.Same(there.get())
                        : new Creation.Differs();
            }
            long count = Connections.query(
                            connection,
                            "select count(*) from queues where account = ?",
                            statement -> statement.setString(1, account.text()),
                            row -> row.getLong(1))
                    .getFirst();
            return count < most
                    ? new Creation.Created(insert(connection, account, name, attributes, now))
                    : new Creation.TooMany();
        });
    }

    private static Queue insert(
            Connection connection, AccountId account, QueueName name, Attributes attributes, Instant now)
            throws SQLException {
        return Connections.query(
                        connection,
                        """
                        insert into queues (delay, largest, retention, visibility, wait, logged, dead_letter_queue,
                            most_receives, modified_at, created_at, account, name)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning *""",
                        statement -> {
                            bind(statement, attributes, now);
                            statement.setObject(10, utc(now));
                            statement.setString(11, account.text());
                            statement.setString(12, name.text());
                        },
                        PostgresQueues::queue)
                .getFirst();
    }

    /** Parameters 1 to 9. */
    private static void bind(PreparedStatement statement, Attributes attributes, Instant now) throws SQLException {
        statement.setLong(1, attributes.delay().toSeconds());
        statement.setInt(2, attributes.largest());
        statement.setLong(3, attributes.retention().toSeconds());
        statement.setLong(4, attributes.visibility().toSeconds());
        statement.setLong(5, attributes.poll().toSeconds());
        statement.setBoolean(6, attributes.isLogged());
        DeadLetters deadLetters = attributes.deadLetters();
        statement.setString(7, deadLetters == null ? null : deadLetters.target().text());
        if (deadLetters == null) {
            statement.setNull(8, Types.INTEGER);
        } else {
            statement.setInt(8, deadLetters.mostReceives());
        }
        statement.setObject(9, utc(now));
    }

    @Override
    public Optional<Queue> find(AccountId account, QueueName name) {
        return database.with(connection -> find(connection, FIND, account, name));
    }

    private static Optional<Queue> find(Connection connection, String sql, AccountId account, QueueName name)
            throws SQLException {
        return Connections.query(connection, sql, named(account, name), PostgresQueues::queue).stream()
                .findFirst();
    }

    @Override
    public Optional<Queue> change(AccountId account, QueueName name, UnaryOperator<Attributes> change, Instant now) {
        return database.inTransaction(connection -> {
            Optional<Queue> there = find(connection, FIND + " for update", account, name);
            if (there.isEmpty()) {
                return there;
            }
            Queue changed = there.get().with(change.apply(there.get().attributes()), now);
            int ignored = Connections.update(connection, """
                    update queues set delay = ?, largest = ?, retention = ?, visibility = ?, wait = ?, logged = ?,
                        dead_letter_queue = ?, most_receives = ?, modified_at = ? where id = ?""", statement -> {
                bind(statement, changed.attributes(), now);
                statement.setLong(10, changed.id().number());
            });
            return Optional.of(changed);
        });
    }

    @Override
    public boolean delete(AccountId account, QueueName name) {
        return database.update("""
                        with gone as (delete from queues where account = ? and name = ? returning id)
                        insert into deleted_queues select id from gone""", named(account, name)) > 0;
    }

    @Override
    public List<Queue> list(AccountId account, String prefix, String after, int most) {
        return database.query(
                "select * from queues where account = ? and name > ? and starts_with(name, ?) order by name limit ?",
                statement -> {
                    statement.setString(1, account.text());
                    statement.setString(2, after);
                    statement.setString(3, prefix);
                    statement.setInt(4, most);
                },
                PostgresQueues::queue);
    }

    private static Connections.Binding named(AccountId account, QueueName name) {
        return statement -> {
            statement.setString(1, account.text());
            statement.setString(2, name.text());
        };
    }

    private static Queue queue(ResultSet row) throws SQLException {
        return new Queue(
                new QueueId(row.getLong("id")),
                new AccountId(row.getString("account")),
                new QueueName(row.getString("name")),
                new Attributes(
                        Duration.ofSeconds(row.getLong("delay")),
                        row.getInt("largest"),
                        Duration.ofSeconds(row.getLong("retention")),
                        Duration.ofSeconds(row.getLong("visibility")),
                        Duration.ofSeconds(row.getLong("wait")),
                        row.getBoolean("logged"),
                        deadLetters(row.getString("dead_letter_queue"), row.getInt("most_receives"))),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("modified_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable DeadLetters deadLetters(@Nullable String target, int mostReceives) {
        return target == null ? null : new DeadLetters(new QueueName(target), mostReceives);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
