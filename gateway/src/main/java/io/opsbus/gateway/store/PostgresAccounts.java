package io.opsbus.gateway.store;

import io.opsbus.gateway.AccessKey;
import io.opsbus.gateway.AccessKeyId;
import io.opsbus.gateway.Account;
import io.opsbus.gateway.AccountId;
import io.opsbus.gateway.Accounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** {@link Accounts} in PostgreSQL. */
public final class PostgresAccounts implements Accounts {
    private final Jdbi database;

    public PostgresAccounts(Jdbi database) {
        this.database = database;
    }

    @Override
    public List<Account> all() {
        return asked(handle -> {
            Map<AccountId, List<AccessKey>> keys = new HashMap<>();
            try (var query =
                    handle.createQuery("select * from access_keys where not deleted order by created_at, id")) {
                query.map((row, context) -> KeyRows.key(row))
                        .forEach(key -> keys.computeIfAbsent(key.account(), _ -> new ArrayList<>())
                                .add(key));
            }
            try (var query = handle.createQuery("select id, name, created_at from accounts order by id")) {
                return query.map((row, context) -> {
                            AccountId id = new AccountId(row.getString("id"));
                            return new Account(
                                    id,
                                    row.getString("name"),
                                    row.getTimestamp("created_at").toInstant(),
                                    keys.getOrDefault(id, List.of()));
                        })
                        .list();
            }
        });
    }

    @Override
    public Optional<AccountId> ownerOf(AccessKeyId key) {
        return asked(handle -> {
            try (var query = handle.createQuery("select account from access_keys where id = :id and not deleted")) {
                return query.bind("id", key.value())
                        .mapTo(String.class)
                        .findOne()
                        .map(AccountId::new);
            }
        });
    }

    @Override
    public Map<AccessKeyId, Instant> lastUses() {
        return asked(handle -> {
            try (var query = handle.createQuery("select access_key, used_at from key_uses")) {
                return query.map((row, context) -> Map.entry(
                                new AccessKeyId(row.getString("access_key")),
                                row.getTimestamp("used_at").toInstant()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            }
        });
    }

    @Override
    public News since(long revision) {
        return asked(handle -> {
            List<AccessKey> keys = new ArrayList<>();
            Set<AccessKeyId> deleted = new HashSet<>();
            try (var query =
                    handle.createQuery("select * from access_keys where revision > :revision order by revision")) {
                long last = query
                        .bind("revision", revision)
                        .map((row, context) -> {
                            if (row.getBoolean("deleted")) {
                                deleted.add(new AccessKeyId(row.getString("id")));
                            } else {
                                keys.add(KeyRows.key(row));
                            }
                            return row.getLong("revision");
                        })
                        .stream()
                        .reduce(revision, Math::max);
                return new News(last, keys, deleted);
            }
        });
    }

    @Override
    public void used(Map<AccessKeyId, Instant> uses) {
        // in one order everywhere, so that two gateways cannot wait for each other in a ring
        Map<String, String> sorted = new TreeMap<>();
        uses.forEach((key, time) -> sorted.put(key.value(), time.toString()));
        asked(handle -> {
            try (var update = handle.createUpdate("""
                    insert into key_uses (access_key, used_at)
                    select id, used from unnest(:ids, cast(:times as timestamptz[])) as use (key, used)
                        join access_keys on id = key and not deleted order by id
                    on conflict (access_key) do update set used_at = greatest(key_uses.used_at, excluded.used_at)""")) {
                return update.bindArray("ids", String.class, sorted.keySet())
                        .bindArray("times", String.class, sorted.values())
                        .execute();
            }
        });
    }

    private <T> T asked(Function<Handle, T> question) {
        try {
            return database.withHandle(question::apply);
        } catch (ConnectionException | UnableToExecuteStatementException away) {
            throw new Away(away);
        }
    }
}
