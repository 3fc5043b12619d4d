package io.opsbus.rpc.postgres;

import io.opsbus.rpc.token.ClientTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Client tokens in the table {@code client_tokens} of a service's database, shared by all its processes.
 *
 * <p>Answering and releasing are not in the transaction of the work: between the two a crash leaves a claim whose lease runs
 * out, and the request sent again goes on with the same seed.
 */
public final class PostgresClientTokens implements ClientTokens {
    private static final int BATCH = 1000;

    private final DataSource source;

    public PostgresClientTokens(DataSource source) {
        this.source = source;
    }

    /** The database did not answer; the request can be sent again with the same token. */
    public static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unavailable(SQLException cause) {
            super("client tokens cannot be read or written", cause);
        }
    }

    /** Creates what is missing. Any number of processes may call it at once, at every start. */
    public static void create(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                // "create table if not exists" alone is not safe against itself in another session
                statement.execute("select pg_advisory_xact_lock(1868591715, 3)");
                statement.execute(ddl());
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static String ddl() {
        try (var in = PostgresClientTokens.class.getResourceAsStream("client_tokens.sql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * One statement takes a token that is new, too old, or left behind; it changes no row otherwise, and then a second one
     * reads why. Between the two the row may go: then it is tried anew.
     */
    @Override
    public Claim claim(Key key, String fingerprint, String freshSeed, Instant now) {
        return asked(connection -> {
            while (true) {
                Claim taken = take(connection, key, fingerprint, freshSeed, now);
                Claim found = taken == null ? look(connection, key, fingerprint) : taken;
                if (found != null) {
                    return found;
                }
            }
        });
    }

    private static @Nullable Claim take(
            Connection connection, Key key, String fingerprint, String freshSeed, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement("""
            insert into client_tokens as t (account_id, version, action, token, fingerprint, seed, at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (account_id, version, action, token) do update set
                seed = case when t.at <= ? then excluded.seed else t.seed end,
                fingerprint = excluded.fingerprint, reply = null, at = excluded.at
            where t.at <= ? or (t.reply is null and t.fingerprint = excluded.fingerprint and t.at <= ?)
            returning seed""")) {
            int next = put(statement, 1, key);
            statement.setString(next++, fingerprint);
            statement.setString(next++, freshSeed);
            statement.setTimestamp(next++, Timestamp.from(now));
            statement.setTimestamp(next++, Timestamp.from(now.minus(KEPT)));
            statement.setTimestamp(next++, Timestamp.from(now.minus(KEPT)));
            statement.setTimestamp(next, Timestamp.from(now.minus(LEASE)));
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? new Claim.Taken(rows.getString(1)) : null;
            }
        }
    }

    private static @Nullable Claim look(Connection connection, Key key, String fingerprint) throws SQLException {
        try (var statement = connection.prepareStatement("select fingerprint, reply from client_tokens"
                + " where account_id = ? and version = ? and action = ? and token = ?")) {
            put(statement, 1, key);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return null;
                }
                if (!rows.getString(1).equals(fingerprint)) {
                    return new Claim.Differs();
                }
                String reply = rows.getString(2);
                return reply == null ? new Claim.Busy() : new Claim.Answered(reply);
            }
        }
    }

    @Override
    public void answered(Key key, String seed, String reply, Instant now) {
        asked(connection -> {
            try (var statement = connection.prepareStatement("update client_tokens set reply = ?, at = ?"
                    + " where account_id = ? and version = ? and action = ? and token = ? and seed = ?")) {
                statement.setString(1, reply);
                statement.setTimestamp(2, Timestamp.from(now));
                statement.setString(put(statement, 3, key), seed);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public void cutOff(Key key, String seed, Instant now) {
        asked(connection -> {
            try (var statement = connection.prepareStatement("update client_tokens set at = ? where account_id = ?"
                    + " and version = ? and action = ? and token = ? and seed = ? and reply is null")) {
                statement.setTimestamp(1, Timestamp.from(now.minus(LEASE)));
                statement.setString(put(statement, 2, key), seed);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public void released(Key key, String seed) {
        asked(connection -> {
            try (var statement = connection.prepareStatement("delete from client_tokens where account_id = ?"
                    + " and version = ? and action = ? and token = ? and seed = ? and reply is null")) {
                statement.setString(put(statement, 1, key), seed);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public int forget(Instant now) {
        return asked(connection -> {
            try (var statement = connection.prepareStatement("delete from client_tokens where ctid = any(array("
                    + "select ctid from client_tokens where at <= ? order by at limit ? for update skip locked))")) {
                statement.setTimestamp(1, Timestamp.from(now.minus(KEPT)));
                statement.setInt(2, BATCH);
                return statement.executeUpdate();
            }
        });
    }

    private static int put(PreparedStatement statement, int first, Key key) throws SQLException {
        statement.setString(first, key.accountId());
        statement.setString(first + 1, key.name().version());
        statement.setString(first + 2, key.name().action());
        statement.setString(first + 3, key.token());
        return first + 4;
    }

    /** Work on one connection. */
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T asked(Question<T> question) {
        try (Connection connection = source.getConnection()) {
            return question.ask(connection);
        } catch (SQLException failure) {
            throw new Unavailable(failure);
        }
    }
}
