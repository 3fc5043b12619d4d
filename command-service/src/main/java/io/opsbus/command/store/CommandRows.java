package io.opsbus.command.store;

import io.opsbus.command.AccountId;
import io.opsbus.command.Command;
import io.opsbus.command.CommandId;
import io.opsbus.command.Labels;
import io.opsbus.command.Origin;
import io.opsbus.command.RegionId;
import io.opsbus.command.Scope;
import io.opsbus.command.Tags;
import io.opsbus.command.program.CommandType;
import io.opsbus.command.program.Execution;
import io.opsbus.command.program.Parameters;
import io.opsbus.command.program.Program;
import io.opsbus.command.program.Script;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** Rows of the table {@code commands} as commands. */
final class CommandRows {
    private CommandRows() {}

    static Command command(ResultSet row) throws SQLException {
        return new Command(
                new CommandId(row.getString("id")),
                new Scope(new AccountId(row.getString("account")), new RegionId(row.getString("region"))),
                new Labels(
                        row.getString("name"),
                        row.getString("description"),
                        tags(row),
                        row.getString("resource_group")),
                program(row),
                origin(row),
                row.getLong("revision"));
    }

    private static Program program(ResultSet row) throws SQLException {
        String type = row.getString("type");
        return new Program(
                CommandType.of(type).orElseThrow(() -> new SQLException("no type of commands: " + type)),
                Script.of(row.getBytes("content")),
                new Parameters(
                        row.getBoolean("parameters"), texts(row, "parameter_names"), row.getString("parameter_rules")),
                new Execution(
                        row.getString("working_directory"),
                        row.getString("launcher"),
                        Duration.ofSeconds(row.getInt("timeout_seconds"))));
    }

    private static Origin origin(ResultSet row) throws SQLException {
        String clonedFrom = row.getString("cloned_from");
        return new Origin(
                row.getTimestamp("created_at").toInstant(),
                row.getInt("version"),
                clonedFrom == null ? null : new CommandId(clonedFrom));
    }

    private static Tags tags(ResultSet row) throws SQLException {
        var tags = new TreeMap<String, String>();
        List<String> values = texts(row, "tag_values");
        List<String> keys = texts(row, "tag_keys");
        for (int i = 0; i < keys.size(); i++) {
            tags.put(keys.get(i), values.get(i));
        }
        return new Tags(tags);
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
