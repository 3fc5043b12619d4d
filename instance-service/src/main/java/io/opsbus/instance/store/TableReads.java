package io.opsbus.instance.store;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.Scope;
import io.opsbus.instance.page.Page;
import io.opsbus.instance.page.PageToken;
import io.opsbus.instance.page.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads of one table. */
final class TableReads<I, T> {
    private static final String VISIBLE = " r where r.account_id = :account and r.region_id = :region and r.visible";

    private final Jdbi database;
    private final Table<I, T> table;
    private final Bodies bodies = new Bodies();

    TableReads(Jdbi database, Table<I, T> table) {
        this.database = database;
        this.table = table;
    }

    private record Row<T>(long seq, T resource) {}

    Optional<T> find(AccountId account, I id) {
        return database.withHandle(handle -> {
            try (var query = handle.createQuery("select body from " + table.name() + " where " + table.idColumn()
                    + " = :id and account_id = :account")) {
                return query.bind("id", table.idText().apply(id))
                        .bind("account", account.text())
                        .map((row, context) -> bodies.read(row.getString(1), table.body()))
                        .findOne();
            }
        });
    }

    /** In the order of ids, of all accounts. */
    List<T> after(@Nullable I after, int size) {
        return database.withHandle(handle -> {
            try (var query = handle.createQuery("select body from " + table.name() + " where " + table.idColumn()
                    + " > :after order by " + table.idColumn() + " limit :size")) {
                return query.bind("after", after == null ? "" : table.idText().apply(after))
                        .bind("size", size)
                        .map((row, context) -> bodies.read(row.getString(1), table.body()))
                        .list();
            }
        });
    }

    Page<T> list(Scope scope, Where where, Paging paging) {
        return database.withHandle(handle -> switch (paging) {
            case Paging.ByNumber page when where.isEmpty() -> page(rowsByBuckets(handle, scope, page), page);
            case Paging.ByNumber page -> page(rowsByOffset(handle, scope, where, page), page);
            case Paging.ByToken token -> byToken(handle, scope, where, token);
        });
    }

    private record Part<T>(List<Row<T>> rows, long total) {}

    private Page<T> page(Part<T> part, Paging.ByNumber page) {
        boolean more = page.skipped() + part.rows().size() < part.total();
        return page(part.rows(), part.total(), more);
    }

    private Page<T> page(List<Row<T>> rows, long total, boolean more) {
        Optional<PageToken> next = more && !rows.isEmpty()
                ? Optional.of(PageToken.after(rows.getLast().seq()))
                : Optional.empty();
        return new Page<>(rows.stream().map(Row::resource).toList(), total, next);
    }

    /** Adds up buckets until the one the page begins in; steps over less than one bucket's rows. */
    private Part<T> rowsByBuckets(Handle handle, Scope scope, Paging.ByNumber page) {
        String sql = """
                with cell as (
                    select bucket, count, sum(count) over (order by bucket desc) as upto from buckets
                    where kind = :kind and account_id = :account and region_id = :region),
                start as (
                    select bucket, upto - count as before from cell where upto > :skip order by bucket desc limit 1),
                whole as (select coalesce(sum(count), 0) as total from cell)
                select whole.total, i.seq, i.body from whole left join start on true left join lateral (
                    select r.seq, r.body from %s%s and r.seq < (start.bucket + 1) * %d
                    order by r.seq desc offset :skip - start.before limit :size) i on true
                """.formatted(table.name(), VISIBLE, Buckets.SIZE);
        try (var query = handle.createQuery(sql)) {
            return part(scoped(query, scope)
                    .bind("kind", table.kind().word())
                    .bind("skip", page.skipped())
                    .bind("size", page.size()));
        }
    }

    private Part<T> rowsByOffset(Handle handle, Scope scope, Where where, Paging.ByNumber page) {
        String chosen = table.name() + VISIBLE + where.and();
        String sql = "select (select count(*) from " + chosen + ") as total, i.seq, i.body from (values (1)) one"
                + " left join lateral (select r.seq, r.body from " + chosen
                + " order by r.seq desc offset :skip limit :size) i on true";
        try (var query = handle.createQuery(sql)) {
            return part(scoped(where.bind(query), scope)
                    .bind("skip", page.skipped())
                    .bind("size", page.size()));
        }
    }

    /** One row without a resource tells the total of a page beyond the end. */
    private Part<T> part(Query query) {
        var total = new long[1];
        var rows = query
                .map((row, context) -> {
                    total[0] = row.getLong("total");
                    return Optional.ofNullable(read(row));
                })
                .list()
                .stream()
                .flatMap(Optional::stream)
                .sorted((a, b) -> Long.compare(b.seq(), a.seq()))
                .toList();
        return new Part<>(rows, total[0]);
    }

    private @Nullable Row<T> read(ResultSet row) throws SQLException {
        String body = row.getString("body");
        return body == null ? null : new Row<>(row.getLong("seq"), bodies.read(body, table.body()));
    }

    private Page<T> byToken(Handle handle, Scope scope, Where where, Paging.ByToken paging) {
        long before = paging.from().flatMap(PageToken::number).orElse(Long.MAX_VALUE);
        String sql = "select r.seq, r.body from " + table.name() + VISIBLE + where.and()
                + " and r.seq < :before order by r.seq desc limit :size";
        try (var query = handle.createQuery(sql)) {
            var rows = scoped(where.bind(query), scope)
                    .bind("before", before)
                    .bind("size", paging.size() + 1)
                    .map((row, context) ->
                            new Row<>(row.getLong("seq"), bodies.read(row.getString("body"), table.body())))
                    .list();
            boolean more = rows.size() > paging.size();
            return page(more ? rows.subList(0, paging.size()) : rows, total(handle, scope, where), more);
        }
    }

    private long total(Handle handle, Scope scope, Where where) {
        String sql = where.isEmpty()
                ? "select coalesce(sum(count), 0) from buckets where kind = :kind and account_id = :account"
                        + " and region_id = :region"
                : "select count(*) from " + table.name() + VISIBLE + where.and();
        try (var query = handle.createQuery(sql)) {
            scoped(where.bind(query), scope);
            if (where.isEmpty()) {
                query.bind("kind", table.kind().word());
            }
            return query.mapTo(Long.class).one();
        }
    }

    private static Query scoped(Query query, Scope scope) {
        return query.bind("account", scope.account().text())
                .bind("region", scope.region().text());
    }
}
