package io.opsbus.event.store;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.kind.Cause;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.query.EventFilter;
import io.opsbus.event.query.Paging;
import io.opsbus.event.query.Paging.Cursor;
import io.opsbus.event.query.Paging.Page;
import io.opsbus.event.query.SystemEvents;
import io.opsbus.event.query.Unfinished;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** {@link SystemEvents} in the table {@code system_events}. */
public final class PostgresSystemEvents implements SystemEvents {
    private final Jdbi database;

    /** Events in this database. */
    public PostgresSystemEvents(Jdbi database) {
        this.database = database;
    }

    @Override
    public Optional<Published> find(AccountId account, EventId id) {
        return database.withHandle(handle -> {
            try (var query = handle.createQuery("""
                    select * from system_events
                    where id = :id and account_id = :account and published_at is not null""")) {
                return query.bind("id", id.text())
                        .bind("account", account.text())
                        .map((row, context) -> SystemEventRows.published(row))
                        .findOne();
            }
        });
    }

    @Override
    public Page list(EventFilter filter, Paging paging) {
        if (filter.isEmpty()) {
            return Page.EMPTY;
        }
        var all = new EventTotal(filter);
        return database.withHandle(handle -> {
            var days = all.isCounted() ? Optional.of(DayCounts.read(handle, filter)) : Optional.<DayCounts>empty();
            long total = days.map(DayCounts::total).orElseGet(() -> all.count(handle));
            List<Published> found = new EventCriteria(filter).rows(handle, paging, days);
            var page = found.size() > paging.size() ? found.subList(0, paging.size()) : found;
            boolean isLast = page.size() == found.size();
            return new Page(page, total, isLast ? Optional.empty() : Optional.of(Cursor.of(page.getLast())));
        });
    }

    @Override
    public List<Published> openOf(AccountId account, Set<ResourceId> instances) {
        if (instances.isEmpty()) {
            return List.of();
        }
        return database.withHandle(handle -> {
            try (var query = handle.createQuery("""
                    select * from system_events
                    where account_id = :account and instance_id in (<instances>) and finished_at is null
                        and published_at is not null
                    order by published_at, id collate "C\"""")) {
                return query.bind("account", account.text())
                        .bindList(
                                "instances",
                                instances.stream().map(ResourceId::text).toList())
                        .map((row, context) -> SystemEventRows.published(row))
                        .list();
            }
        });
    }

    @Override
    public List<EventId> pending(ResourceId instance) {
        return database.withHandle(handle -> {
            try (var query = handle.createQuery("""
                    select id from system_events where instance_id = :instance and finished_at is null
                    order by id collate "C\"""")) {
                return query.bind("instance", instance.text())
                        .map((row, context) -> new EventId(row.getString("id")))
                        .list();
            }
        });
    }

    @Override
    public List<EventId> pending(AccountId account, Cause cause) {
        List<String> types = Arrays.stream(EventType.values())
                .filter(type -> type.cause() == cause)
                .map(EventType::word)
                .toList();
        return database.withHandle(handle -> {
            try (var query = handle.createQuery("""
                    select id from system_events
                    where account_id = :account and type in (<types>) and finished_at is null
                    order by id collate "C\"""")) {
                return query.bind("account", account.text())
                        .bindList("types", types)
                        .map((row, context) -> new EventId(row.getString("id")))
                        .list();
            }
        });
    }

    @Override
    public List<SystemEvent> unfinished(Unfinished which) {
        var account = which.account();
        var instance = which.instance();
        return database.withHandle(handle -> {
            try (var query = handle.createQuery("""
                    select * from system_events
                    where finished_at is null
                        and (cast(:account as text) is null or account_id = :account)
                        and (cast(:instance as text) is null or instance_id = :instance)
                    order by not_before nulls first, id collate "C" limit :most""")) {
                return query.bind("account", account == null ? null : account.text())
                        .bind("instance", instance == null ? null : instance.text())
                        .bind("most", which.most())
                        .map((row, context) -> SystemEventRows.event(row))
                        .list();
            }
        });
    }

    @Override
    public long openSimulations(AccountId account) {
        return database.withHandle(handle -> openSimulations(handle, account));
    }

    private static long openSimulations(Handle handle, AccountId account) {
        try (var query = handle.createQuery("""
                select count(*) from system_events
                where account_id = :account and origin = :origin and finished_at is null""")) {
            return query.bind("account", account.text())
                    .bind("origin", Origin.SIMULATION.name())
                    .mapTo(Long.class)
                    .one();
        }
    }
}
