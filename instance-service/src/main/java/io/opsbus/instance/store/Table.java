package io.opsbus.instance.store;

import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Scope;
import io.opsbus.instance.Tags;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The table of one kind of resource.
 *
 * @param idColumn its primary key
 * @param body what a row holds
 */
record Table<I, T>(
        ResourceKind kind,
        String name,
        String idColumn,
        Class<T> body,
        Function<I, String> idText,
        Function<T, Scope> scope,
        Predicate<T> visible,
        Function<T, Tags> tags,
        List<Column<T>> columns) {

    /**
     * What lists choose by, beside the body.
     *
     * @param value a {@code String}, {@code Boolean}, {@code Instant}, collection of {@code String}, or null
     */
    record Column<T>(String name, Function<T, @Nullable Object> value) {
        void bind(PreparedStatement statement, int place, T resource) throws SQLException {
            switch (value.apply(resource)) {
                case null -> statement.setString(place, null);
                case String text -> statement.setString(place, text);
                case Boolean yes -> statement.setBoolean(place, yes);
                case Instant at -> statement.setTimestamp(place, Timestamp.from(at));
                case Collection<?> texts ->
                    statement.setArray(place, statement.getConnection().createArrayOf("text", texts.toArray()));
                case Object other -> throw new IllegalArgumentException(name + ": " + other.getClass());
            }
        }
    }
}
