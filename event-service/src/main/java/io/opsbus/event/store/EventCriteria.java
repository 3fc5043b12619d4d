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
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * An {@link EventFilter} in SQL. Pages of the history are read in the order of an index that holds what is asked for and little else,
 * so that none grows with the history: all closed events, or those of some types that ended in some way, however rare.
 */
record EventCriteria(EventFilter filter) {
    private static final String SCOPE = "account_id = :account and region_id = :region and of_disk = :ofDisk";
    /** A page that skips more than this is not worth reading so many of each kind. */
    private static final long MOST_SKIPPED = 1_000;

    private static final String ORDER = " order by published_at desc, id collate \"C\" desc";

    /** Counts what matches, event by event. */
    long count(Handle handle) {
        try (var query = handle.createQuery("select count(*) from system_events where " + conditions())) {
            return bound(query).mapTo(Long.class).one();
        }
    }

    /** One more than a page, if there are more. */
    List<Published> rows(Handle handle, Paging paging, Optional<DayCounts> days) {
        if (days.isPresent() && days.get().kinds().isEmpty()) {
            return List.of();
        }
        return switch (paging) {
            case Paging.ByNumber byNumber -> {
                var start = days.map(counts -> counts.start(byNumber.offset()));
                long offset = start.map(DayCounts.Start::offset).orElse(byNumber.offset());
                String place = start.isPresent() ? " and published_at < :before" : "";
                try (var query = handle.createQuery(select(place, offset, days) + " offset :offset")) {
                    start.ifPresent(from -> query.bind("before", Timestamp.from(from.before())));
                    query.bind("offset", offset).bind("reach", offset + paging.size() + 1);
                    yield page(query, paging);
                }
            }
            case Paging.After(var after, int size) -> {
                String place = after == null ? "" : " and (published_at, id collate \"C\") < (:at, :after)";
                try (var query = handle.createQuery(select(place, 0, days))) {
                    query.bind("reach", size + 1L);
                    if (after != null) {
                        query.bind("at", Timestamp.from(after.publishedAt()))
                                .bind("after", after.id().text());
                    }
                    yield page(query, paging);
                }
            }
        };
    }

    /** Events behind a place, in order, up to a limit. */
    private String select(String place, long offset, Optional<DayCounts> days) {
        boolean some = filter.types() != null
                || (EventFilter.CLOSED.containsAll(filter.statuses())
                        && !filter.statuses().equals(EventFilter.CLOSED));
        return days.isPresent() && some && offset <= MOST_SKIPPED
                ? ofKinds(place, days.get().kinds())
                : "select * from system_events where " + conditions() + place + ORDER + " limit :limit";
    }

    /** The newest of each kind there is, put in order: {@code system_events_ended} has each kind's by itself. */
    private String ofKinds(String place, Set<DayCounts.Kind> kinds) {
        Stream<String> closed = kinds.stream()
                .filter(kind -> !kind.status().isOpen())
                .map(kind -> " and finished_at is not null and type = '"
                        + kind.type().word() + "' and ended_as = '"
                        + kind.status().word() + "'");
        Stream<String> open = filter.statuses().stream().anyMatch(EventStatus::isOpen)
                ? Stream.of(" and finished_at is null and status in (<statuses>)"
                        + (filter.types() == null ? "" : " and type in (<types>)"))
                : Stream.empty();
        return Stream.concat(open, closed)
                .map(part -> "(select * from system_events where " + SCOPE + " and published_at is not null" + part
                        + place + ORDER + " limit :reach)")
                .collect(Collectors.joining(" union all ", "select * from (", ") found" + ORDER + " limit :limit"));
    }

    private List<Published> page(Query query, Paging paging) {
        return bound(query.bind("limit", paging.size() + 1))
                .map((row, context) -> SystemEventRows.published(row))
                .list();
    }

    private String conditions() {
        var sql = new StringBuilder(SCOPE + " and published_at is not null");
        sql.append(statusCondition());
        add(sql, filter.ids(), " and id in (<ids>)");
        add(sql, filter.resources(), " and resource_id in (<resources>)");
        add(sql, filter.types(), " and type in (<types>)");
        add(sql, filter.times().published().start(), " and published_at >= :publishedFrom");
        add(sql, filter.times().published().end(), " and published_at <= :publishedTo");
        add(sql, filter.times().notBefore().start(), " and not_before >= :notBeforeFrom");
        add(sql, filter.times().notBefore().end(), " and not_before <= :notBeforeTo");
        return sql.toString();
    }

    /** Says what the indices of closed and of open events are limited to. */
    private String statusCondition() {
        if (filter.statuses().equals(EventFilter.CLOSED)) {
            return " and finished_at is not null";
        }
        String in = " and status in (<statuses>)";
        if (EventFilter.CLOSED.containsAll(filter.statuses())) {
            return " and finished_at is not null" + in;
        }
        return EventFilter.OPEN.containsAll(filter.statuses()) ? " and finished_at is null" + in : in;
    }

    private static void add(StringBuilder sql, @Nullable Object criterion, String condition) {
        if (criterion != null) {
            sql.append(condition);
        }
    }

    private Query bound(Query query) {
        // not every form of the query names every criterion
        query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
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
