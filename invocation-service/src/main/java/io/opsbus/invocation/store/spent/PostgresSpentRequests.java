package io.opsbus.invocation.store.spent;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.SpentRequests;
import io.opsbus.invocation.query.StoreAway;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;

/**
 * {@link SpentRequests} in PostgreSQL. What arrives together is spent in one transaction, for every request of every agent comes
 * through here; it does not wait for the disk, so that a crash of PostgreSQL itself (not of this process) may forget the
 * last half second.
 */
public final class PostgresSpentRequests implements SpentRequests, AutoCloseable {
    private static final int MOST_WAITING = 4096;
    private static final int MOST_TOGETHER = 512;

    private final DataSource database;
    private final BlockingQueue<Spending> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer;

    /** Spends in this database until it is closed. */
    public PostgresSpentRequests(DataSource database) {
        this.database = database;
        this.writer = Thread.ofPlatform()
                .daemon()
                .name("invocation-service-spent-requests")
                .start(this::write);
    }

    private record Spending(String instance, UUID request, Instant at, CompletableFuture<Boolean> isFresh) {
        String name() {
            return instance + "/" + request;
        }
    }

    @Override
    public boolean spend(InstanceId instance, String request, Instant now) {
        var spending = new Spending(instance.text(), UUID.fromString(request), now, new CompletableFuture<>());
        if (!writer.isAlive() || !waiting.offer(spending)) {
            throw new StoreAway(new IOException("too many requests wait to be spent"));
        }
        try {
            return spending.isFresh().join();
        } catch (CompletionException away) {
            throw new StoreAway(away);
        }
    }

    private void write() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<Spending> together = new ArrayList<>();
                together.add(waiting.take());
                waiting.drainTo(together, MOST_TOGETHER - 1);
                trySpend(together);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.forEach(one -> one.isFresh().completeExceptionally(new IOException("closed")));
        }
    }

    private void trySpend(List<Spending> together) {
        try {
            Set<String> fresh = spend(together);
            // one that was sent twice at once is fresh once
            together.forEach(one -> one.isFresh().complete(fresh.remove(one.name())));
        } catch (SQLException | RuntimeException away) {
            together.forEach(one -> one.isFresh().completeExceptionally(away));
        }
    }

    /**
     * Both statements go in one round trip and are one transaction, for PostgreSQL takes what is sent together without a begin as
     * one; the setting ends with it.
     */
    private Set<String> spend(List<Spending> together) throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement("""
                        select set_config('synchronous_commit', 'off', true);
                        insert into spent_requests (instance, request, spent_at)
                        select * from unnest(?::text[], ?::uuid[], ?::timestamptz[])
                        on conflict do nothing returning instance, request""")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", together.stream().map(Spending::instance).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", together.stream().map(Spending::request).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "timestamptz",
                            together.stream()
                                    .map(one -> Timestamp.from(one.at()))
                                    .toArray()));
            statement.execute();
            statement.getMoreResults();
            Set<String> fresh = new HashSet<>();
            try (var rows = statement.getResultSet()) {
                while (rows.next()) {
                    fresh.add(rows.getString(1) + "/" + rows.getString(2));
                }
            }
            return fresh;
        }
    }

    @Override
    public int forget(Instant before, int most) {
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement("""
                        delete from spent_requests where (instance, request) in (
                            select instance, request from spent_requests where spent_at < ? limit ?)""")) {
            statement.setTimestamp(1, Timestamp.from(before));
            statement.setInt(2, most);
            return statement.executeUpdate();
        } catch (SQLException away) {
            throw new StoreAway(away);
        }
    }

    @Override
    public void close() {
        writer.interrupt();
    }
}
