package io.opsbus.invocation.store;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.query.InvocationFilter;
import io.opsbus.invocation.query.InvocationFilter.Criterion;
import io.opsbus.invocation.query.InvocationFilter.Kind;
import io.opsbus.invocation.query.Page;
import io.opsbus.invocation.query.Paging;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.status.StatusWord;
import io.opsbus.invocation.store.broken.BrokenRows;
import io.opsbus.invocation.work.RepeatMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Questions to the database; a database that does not answer is {@link StoreAway}. */
record Asked(Jdbi database, BrokenRows broken) {
    /** With no row that is known to be broken. */
    Asked(Jdbi database) {
        this(database, new BrokenRows());
    }

    /** A list: where it comes from, which rows, and the column that orders them, newest first. */
    record Listing(String columns, String from, Where where, String order) {
        /** Counts no more rows than are told exactly, and one. */
        Questions questions() {
            return new Questions(
                    counting("select from " + from + " where " + where.sql),
                    "select " + columns + ", " + order + " as list_place from " + from + " where " + where.sql + " and "
                            + order + " < :after order by " + order + " desc limit :limit offset :offset",
                    where.binds);
        }
    }

    /**
     * The two questions of a list.
     *
     * @param count how many there are, up to one more than are counted
     * @param rows those below {@code :after}, {@code :limit} after the first {@code :offset}; with the column {@code list_place}
     * @param binds what is bound in both
     */
    record Questions(String count, String rows, Map<String, Object> binds) {}

    /** How many rows this has, up to one more than are counted. */
    static String counting(String rows) {
        return "select count(*) from (" + rows + " limit " + (Page.MOST_COUNTED + 1) + ") counted";
    }

    /** Conditions in SQL and what is bound in them. */
    static final class Where {
        private final StringBuilder sql = new StringBuilder("true");
        private final Map<String, Object> binds = new HashMap<>();

        /** Invocations {@code v} of a scope that pass a filter. */
        static Where chosen(Scope scope, InvocationFilter filter) {
            Where where = in("v", scope, filter);
            filter.criteria().forEach(criterion -> {
                Where ignored = where.and(criterion);
            });
            return where;
        }

        /** Rows of a scope and a kind. What runs a command is of one kind, which indexes by commands do not say again. */
        static Where in(String table, Scope scope, InvocationFilter filter) {
            Where where = new Where()
                    .and(table + ".account = ?", scope.account().text())
                    .and(table + ".region = ?", scope.region().text());
            boolean runsOne = filter.kind() == Kind.RUN
                    && filter.criteria().stream().anyMatch(one -> one instanceof InvocationFilter.OfCommand);
            return runsOne
                    ? where
                    : where.and(table + ".kind = ?", filter.kind().name());
        }

        /** The conditions as SQL. */
        String sql() {
            return sql.toString();
        }

        /** What is bound in them, to be added to. */
        Map<String, Object> binds() {
            return new HashMap<>(binds);
        }

        /** Of invocations {@code v}, and of tasks {@code t} where they are listed by one of them. */
        Where and(Criterion criterion) {
            return switch (criterion) {
                case InvocationFilter.WithId(String id) -> and("v.id = ?", id);
                case InvocationFilter.OfCommand(String id) -> and("v.command_id = ?", id);
                case InvocationFilter.Named(String name) -> and("v.name = ?", name);
                case InvocationFilter.OfType(String word) -> and("v.command_type = ?", word);
                case InvocationFilter.OnInstance(InstanceId id) -> and("t.instance = ?", id.text());
                case InvocationFilter.WithStatus(StatusWord word) -> shows(word);
                case InvocationFilter.WithMode(String word) -> isRepeated(word);
                case InvocationFilter.IsPeriodic(boolean yes) -> and("v.periodic = ?", yes);
                case InvocationFilter.InResourceGroup(String group) -> and("v.resource_group = ?", group);
                case InvocationFilter.Tagged(String key, Optional<String> value) -> tagged("v", key, value);
                case InvocationFilter.Nothing() -> and("false");
            };
        }

