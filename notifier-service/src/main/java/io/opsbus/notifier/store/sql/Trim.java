package io.opsbus.notifier.store.sql;

import io.opsbus.notifier.AccountId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes from a table what an account has too much of: the first rows in an order that an index on the account and the order's columns has. Each row is
 * looked at once, however many there are, because each statement begins where the last one ended.
 */
public final class Trim {
    /**
     * A part of the order.
     *
     * @param sql a column, or an expression of columns
     * @param type its type
     */
    public record Column(String sql, String type) {}

    /** Where a row stands: what its columns are, as texts. */
    private record Key(List<String> values) {}

    /** What a statement did. */
    private record Part(long gone, Key last) {}

    private final String table;
    private final List<Column> order;

    /** All of it is ours, none a caller's. */
    public Trim(String table, Column... order) {
        this.table = table;
        this.order = List.of(order);
    }

    /** How many rows each account has. */
    public Map<AccountId, Long> sizes(Database database) {
        return database.run("select account, count(*) from " + table + " group by account", (_, statement) -> {
            var sizes = new HashMap<AccountId, Long>();
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    sizes.put(new AccountId(found.getString(1)), found.getLong(2));
                }
            }
            return sizes;
        });
    }

    /** Deletes all but the last {@code most} of an account's rows, {@code batch} a statement; returns how many. */
    public long beyond(Database database, AccountId account, long most, int batch) {
        var last = lastBeyond(database, account, most);
        var gone = 0L;
        var reached = Optional.<Key>empty();
        while (last.isPresent()) {
            var part = some(database, account, reached, last.get(), batch);
            if (part.isEmpty()) {
                return gone;
            }
            gone += part.get().gone();
            reached = Optional.of(part.get().last());
        }
        return gone;
    }

    /** Counted from the end that stays: so it is right also while others take from the same rows. */
    private Optional<Key> lastBeyond(Database database, AccountId account, long most) {
        var sql = "select " + texts() + " from " + table + " where account = ? order by " + downwards()
                + " offset ? limit 1";
        return database.run(sql, (_, statement) -> {
            statement.setString(1, account.value());
            statement.setLong(2, most);
            return Database.rows(statement, found -> key(found, 1)).stream().findFirst();
        });
    }

    private Optional<Part> some(Database database, AccountId account, Optional<Key> after, Key last, int batch) {
        var behind = after.isPresent() ? " and " + row() + " > " + values() : "";
        var chosen = "select ctid as at, " + keys() + " from " + table + " where account = ?" + behind + " and " + row()
                + " <= " + values() + " order by " + columns() + " limit ?";
        var gone = "delete from " + table + " where ctid = any(array(select at from chosen)) returning 1";
        var sql = "with chosen as materialized (" + chosen + "), gone as (" + gone
                + ") select (select count(*) from gone), " + reached() + " from chosen order by " + backwards()
                + " limit 1";
        return database.run(sql, (_, statement) -> {
            statement.setString(1, account.value());
            var at = 2;
            for (var key : Stream.concat(after.stream(), Stream.of(last)).toList()) {
                at = fill(statement, at, key);
            }
            statement.setInt(at, batch);
            return Database.rows(statement, found -> new Part(found.getLong(1), key(found, 2))).stream()
                    .findFirst();
        });
    }

    private static int fill(PreparedStatement statement, int from, Key key) throws SQLException {
        var at = from;
        for (var value : key.values()) {
            statement.setString(at++, value);
        }
        return at;
    }

    private Key key(ResultSet found, int from) throws SQLException {
        var values = new ArrayList<String>();
        for (var at = from; at < from + order.size(); at++) {
            values.add(found.getString(at));
        }
        return new Key(values);
    }

    private String columns() {
        return order.stream().map(Column::sql).collect(Collectors.joining(", "));
    }

    private String row() {
        return "(" + columns() + ")";
    }

    /** Under names of their own: a statement orders by a name of its output sooner than by a column, and as a text. */
    private String texts() {
        return numbered(at -> order.get(at).sql() + "::text as v" + at);
    }

    private String downwards() {
        return order.stream().map(column -> column.sql() + " desc").collect(Collectors.joining(", "));
    }

    /** Texts that are read as what they are, whatever their driver calls them. */
    private String values() {
        return order.stream().map(column -> "(?::text)::" + column.type()).collect(Collectors.joining(", ", "(", ")"));
    }

    private String keys() {
        return numbered(at -> order.get(at).sql() + " as k" + at);
    }

    private String reached() {
        return numbered(at -> "k" + at + "::text as v" + at);
    }

    private String backwards() {
        return numbered(at -> "k" + at + " desc");
    }

    private String numbered(IntFunction<String> part) {
        return IntStream.range(0, order.size()).mapToObj(part).collect(Collectors.joining(", "));
    }
}
