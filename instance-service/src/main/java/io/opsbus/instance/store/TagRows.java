package io.opsbus.instance.store;

import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Scope;
import io.opsbus.instance.Tags;
import java.sql.Connection;
import java.sql.SQLException;

/** The rows of {@code tags} of one resource. */
final class TagRows {
    private TagRows() {}

    static void replace(Connection connection, Scope scope, ResourceKind kind, String id, Tags tags)
            throws SQLException {
        try (var delete = connection.prepareStatement(
                "delete from tags where account_id = ? and region_id = ?" + " and kind = ? and resource_id = ?")) {
            delete.setString(1, scope.account().text());
            delete.setString(2, scope.region().text());
            delete.setString(3, kind.word());
            delete.setString(4, id);
            delete.executeUpdate();
        }
        if (tags.values().isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement(
                "insert into tags (account_id, region_id, kind, resource_id, key, value) values (?, ?, ?, ?, ?, ?)")) {
            for (var tag : tags.values().entrySet()) {
                insert.setString(1, scope.account().text());
                insert.setString(2, scope.region().text());
                insert.setString(3, kind.word());
                insert.setString(4, id);
                insert.setString(5, tag.getKey());
                insert.setString(6, tag.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
