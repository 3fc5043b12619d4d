package io.opsbus.ledger.postgres;

import io.opsbus.ledger.Tally;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How a service writes its states: plain SQL on the given connection. */
public final class TallyStates implements States<String, Tally> {

    public static final String DDL = "create table if not exists tally (id text primary key, count int not null)";

    @Override
    public String text(String id) {
        return id;
    }

    @Override
    public @Nullable Tally load(Connection connection, String id) throws SQLException {
        try (var statement = connection.prepareStatement("select count from tally where id = ?")) {
            statement.setString(1, id);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? new Tally(rows.getInt(1)) : null;
            }
        }
    }

    @Override
    public void save(Connection connection, String id, @Nullable Tally before, @Nullable Tally after)
            throws SQLException {
        if (after == null) {
            try (var statement = connection.prepareStatement("delete from tally where id = ?")) {
                statement.setString(1, id);
                statement.executeUpdate();
            }
            return;
        }
        String sql = before == null
                ? "insert into tally (count, id) values (?, ?)"
                : "update tally set count = ? where id = ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, after.count());
            statement.setString(2, id);
            statement.executeUpdate();
        }
    }
}
