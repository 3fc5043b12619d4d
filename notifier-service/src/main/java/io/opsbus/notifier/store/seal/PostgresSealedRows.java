package io.opsbus.notifier.store.seal;

import io.opsbus.notifier.store.sql.Database;
import io.opsbus.seal.KeyId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Sealed rows of a table: the function {@code sealing_keys} of its JSON tells by which keys, and an index holds the rows that have secrets.
 * Each replacement is a statement of its own, that holds no lock but of its row while it waits for that.
 */
public final class PostgresSealedRows implements SealedRows {
    private final Database database;
    private final Place place;
    private final String keys;
    private final String keysAre;
    private final String counting;
    private final String finding;
    private final String replacing;

    /** @param source autocommit connections to a database migrated to {@code db/migration/notifier} */
    public PostgresSealedRows(DataSource source, Place place) {
        this.database = new Database(source);
        this.place = place;
        var sealing = "sealing_keys(" + place.column() + ")";
        var marks = String.join(", ", Collections.nCopies(place.key().size(), "?"));
        this.keys = String.join(", ", place.key());
        this.keysAre = "(" + keys + ")";
        this.counting = "select k, count(*) from " + place.table() + ", unnest(" + sealing + ") as k where " + sealing
                + " <> '{}' group by k";
        this.finding = "select " + keys + ", " + place.column() + " from " + place.table() + " where " + sealing
                + " <> '{}' and not " + sealing + " <@ array[?::text]";
        this.replacing = "update " + place.table() + " set " + place.column() + " = ?::jsonb where " + keysAre + " = ("
                + marks + ") and " + place.column() + " = ?::jsonb";
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public Map<String, Long> byKey() {
        return database
                .run(
                        counting,
                        (_, statement) ->
                                Database.rows(statement, found -> Map.entry(found.getString(1), found.getLong(2))))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<Row> otherThan(KeyId current, List<String> after, int limit) {
        var marks = String.join(", ", Collections.nCopies(after.size(), "?"));
        var behind = after.isEmpty() ? "" : " and " + keysAre + " > (" + marks + ")";
        return database.run(finding + behind + " order by " + keys + " limit ?", (_, statement) -> {
            statement.setString(1, current.text());
            var next = fill(statement, 2, after);
            statement.setInt(next, limit);
            return Database.rows(statement, this::row);
        });
    }

    private static int fill(PreparedStatement statement, int from, List<String> key) throws SQLException {
        for (var at = 0; at < key.size(); at++) {
            statement.setString(from + at, key.get(at));
        }
        return from + key.size();
    }

    private Row row(ResultSet found) throws SQLException {
        var key = new ArrayList<String>();
        for (var column : place.key()) {
            key.add(found.getString(column));
        }
        return new Row(List.copyOf(key), found.getString(place.column()));
    }

    @Override
    public boolean replace(Row before, String document) {
        return database.run(replacing, (_, statement) -> {
            statement.setString(1, document);
            var next = fill(statement, 2, before.key());
            statement.setString(next, before.document());
            return statement.executeUpdate() == 1;
        });
    }
}
