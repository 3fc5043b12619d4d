package io.opsbus.event.store;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.query.EventFilter;
import io.opsbus.event.query.Paging;
import io.opsbus.event.query.TimeRange;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** An {@link EventFilter} in SQL. */
record EventCriteria(EventFilter filter) {
    private static final String ORDER = " order by published_at desc, id collate \"C\" desc";

    /** Whether the counters know how many events match. */
    boolean areCounted() {
        return filter.ids() == null
                && filter.resources() == null
                && filter.times().published().isOpen()
                && filter.times().notBefore().isOpen();
    }

    /** Counts what matches, event by event. */
    long count(Handle handle) {
        try (var query = handle.createQuery("select count(*) from system_events where " + conditions())) {
            return bound(query).mapTo(Long.class).one();
        }
    }

    /** One more than a page, if there are more. */
    List<Published> rows(Handle handle, Paging paging, Optional<DayCounts> days) {
        String select = "select * from system_events where " + conditions();
        return switch (paging) {
            case Paging.ByNumber byNumber -> {
                var start = days.map(counts -> counts.start(byNumber.offset()));
                String sql = select + (start.isPresent() ? " and published_at < :before" : "") + ORDER
                        + " limit :limit offset :offset";
                try (var query = handle.createQuery(sql)) {
                    start.ifPresent(from -> query.bind("before", Timestamp.from(from.before())));
                    query.bind("offset", start.map(DayCounts.Start::offset).orElse(byNumber.offset()));
                    yield page(query, paging);
                }
            }
            case Paging.After(var after, int _) -> {
                String sql = select
                        + (after == null ? "" : " and (published_at, id collate \"C\") < (:at, :after)")
                        + ORDER
                        + " limit :limit";
                try (var query = handle.createQuery(sql)) {
                    if (after != null) {
                        query.bind("at", Timestamp.from(after.publishedAt()))
                                .bind("after", after.id().text());
                    }
                    yield page(query, paging);
                }
            }
        };
    }

    private List<Published> page(Query query, Paging paging) {
        return bound(query.bind("limit", paging.size() + 1))
                .map((row, context) -> SystemEventRows.published(row))
                .list();
    }

    private String conditions() {
        var sql = new StringBuilder("account_id = :account and region_id = :region and of_disk = :ofDisk"
                + " and published_at is not null and status in (<statuses>)");
        add(sql, filter.ids(), " and id in (<ids>)");
        add(sql, filter.resources(), " and resource_id in (<resources>)");
        add(sql, filter.types(), " and type in (<types>)");
        add(sql, filter.times().published().start(), " and published_at >= :publishedFrom");
        add(sql, filter.times().published().end(), " and published_at <= :publishedTo");
        add(sql, filter.times().notBefore().start(), " and not_before >= :notBeforeFrom");
        add(sql, filter.times().notBefore().end(), " and not_before <= :notBeforeTo");
        return sql.toString();
    }

    private static void add(StringBuilder sql, @Nullable Object criterion, String condition) {
        if (criterion != null) {
            sql.append(condition);
        }
    }

    private Query bound(Query query) {
        query.bind("account", filter.scope().account().text())
                .bind("region", filter.scope().region())
                .bind("ofDisk", filter.scope().ofDisks());
        list(query, "statuses", filter.statuses(), EventStatus::word);
        list(query, "ids", filter.ids(), EventId::text);
        list(query, "resources", filter.resources(), ResourceId::text);
        list(query, "types", filter.types(), EventType::word);
        range(query, "published", filter.times().published());
        range(query, "notBefore", filter.times().notBefore());
        return query;
    }

    private static <T> void list(Query query, String name, @Nullable Collection<T> values, Function<T, String> word) {
        if (values != null) {
            query.bindList(name, values.stream().map(word).toList());
        }
    }

    private static void range(Query query, String name, TimeRange range) {
        time(query, name + "From", range.start());
        time(query, name + "To", range.end());
    }

    private static void time(Query query, String name, @Nullable Instant time) {
        if (time != null) {
            query.bind(name, Timestamp.from(time));
        }
    }
}
