package io.opsbus.event.store;

import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.query.EventFilter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * How many events match on each day of publication, the newest day first: the total, and where a deep page begins, without
 * counting events.
 *
 * @param kinds the types and states there are any of
 */
record DayCounts(List<Day> days, Set<Kind> kinds) {

    /** One day and its events. */
    record Day(LocalDate day, long events) {
        Instant start() {
            return day.atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        Instant end() {
            return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
    }

    /** Events of one type in one state. */
    record Kind(EventType type, EventStatus status) {}

    /**
     * Where a page begins.
     *
     * @param before events published at this time or later lie in front of the page
     * @param offset how many more to skip
     */
    record Start(Instant before, long offset) {}

    private record Counted(LocalDate day, Kind kind, long events) {}

    /** The counts of what the filter's scope, states and types select. */
    static DayCounts read(Handle handle, EventFilter filter) {
        var types = filter.types();
        String sql = """
                select day, type, status, sum(events) as events from system_event_counts
                where account_id = :account and region_id = :region and of_disk = :ofDisk
                    and status in (<statuses>)"""
                + (types == null ? "" : " and type in (<types>)")
                + " group by day, type, status having sum(events) > 0 order by day desc";
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
            return of(query.map((row, context) -> new Counted(
                            row.getDate("day").toLocalDate(),
                            kind(row.getString("type"), row.getString("status")),
                            row.getLong("events")))
                    .list());
        }
    }

    private static Kind kind(String type, String status) {
        return new Kind(
                EventType.parse(type).orElseThrow(() -> new IllegalStateException("no event type: " + type)),
                EventStatus.parse(status).orElseThrow(() -> new IllegalStateException("no event status: " + status)));
    }

    private static DayCounts of(List<Counted> counted) {
        List<Day> days = new ArrayList<>();
        Set<Kind> kinds = new LinkedHashSet<>();
        for (Counted one : counted) {
            kinds.add(one.kind());
            boolean again = !days.isEmpty() && days.getLast().day().equals(one.day());
            long before = again ? days.removeLast().events() : 0;
            days.add(new Day(one.day(), before + one.events()));
        }
        return new DayCounts(days, kinds);
    }

    long total() {
        return days.stream().mapToLong(Day::events).sum();
    }

    /** How many were published on the days that lie between these times as a whole; {@code from} and {@code to} are midnights. */
    long within(Instant from, Instant to) {
        return days.stream()
                .filter(day -> !day.start().isBefore(from) && !day.end().isAfter(to))
                .mapToLong(Day::events)
                .sum();
    }

    /** The start of the page that has {@code offset} events in front of it. */
    Start start(long offset) {
        long rest = offset;
        for (Day day : days) {
            if (rest < day.events()) {
                return new Start(day.end(), rest);
            }
            rest -= day.events();
        }
        return new Start(Instant.EPOCH, 0);
    }
}
