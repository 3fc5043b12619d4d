package io.opsbus.notifier.store;

import io.opsbus.ledger.postgres.States;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.seal.KeyRing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One kind's part of the table {@code shelves}. A deleted thing leaves a row without content, so that other processes learn of it. */
public final class PostgresShelf<T extends Kept> implements Shelf<T>, States<Key, T> {
    private final String kind;
    private final Class<T> type;
    private final DataSource source;
    private final KeptJson json;

    /**
     * A shelf.
     *
     * @param kind of the things, for ever
     * @param source of connections for reading
     * @param keys secrets are sealed with; without any what holds a secret is refused
     */
    public PostgresShelf(String kind, Class<T> type, DataSource source, Optional<KeyRing> keys) {
        this.kind = kind;
        this.type = type;
        this.source = source;
        this.json = new KeptJson(keys);
    }

    @Override
    public String text(Key id) {
        return id.toString();
    }

    @Override
    public @Nullable T load(Connection connection, Key id) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select content from shelves where kind = ? and account = ? and name = ? and content is not null")) {
            name(statement, id);
            try (var found = statement.executeQuery()) {
                return found.next() ? read(found) : null;
            }
        }
    }

    private void name(PreparedStatement statement, Key id) throws SQLException {
        statement.setString(1, kind);
        statement.setString(2, id.account().value());
        statement.setString(3, id.name());
    }

    private T read(ResultSet found) throws SQLException {
        return json.read(found.getString("content"), type);
    }

    @Override
    public void save(Connection connection, Key id, @Nullable T before, @Nullable T after) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into shelves (kind, account, name, labels, content) values (?, ?, ?, ?, ?::jsonb)
                on conflict (kind, account, name) do update set labels = excluded.labels, content = excluded.content""")) {
            name(statement, id);
            List<String> labels = after == null ? List.of() : after.labels();
            statement.setArray(4, connection.createArrayOf("text", labels.toArray()));
            statement.setString(5, after == null ? null : json.write(after));
            statement.executeUpdate();
        }
    }

    @Override
    public Optional<T> find(Key key) {
        return query(connection -> Optional.ofNullable(load(connection, key)));
    }

    @Override
    public Page<T> list(Query query, long offset, int limit) {
        return query(connection -> {
            try (var statement = connection.prepareStatement("""
                    select content from shelves
                    where kind = ? and account = ? and starts_with(name, ?) and labels @> ? and content is not null
                    order by name offset ? limit ?""")) {
                filter(connection, statement, query);
                statement.setLong(5, offset);
                statement.setInt(6, limit);
                var entries = new ArrayList<T>();
                try (var found = statement.executeQuery()) {
                    while (found.next()) {
                        entries.add(read(found));
                    }
                }
                return new Page<>(List.copyOf(entries), count(connection, query));
            }
        });
    }

    private long count(Connection connection, Query query) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select count(*) from shelves
                where kind = ? and account = ? and starts_with(name, ?) and labels @> ? and content is not null""")) {
            filter(connection, statement, query);
            try (var found = statement.executeQuery()) {
                return found.next() ? found.getLong(1) : 0;
            }
        }
    }

    private void filter(Connection connection, PreparedStatement statement, Query query) throws SQLException {
        statement.setString(1, kind);
        statement.setString(2, query.account().value());
        statement.setString(3, query.prefix());
        statement.setArray(4, connection.createArrayOf("text", query.labels().toArray()));
    }

    @Override
    public News<T> since(long revision) {
        return query(connection -> {
            try (var statement = connection.prepareStatement("""
                    select account, name, revision, content from shelves
                    where kind = ? and revision > ? order by revision""")) {
                statement.setString(1, kind);
                statement.setLong(2, revision);
                return news(statement, revision);
            }
        });
    }

    private News<T> news(PreparedStatement statement, long revision) throws SQLException {
        var changed = new ArrayList<T>();
        var deleted = new ArrayList<Key>();
        var last = revision;
        try (var found = statement.executeQuery()) {
            while (found.next()) {
                last = found.getLong("revision");
                if (found.getString("content") == null) {
                    deleted.add(new Key(new AccountId(found.getString("account")), found.getString("name")));
                } else {
                    changed.add(read(found));
                }
            }
        }
        return new News<>(last, changed, deleted);
    }

    /**
     * Lets go things whose {@code until} lies before that, at most {@code batch} of them, and leaves no trace: for kinds whose followers know by
     * themselves what is over. Returns how many.
     */
    public int forgetEnded(Instant before, int batch) {
        return query(connection -> {
            try (var statement = connection.prepareStatement("""
                    delete from shelves where kind = ? and (account, name) in (
                        select account, name from shelves
                        where kind = ? and (content->>'until')::timestamptz < ? limit ?)""")) {
                statement.setString(1, kind);
                statement.setString(2, kind);
                statement.setObject(3, before.atOffset(ZoneOffset.UTC));
                statement.setInt(4, batch);
                return statement.executeUpdate();
            }
        });
    }

    @FunctionalInterface
    private interface Use<R> {
        R on(Connection connection) throws SQLException;
    }

    private <R> R query(Use<R> use) {
        try (var connection = source.getConnection()) {
            return use.on(connection);
        } catch (SQLException e) {
            throw new Parking.Away(e);
        }
    }
}
