package io.opsbus.instance.store;

import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Scope;
import java.sql.Connection;
import java.sql.SQLException;

/** Counts of visible rows by blocks of {@code seq}. */
final class Buckets {
    /** Rows in one bucket. A power of two, so that {@code seq / 256} is also what SQL computes. */
    static final int SIZE = 256;

    private Buckets() {}

    static void add(Connection connection, Scope scope, ResourceKind kind, long seq, int by) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into buckets (kind, account_id, region_id, bucket, count) values (?, ?, ?, ?, ?)
                on conflict (kind, account_id, region_id, bucket)
                    do update set count = buckets.count + excluded.count""")) {
            statement.setString(1, kind.word());
            statement.setString(2, scope.account().text());
            statement.setString(3, scope.region().text());
            statement.setLong(4, seq / SIZE);
            statement.setInt(5, by);
            statement.executeUpdate();
        }
    }
}
