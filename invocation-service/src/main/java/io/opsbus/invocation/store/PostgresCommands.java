package io.opsbus.invocation.store;

import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.query.CommandNews;
import io.opsbus.invocation.query.KnownCommands;
import io.opsbus.invocation.work.Command;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** {@link KnownCommands} in PostgreSQL. */
public final class PostgresCommands implements KnownCommands {
    private final Asked asked;

    public PostgresCommands(Jdbi database) {
        this.asked = new Asked(database);
    }

    @Override
    public Optional<Command> find(Scope scope, CommandId id) {
        return asked.ask(handle -> {
            try (var query = handle.createQuery(
                    "select body from known_commands where id = :id and account = :account and region = :region")) {
                return query.bind("id", id.text())
                        .bind("account", scope.account().text())
                        .bind("region", scope.region().text())
                        .map((row, _) -> Bodies.read(row.getString(1), Command.class))
                        .findOne();
            }
        });
    }

    @Override
    public void take(List<CommandNews> news) {
        // in one order everywhere, so that two processes cannot wait for each other in a ring
        SequencedMap<String, CommandNews> last = new TreeMap<>();
        news.forEach(one -> last.put(one.id().text(), one));
        asked.ask(handle -> handle.inTransaction(transaction -> {
            last.values().forEach(one -> take(transaction, one));
            return last.size();
        }));
    }

    private static void take(Handle handle, CommandNews news) {
        int ignored = switch (news) {
            case CommandNews.Deleted(CommandId id) ->
                handle.execute("delete from known_commands where id = ?", id.text());
            case CommandNews.Saved(Command command) ->
                handle.execute(
                        """
                                insert into known_commands (id, account, region, revision, body) values (?, ?, ?, ?, ?)
                                on conflict (id) do update set revision = excluded.revision, body = excluded.body
                                where known_commands.revision <= excluded.revision""",
                        command.id().text(),
                        command.scope().account().text(),
                        command.scope().region().text(),
                        command.revision(),
                        Bodies.write(command));
        };
    }
}