        /** Of one that nobody has summed up yet no older release has said anything. What is not over is in indexes that hold nothing else. */
        private Where shows(StatusWord word) {
            Where where = word.isOf2019() ? and("coalesce(v.legacy, 'Running') = ?", word.text()) : is("v", word);
            return word.isOpen() ? where.and("not v.is_over") : where;
        }

        /** The word is one of ours: by it a plan knows which index holds it. */
        private Where isRepeated(String word) {
            return and(RepeatMode.of(word)
                    .map(mode -> "v.repeat_mode = '" + mode.word() + "'")
                    .orElse("false"));
        }

        /** What stands in this table has the status. */
        Where is(String table, StatusWord word) {
            return and(table + (word.isOf2019() ? ".legacy = ?" : ".status = ?"), word.text());
        }

        /** It has the tag; with any value when none is named. */
        Where tagged(String table, String key, Optional<String> value) {
            return value.isEmpty()
                    ? and("? = any(" + table + ".tag_keys)", key)
                    // a key and its value stand at the same index
                    : and(
                            "? = any(select k || chr(1) || v from unnest(" + table + ".tag_keys, " + table
                                    + ".tag_values) as tag (k, v))",
                            key + "\u0001" + value.get());
        }

        /** With one more condition, in which {@code ?} is the value. */
        Where and(String condition, Object value) {
            String name = "b" + binds.size();
            binds.put(name, value);
            sql.append(" and ").append(condition.replace("?", ":" + name));
            return this;
        }

        /** With one more condition. */
        Where and(String condition) {
            sql.append(" and ").append(condition);
            return this;
        }
    }

    <T> T ask(Function<Handle, T> question) {
        try {
            return database.withHandle(question::apply);
        } catch (ConnectionException | UnableToExecuteStatementException away) {
            throw new StoreAway(away);
        }
    }

    <T> Page<T> page(Listing list, Paging paging, RowMapper<T> mapper) {
        return page(list.questions(), paging, mapper);
    }

    /** One row more than asked for tells whether there are more. */
    <T> Page<T> page(Questions list, Paging paging, RowMapper<T> mapper) {
        return ask(handle -> {
            long counted;
            try (var query = handle.createQuery(list.count())) {
                counted = query.bindMap(list.binds()).mapTo(Long.class).one();
            }
            if (counted == 0) {
                return new Page<>(List.of(), 0, OptionalLong.empty());
            }
            List<Placed<T>> rows = rows(handle, list, paging, mapper);
            boolean hasMore = rows.size() > paging.size();
            List<Placed<T>> part = hasMore ? rows.subList(0, paging.size()) : rows;
            return new Page<>(
                    part.stream().flatMap(row -> row.thing().stream()).toList(),
                    Page.total(counted, paging, part.size(), hasMore),
                    hasMore ? OptionalLong.of(part.getLast().place()) : OptionalLong.empty());
        });
    }

    /** The first of them, in their order. */
    <T> List<T> list(Listing list, int most, RowMapper<T> mapper) {
        return ask(handle -> {
            try (var query = handle.createQuery("select " + list.columns() + " from " + list.from() + " where "
                    + list.where().sql + " order by " + list.order() + " limit :limit")) {
                return query.bindMap(list.where().binds)
                        .bind("limit", most)
                        .map(mapper)
                        .list();
            }
        });
    }

    /** A row; empty where it cannot be read. */
    private record Placed<T>(long place, Optional<T> thing) {}

    private <T> List<Placed<T>> rows(Handle handle, Questions list, Paging paging, RowMapper<T> mapper) {
        long offset = paging instanceof Paging.ByNumber number ? number.offset() : 0;
        long after = paging instanceof Paging.ByToken token ? token.after() : Paging.ByToken.START;
        try (var query = handle.createQuery(list.rows())) {
            return query.bindMap(list.binds())
                    .bind("after", after)
                    .bind("limit", paging.size() + 1)
                    .bind("offset", offset)
                    .map((row, context) -> {
                        long place = row.getLong("list_place");
                        return new Placed<>(place, broken.read(name(row, place), () -> mapper.map(row, context)));
                    })
                    .list();
        }
    }

    /** For the log: its id where the list has one. */
    private static String name(ResultSet row, long place) throws SQLException {
        return row.getMetaData().getColumnLabel(1).equals("id") ? row.getString(1) : "at " + place;
    }
}
