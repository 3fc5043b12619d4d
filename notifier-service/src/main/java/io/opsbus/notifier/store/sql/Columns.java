package io.opsbus.notifier.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Sends a list as one array a column, for {@code unnest}. */
public final class Columns<T> {
    private final Connection connection;
    private final PreparedStatement statement;
    private final List<T> items;
    private int next = 1;

    /** The first column is the statement's first parameter. */
    public Columns(Connection connection, PreparedStatement statement, List<T> items) {
        this.connection = connection;
        this.statement = statement;
        this.items = items;
    }

    /** The next column is this parameter. */
    public Columns<T> from(int index) {
        next = index;
        return this;
    }

    /** A column of one value an item. */
    public Columns<T> add(String type, Function<T, Object> column) throws SQLException {
        return set(type, items.stream().map(column).toArray());
    }

    /** A column that may be null. */
    public Columns<T> addNullable(String type, Function<T, Optional<?>> column) throws SQLException {
        return set(
                type,
                items.stream().map(item -> column.apply(item).orElse(null)).toArray());
    }

    /** A column of bytes. */
    public Columns<T> addBytes(Function<T, byte[]> column) throws SQLException {
        return set("bytea", items.stream().map(column).toArray(byte[][]::new));
    }

    private Columns<T> set(String type, Object[] values) throws SQLException {
        statement.setArray(next, connection.createArrayOf(type, values));
        next++;
        return this;
    }
}
