package io.opsbus.instance.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
