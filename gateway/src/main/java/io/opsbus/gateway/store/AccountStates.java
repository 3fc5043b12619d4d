package io.opsbus.gateway.store;

import io.opsbus.gateway.AccessKey;
import io.opsbus.gateway.Account;
import io.opsbus.gateway.AccountId;
import io.opsbus.ledger.postgres.States;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accounts with their keys in the tables {@code accounts} and {@code access_keys}, for the ledger. */
public final class AccountStates implements States<AccountId, Account> {
    @Override
    public String text(AccountId id) {
        return id.value();
    }

    @Override
    public @Nullable Account load(Connection connection, AccountId id) throws SQLException {
        try (var statement = connection.prepareStatement("select name, created_at from accounts where id = ?")) {
            statement.setString(1, id.value());
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? new Account(
                                id,
                                row.getString("name"),
                                row.getTimestamp("created_at").toInstant(),
                                keys(connection, id))
                        : null;
            }
        }
    }

    private static List<AccessKey> keys(Connection connection, AccountId id) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select * from access_keys where account = ? and not deleted order by created_at, id")) {
            statement.setString(1, id.value());
            List<AccessKey> keys = new ArrayList<>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    keys.add(KeyRows.key(row));
                }
            }
            return keys;
        }
    }

    @Override
    public void save(Connection connection, AccountId id, @Nullable Account before, @Nullable Account after)
            throws SQLException {
        if (after == null) {
            throw new IllegalStateException("accounts are never deleted");
        }
        if (before == null) {
            insert(connection, after);
        }
        List<AccessKey> old = before == null ? List.of() : before.keys();
        for (AccessKey key : after.keys()) {
            if (!old.contains(key)) {
                put(connection, key);
            }
        }
        for (AccessKey key : old) {
            if (after.key(key.id()).isEmpty()) {
                delete(connection, key);
            }
        }
    }

    private static void insert(Connection connection, Account account) throws SQLException {
        try (var statement =
                connection.prepareStatement("insert into accounts (id, name, created_at) values (?, ?, ?)")) {
            statement.setString(1, account.id().value());
            statement.setString(2, account.name());
            statement.setTimestamp(3, timestamp(account.created()));
            statement.executeUpdate();
        }
    }

    /** A key of another account with this id breaks the constraint: the statement changes rows of its own account only. */
    private static void put(Connection connection, AccessKey key) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into access_keys (id, account, secret, state, policy, created_at) values (?, ?, ?, ?, ?, ?)
                on conflict (id) do update
                    set secret = excluded.secret, state = excluded.state, policy = excluded.policy
                    where access_keys.account = excluded.account and not access_keys.deleted""")) {
            statement.setString(1, key.id().value());
            statement.setString(2, key.account().value());
            statement.setString(3, key.secret().text());
            statement.setString(4, key.state().word());
            statement.setString(5, key.policy().word());
            statement.setTimestamp(6, timestamp(key.created()));
            if (statement.executeUpdate() != 1) {
                throw new SQLException("the access key id is taken", "23505");
            }
        }
    }

    private static void delete(Connection connection, AccessKey key) throws SQLException {
        for (String sql : List.of(
                "update access_keys set deleted = true, secret = '' where id = ?",
                "delete from key_uses where access_key = ?")) {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, key.id().value());
                statement.executeUpdate();
            }
        }
    }

    private static Timestamp timestamp(Instant time) {
        return Timestamp.from(time);
    }
}
