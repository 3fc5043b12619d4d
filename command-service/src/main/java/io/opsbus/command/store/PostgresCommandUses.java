package io.opsbus.command.store;

import io.opsbus.command.query.Commands;
import io.opsbus.command.use.CommandUse;
import io.opsbus.command.use.CommandUses;
import io.opsbus.command.use.UseNews;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** {@link CommandUses} in the table {@code command_uses}. */
public final class PostgresCommandUses implements CommandUses {
    private final Jdbi database;

    public PostgresCommandUses(Jdbi database) {
        this.database = database;
    }

    @Override
    public void take(List<UseNews> news) {
        // in one order everywhere, so that two processes cannot wait for each other in a ring
        SequencedMap<String, UseNews> last = new TreeMap<>();
        news.forEach(one -> last.put(one.invocation(), one));
        try {
            database.useTransaction(handle -> last.values().forEach(one -> take(handle, one)));
        } catch (ConnectionException | UnableToExecuteStatementException away) {
            throw new Commands.Away(away);
        }
    }

    private static void take(Handle handle, UseNews news) {
        int ignored = switch (news) {
            case UseNews.Used(CommandUse(String invocation, var place)) ->
                handle.execute(
                        """
                                insert into command_uses (invocation, account, region, command) values (?, ?, ?, ?)
                                on conflict (invocation) do update set
                                    account = excluded.account, region = excluded.region, command = excluded.command""",
                        invocation,
                        place.scope().account().text(),
                        place.scope().region().text(),
                        place.id().text());
            case UseNews.Ended(String invocation) ->
                handle.execute("delete from command_uses where invocation = ?", invocation);
        };
    }
}
