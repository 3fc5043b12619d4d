package io.opsbus.instance.store;

import static java.util.stream.Collectors.joining;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.Scope;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.snapshot.Snapshot;
import io.opsbus.instance.store.Table.Column;
import io.opsbus.ledger.postgres.States;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Resources of one kind as a ledger's states. A change of state is one statement to read and one to write. */
public final class TableStates<I, T> implements States<I, T> {
    private final Table<I, T> table;
    private final Bodies bodies = new Bodies();
    private final String select;
    private final String insert;
    private final String update;
    private final String delete;

    private TableStates(Table<I, T> table) {
        this.table = table;
        var columns = table.columns();
        select = "select body from " + table.name() + " where " + table.idColumn() + " = ?";
        insert = "insert into " + table.name() + " ("
                + columns.stream().map(Column::name).collect(joining(", ")) + ", visible, body, account_id, region_id, "
                + table.idColumn() + ") values (" + "?, ".repeat(columns.size()) + "?, ?, ?, ?, ?) returning seq";
        update = "update " + table.name() + " set "
                + columns.stream().map(column -> column.name() + " = ?").collect(joining(", "))
                + ", visible = ?, body = ? where " + table.idColumn() + " = ? returning seq";
        delete = "delete from " + table.name() + " where " + table.idColumn() + " = ? returning seq";
    }

    public static TableStates<InstanceId, Instance> instances() {
        return new TableStates<>(Tables.INSTANCES);
    }

    public static TableStates<DiskId, Disk> disks() {
        return new TableStates<>(Tables.DISKS);
    }

    public static TableStates<SnapshotId, Snapshot> snapshots() {
        return new TableStates<>(Tables.SNAPSHOTS);
    }

    @Override
    public String text(I id) {
        return table.idText().apply(id);
    }

    @Override
    public @Nullable T load(Connection connection, I id) throws SQLException {
        try (var statement = connection.prepareStatement(select)) {
            statement.setString(1, text(id));
            try (var rows = statement.executeQuery()) {
                return rows.next() ? bodies.read(rows.getString(1), table.body()) : null;
            }
        }
    }

    @Override
    public void save(Connection connection, I id, @Nullable T before, @Nullable T after) throws SQLException {
        if (after != null) {
            long seq = before == null ? insert(connection, id, after) : update(connection, id, after);
            keep(connection, id, before, after, table.scope().apply(after), seq);
        } else if (before != null) {
            long seq = delete(connection, id);
            keep(connection, id, before, null, table.scope().apply(before), seq);
        }
    }

    private long insert(Connection connection, I id, T after) throws SQLException {
        try (var statement = connection.prepareStatement(insert)) {
            int next = bindColumns(statement, after);
            Scope scope = table.scope().apply(after);
            statement.setString(next, scope.account().text());
            statement.setString(next + 1, scope.region().text());
            statement.setString(next + 2, text(id));
            return seq(statement);
        }
    }

    private long update(Connection connection, I id, T after) throws SQLException {
        try (var statement = connection.prepareStatement(update)) {
            statement.setString(bindColumns(statement, after), text(id));
            return seq(statement);
        }
    }

    private long delete(Connection connection, I id) throws SQLException {
        try (var statement = connection.prepareStatement(delete)) {
            statement.setString(1, text(id));
            return seq(statement);
        }
    }

    private int bindColumns(PreparedStatement statement, T resource) throws SQLException {
        int place = 1;
        for (Column<T> column : table.columns()) {
            column.bind(statement, place++, resource);
        }
        statement.setBoolean(place++, table.visible().test(resource));
        statement.setString(place++, bodies.write(resource));
        return place;
    }

    private static long seq(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("the row is gone although its lock is held");
            }
            return rows.getLong(1);
        }
    }

    /** What hangs on being shown: its place in the buckets, and its tags. */
    private void keep(Connection connection, I id, @Nullable T before, @Nullable T after, Scope scope, long seq)
            throws SQLException {
        boolean was = before != null && table.visible().test(before);
        boolean is = after != null && table.visible().test(after);
        Tags old = was && before != null ? table.tags().apply(before) : Tags.NONE;
        Tags now = is && after != null ? table.tags().apply(after) : Tags.NONE;
        if (!old.equals(now)) {
            TagRows.replace(connection, scope, table.kind(), text(id), now);
        }
        // last: the row of a bucket is shared by many, and held until the commit
        if (was != is) {
            Buckets.add(connection, scope, table.kind(), seq, is ? 1 : -1);
        }
    }
}
