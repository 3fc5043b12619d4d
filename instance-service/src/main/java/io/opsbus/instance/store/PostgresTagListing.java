package io.opsbus.instance.store;

import io.opsbus.instance.Scope;
import io.opsbus.instance.page.Page;
import io.opsbus.instance.page.PageToken;
import io.opsbus.instance.query.TagFilter;
import io.opsbus.instance.query.TagListing;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** {@link TagListing} in the table {@code tags}. */
public final class PostgresTagListing implements TagListing {
    private static final String BETWEEN = "\n";

    private final Jdbi database;

    /** Tags in this database; see {@link PostgresReads#on}. */
    PostgresTagListing(Jdbi database) {
        this.database = database;
    }

    @Override
    public Page<TaggedResource> list(Scope scope, Wanted wanted, Optional<PageToken> from, int size) {
        var where = new Where().is("kind", wanted.kind().word());
        if (wanted.resourceIds() != null) {
            where.oneOf("resource_id", wanted.resourceIds());
        }
        for (TagFilter tag : wanted.having()) {
            where.tagged(wanted.kind(), "resource_id", tag);
        }
        String[] after = from.map(token -> token.after().split(BETWEEN, 2))
                .filter(parts -> parts.length == 2)
                .orElse(new String[] {"", ""});
        return database.withHandle(handle -> {
            try (var query = handle.createQuery("select r.resource_id, r.key, r.value from tags r where"
                    + " r.account_id = :account and r.region_id = :region" + where.and()
                    + " and (r.resource_id, r.key) > (:afterId, :afterKey) order by r.resource_id, r.key"
                    + " limit :size")) {
                var rows = where.bind(query)
                        .bind("account", scope.account().text())
                        .bind("region", scope.region().text())
                        .bind("afterId", after[0])
                        .bind("afterKey", after[1])
                        .bind("size", size + 1)
                        .map((row, context) ->
                                new TaggedResource(wanted.kind(), row.getString(1), row.getString(2), row.getString(3)))
                        .list();
                return page(rows, size);
            }
        });
    }

    private static Page<TaggedResource> page(List<TaggedResource> rows, int size) {
        if (rows.size() <= size) {
            return new Page<>(rows, 0, Optional.empty());
        }
        var last = rows.get(size - 1);
        return new Page<>(
                rows.subList(0, size), 0, Optional.of(new PageToken(last.resourceId() + BETWEEN + last.key())));
    }
}
