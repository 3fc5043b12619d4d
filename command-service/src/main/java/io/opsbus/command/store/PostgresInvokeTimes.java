package io.opsbus.command.store;

import io.opsbus.command.CommandId;
import io.opsbus.command.Scope;
import io.opsbus.command.query.Commands;
import io.opsbus.command.use.InvocationNews;
import io.opsbus.command.use.InvocationNews.Began;
import io.opsbus.command.use.InvokeTimes;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** {@link InvokeTimes} in a column of {@code commands}; what was counted lately in {@code counted_invocations}. */
public final class PostgresInvokeTimes implements InvokeTimes {
    private static final String COUNT = """
            with fresh as (
                insert into counted_invocations (invocation)
                select ? where exists (select from commands where id = ? and account = ? and region = ?)
                on conflict (invocation) do nothing returning invocation)
            update commands set invoke_times = invoke_times + 1 where id = ? and exists (select from fresh)""";

    private final Jdbi database;

    public PostgresInvokeTimes(Jdbi database) {
        this.database = database;
    }

    @Override
    public void count(List<InvocationNews> news) {
        // in one order everywhere, so that two processes cannot wait for each other in a ring
        List<Began> begun = news.stream()
                .filter(Began.class::isInstance)
                .map(Began.class::cast)
                .sorted(Comparator.comparing((Began one) -> one.place().id().text())
                        .thenComparing(Began::invocation))
                .toList();
        if (!begun.isEmpty()) {
            int ignored = asked(handle -> handle.inTransaction(transaction ->
                    begun.stream().mapToInt(one -> count(transaction, one)).sum()));
        }
    }

    private static int count(Handle handle, Began one) {
        String command = one.place().id().text();
        return handle.execute(
                COUNT,
                one.invocation(),
                command,
                one.place().scope().account().text(),
                one.place().scope().region().text(),
                command);
    }

    @Override
    public Map<CommandId, Long> of(Scope scope, Collection<CommandId> ids) {
        String[] texts = ids.stream().map(CommandId::text).toArray(String[]::new);
        return asked(handle -> {
            Map<CommandId, Long> times = new HashMap<>();
            try (var query = handle.createQuery("select id, invoke_times from commands where id = any(:ids)"
                    + " and account = :account and region = :region")) {
                query.bind("ids", texts)
                        .bind("account", scope.account().text())
                        .bind("region", scope.region().text())
                        .map((row, _) -> times.put(new CommandId(row.getString(1)), row.getLong(2)))
                        .list();
            }
            return times;
        });
    }

    private <T> T asked(Function<Handle, T> question) {
        try {
            return database.withHandle(question::apply);
        } catch (ConnectionException | UnableToExecuteStatementException away) {
            throw new Commands.Away(away);
        }
    }

    /**
     * Lets go what was counted so long ago that the bus does not tell it again; how many went.
     *
     * @param most of them at most
     */
    public static int forget(DataSource database, Instant before, int most) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("delete from counted_invocations where invocation in"
                        + " (select invocation from counted_invocations where counted_at < ? limit ?)")) {
            statement.setTimestamp(1, Timestamp.from(before));
            statement.setInt(2, most);
            return statement.executeUpdate();
        }
    }
}
