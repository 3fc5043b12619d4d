package io.opsbus.command.store;

import io.opsbus.command.Command;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.Slot;
import io.opsbus.ledger.postgres.States;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Commands in the table {@code commands}, for the ledger. One shelf is one entity: its changes are serial. */
public final class CommandStates implements States<CommandPlace, Slot> {
    @Override
    public String text(CommandPlace place) {
        return place.scope().toString();
    }

    @Override
    public Slot load(Connection connection, CommandPlace place) throws SQLException {
        Command command = command(connection, place);
        try (var statement = connection.prepareStatement("""
                select (select count(*) from commands where account = ? and region = ? and id <> ?),
                    exists (select from command_uses where account = ? and region = ? and command = ?)""")) {
            putPlace(statement, 1, place);
            putPlace(statement, 4, place);
            try (var row = statement.executeQuery()) {
                row.next();
                return new Slot(row.getInt(1), row.getBoolean(2), command);
            }
        }
    }

    private static @Nullable Command command(Connection connection, CommandPlace place) throws SQLException {
        try (var statement =
                connection.prepareStatement("select * from commands where account = ? and region = ? and id = ?")) {
            putPlace(statement, 1, place);
            try (var row = statement.executeQuery()) {
                return row.next() ? CommandRows.command(row) : null;
            }
        }
    }

    @Override
    public void save(Connection connection, CommandPlace place, @Nullable Slot before, @Nullable Slot after)
            throws SQLException {
        Command old = before == null ? null : before.command();
        Command now = after == null ? null : after.command();
        if (now == null) {
            delete(connection, place);
        } else if (old == null) {
            insert(connection, now);
        } else {
            update(connection, place, now);
        }
    }

    private static void insert(Connection connection, Command command) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into commands (id, account, region, name, description, resource_group, tag_keys, tag_values, type,
                    content, parameters, parameter_names, parameter_rules, working_directory, launcher, timeout_seconds,
                    created_at, version, cloned_from, revision)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            var labels = command.labels();
            var program = command.program();
            int next = 1;
            statement.setString(next++, command.id().text());
            statement.setString(next++, command.scope().account().text());
            statement.setString(next++, command.scope().region().text());
            statement.setString(next++, labels.name());
            statement.setString(next++, labels.description());
            statement.setString(next++, labels.resourceGroup());
            putTexts(statement, next++, labels.tags().values().sequencedKeySet());
            putTexts(statement, next++, labels.tags().values().sequencedValues());
            statement.setString(next++, program.type().word());
            statement.setBytes(next++, program.script().bytes());
            statement.setBoolean(next++, program.parameters().areEnabled());
            putTexts(statement, next++, program.parameters().names());
            statement.setString(next++, program.parameters().rules());
            next = putExecution(statement, next, command);
            statement.setTimestamp(next++, Timestamp.from(command.origin().created()));
            statement.setInt(next++, command.origin().version());
            var clonedFrom = command.origin().clonedFrom();
            statement.setString(next++, clonedFrom == null ? null : clonedFrom.text());
            statement.setLong(next, command.revision());
            statement.executeUpdate();
        }
    }

    /** What an edit can change. */
    private static void update(Connection connection, CommandPlace place, Command command) throws SQLException {
        try (var statement = connection.prepareStatement("""
                update commands set name = ?, description = ?, working_directory = ?, launcher = ?, timeout_seconds = ?,
                    revision = ? where account = ? and region = ? and id = ?""")) {
            statement.setString(1, command.labels().name());
            statement.setString(2, command.labels().description());
            int next = putExecution(statement, 3, command);
            statement.setLong(next++, command.revision());
            putPlace(statement, next, place);
            statement.executeUpdate();
        }
    }

    private static void delete(Connection connection, CommandPlace place) throws SQLException {
        try (var statement =
                connection.prepareStatement("delete from commands where account = ? and region = ? and id = ?")) {
            putPlace(statement, 1, place);
            statement.executeUpdate();
        }
    }

    private static int putExecution(PreparedStatement statement, int first, Command command) throws SQLException {
        var execution = command.program().execution();
        statement.setString(first, execution.workingDirectory());
        statement.setString(first + 1, execution.launcher());
        statement.setInt(first + 2, Math.toIntExact(execution.timeout().toSeconds()));
        return first + 3;
    }

    private static void putPlace(PreparedStatement statement, int first, CommandPlace place) throws SQLException {
        statement.setString(first, place.scope().account().text());
        statement.setString(first + 1, place.scope().region().text());
        statement.setString(first + 2, place.id().text());
    }

    private static void putTexts(PreparedStatement statement, int index, Collection<String> texts) throws SQLException {
        statement.setArray(index, statement.getConnection().createArrayOf("text", texts.toArray()));
    }
}
