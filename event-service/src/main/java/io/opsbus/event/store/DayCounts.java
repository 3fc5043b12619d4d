package io.opsbus.event.store;

import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.query.EventFilter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * How many events match on each day of publication, the newest day first: the total, and where a deep page begins, without
 * counting events.
 */
record DayCounts(List<Day> days) {

    /** One day and its events. */
    record Day(LocalDate day, long events) {}

    /**
     * Where a page begins.
     *
     * @param before events published at this time or later lie in front of the page
     * @param offset how many more to skip
     */
    record Start(Instant before, long offset) {}

    /** The counts of what the filter's scope, states and types select. */
    static DayCounts read(Handle handle, EventFilter filter) {
        var types = filter.types();
        String sql = """
                select day, sum(events) as events from system_event_counts
                where account_id = :account and region_id = :region and of_disk = :ofDisk
                    and status in (<statuses>)"""
                + (types == null ? "" : " and type in (<types>)")
                + " group by day having sum(events) > 0 order by day desc";
        try (var query = handle.createQuery(sql)) {
            query.bind("account", filter.scope().account().text())
                    .bind("region", filter.scope().region())
                    .bind("ofDisk", filter.scope().ofDisks())
                    .bindList(
                            "statuses",
                            filter.statuses().stream().map(EventStatus::word).toList());
            if (types != null) {
                query.bindList("types", types.stream().map(EventType::word).toList());
            }
            return new DayCounts(
                    query.map((row, context) -> new Day(row.getDate("day").toLocalDate(), row.getLong("events")))
                            .list());
        }
    }

    long total() {
        return days.stream().mapToLong(Day::events).sum();
    }

    /** The start of the page that has {@code offset} events in front of it. */
    Start start(long offset) {
        long rest = offset;
        for (Day day : days) {
            if (rest < day.events()) {
                Instant end = day.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
                return new Start(end, rest);
            }
            rest -= day.events();
        }
        return new Start(Instant.EPOCH, 0);
    }
}
