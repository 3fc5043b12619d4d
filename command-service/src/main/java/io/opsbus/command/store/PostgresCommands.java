package io.opsbus.command.store;

import io.opsbus.command.Command;
import io.opsbus.command.CommandId;
import io.opsbus.command.Scope;
import io.opsbus.command.query.CommandFilter;
import io.opsbus.command.query.CommandFilter.Criterion;
import io.opsbus.command.query.Commands;
import io.opsbus.command.query.Page;
import io.opsbus.command.query.Paging;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** {@link Commands} in PostgreSQL. */
public final class PostgresCommands implements Commands {
    private final Jdbi database;

    public PostgresCommands(Jdbi database) {
        this.database = database;
    }

    private record Placed(long place, Command command) {}

    /** A condition in SQL and what is bound in it. */
    private record Where(String sql, Map<String, Object> binds) {}

    @Override
    public Optional<Command> find(Scope scope, CommandId id) {
        return list(scope, CommandFilter.ALL.and(new CommandFilter.WithId(id)), new Paging.ByNumber(1, 1))
                .items()
                .stream()
                .findFirst();
    }

    @Override
    public Page<Command> list(Scope scope, CommandFilter filter, Paging paging) {
        Where where = where(scope, filter);
        return asked(handle -> {
            long total = count(handle, where);
            List<Placed> rows = total == 0 ? List.of() : rows(handle, where, paging);
            boolean hasMore = rows.size() > paging.size();
            List<Placed> part = hasMore ? rows.subList(0, paging.size()) : rows;
            return new Page<>(
                    part.stream().map(Placed::command).toList(),
                    total,
                    hasMore ? OptionalLong.of(part.getLast().place()) : OptionalLong.empty());
        });
    }

    private static long count(Handle handle, Where where) {
        try (var query = handle.createQuery("select count(*) from commands where " + where.sql())) {
            return query.bindMap(where.binds()).mapTo(Long.class).one();
        }
    }

    /** One row more than asked for tells whether there are more. */
    private static List<Placed> rows(Handle handle, Where where, Paging paging) {
        long offset = paging instanceof Paging.ByNumber number ? number.offset() : 0;
        long after = paging instanceof Paging.ByToken token ? token.after() : Paging.ByToken.START;
        try (var query = handle.createQuery("select * from commands where " + where.sql()
                + " and place < :after order by place desc limit :limit offset :offset")) {
            return query.bindMap(where.binds())
                    .bind("after", after)
                    .bind("limit", paging.size() + 1)
                    .bind("offset", offset)
                    .map((row, _) -> new Placed(row.getLong("place"), CommandRows.command(row)))
                    .list();
        }
    }

    private static Where where(Scope scope, CommandFilter filter) {
        List<String> conditions = new ArrayList<>(List.of("account = :account", "region = :region"));
        Map<String, Object> binds = new HashMap<>();
        binds.put("account", scope.account().text());
        binds.put("region", scope.region().text());
        for (Criterion criterion : filter.criteria()) {
            conditions.add(condition(criterion, "c" + conditions.size(), binds));
        }
        return new Where(String.join(" and ", conditions), binds);
    }

    private static String condition(Criterion criterion, String name, Map<String, Object> binds) {
        return switch (criterion) {
            case CommandFilter.WithId(var id) -> bound("id = :", name, id.text(), binds);
            case CommandFilter.Named(var pattern) -> bound("name like :", name, pattern.like(), binds);
            case CommandFilter.Described(var pattern) -> bound("description like :", name, pattern.like(), binds);
            case CommandFilter.OfType(var type) -> bound("type = :", name, type.word(), binds);
            case CommandFilter.InResourceGroup(var group) -> bound("resource_group = :", name, group, binds);
            case CommandFilter.Tagged(var key, var value) -> {
                binds.put(name, key);
                if (value == null) {
                    yield ":" + name + " = any(tag_keys)";
                }
                binds.put(name + "v", value);
                yield "exists (select from unnest(tag_keys, tag_values) as tag (k, v) where k = :" + name + " and v = :"
                        + name + "v)";
            }
            case CommandFilter.Nothing() -> "false";
        };
    }

    private static String bound(String sql, String name, Object value, Map<String, Object> binds) {
        binds.put(name, value);
        return sql + name;
    }

    private <T> T asked(Function<Handle, T> question) {
        try {
            return database.withHandle(question::apply);
        } catch (ConnectionException | UnableToExecuteStatementException away) {
            throw new Away(away);
        }
    }
}
