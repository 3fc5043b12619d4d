package io.opsbus.event.store;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.event.fleet.Choice;
import io.opsbus.event.fleet.InactiveDisk;
import io.opsbus.event.fleet.KnownAgent;
import io.opsbus.event.fleet.KnownDisk;
import io.opsbus.event.fleet.KnownFleet;
import io.opsbus.event.fleet.KnownHost;
import io.opsbus.event.fleet.KnownInstance;
import io.opsbus.event.fleet.Upkeep;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** {@link KnownFleet} in the tables {@code known_instances}, {@code known_disks}, {@code noted_states} and {@code upkeep}. */
public final class PostgresKnownFleet implements KnownFleet {
    private static final String OWNED = " where account_id = :account and region_id = :region";
    private static final String SHOWN = OWNED + " and not hidden";

    private final Jdbi database;

    /** The fleet in this database. */
    public PostgresKnownFleet(Jdbi database) {
        this.database = database;
    }

    @Override
    public void put(KnownInstance instance) {
        var condition = instance.condition();
        var terms = instance.terms();
        database.useHandle(handle -> {
            try (var update = handle.createUpdate("""
                    insert into known_instances as known (id, account_id, region_id, revision, name, status, created_at,
                        started_at, hidden, instance_type, provider, paid_until, tags, host_id)
                    values (:id, :account, :region, :revision, :name, :status, :createdAt, :startedAt, :hidden,
                        :instanceType, :provider, :paidUntil, :tags, :host)
                    on conflict (id) do update set account_id = excluded.account_id, region_id = excluded.region_id,
                        revision = excluded.revision, name = excluded.name, status = excluded.status,
                        created_at = excluded.created_at, started_at = excluded.started_at,
                        hidden = excluded.hidden, instance_type = excluded.instance_type,
                        provider = excluded.provider, paid_until = excluded.paid_until,
                        tags = excluded.tags, host_id = excluded.host_id
                    where excluded.revision > known.revision""")) {
                update.bind("id", instance.id().text())
                        .bind("account", instance.owner().account().text())
                        .bind("region", instance.owner().region())
                        .bind("revision", instance.revision())
                        .bind("name", instance.labels().name())
                        .bindArray(
                                "tags",
                                String.class,
                                TagColumn.written(instance.labels().tags()))
                        .bind("status", condition.status())
                        .bind("createdAt", time(condition.createdAt()))
                        .bind("startedAt", time(condition.startedAt()))
                        .bind("hidden", condition.hidden())
                        .bind("host", condition.host())
                        .bind("instanceType", terms.instanceType())
                        .bind("provider", terms.provider())
                        .bind("paidUntil", time(terms.paidUntil()))
                        .execute();
            }
        });
    }

    @Override
    public void put(KnownDisk disk) {
        database.useHandle(handle -> KnownDiskRows.put(handle, disk));
    }

    @Override
    public void put(KnownAgent agent) {
        database.useHandle(handle -> KnownAgentRows.put(handle, agent));
    }

    @Override
    public List<KnownAgent> agents(Set<ResourceId> instances) {
        return database.withHandle(handle -> KnownAgentRows.of(handle, instances));
    }

    @Override
    public void forgetInstance(ResourceId id) {
        database.useTransaction(handle -> {
            handle.execute("delete from known_instances where id = ?", id.text());
            handle.execute("delete from noted_states where instance_id = ?", id.text());
            handle.execute("delete from known_agents where instance_id = ?", id.text());
            handle.execute("delete from upkeep where instance_id = ?", id.text());
        });
    }

    @Override
    public void keep(Map<ResourceId, Upkeep> wishes) {
        database.useTransaction(handle -> wishes.forEach((id, wish) -> KnownFleetRows.keep(handle, id, wish)));
    }

    @Override
    public Map<ResourceId, Upkeep> upkeep(Set<ResourceId> instances) {
        if (instances.isEmpty()) {
            return Map.of();
        }
        return database.withHandle(handle -> {
            try (var query = handle.createQuery("select * from upkeep where instance_id = any(:ids)")) {
                return query
                        .bindArray(
                                "ids",
                                String.class,
                                instances.stream().map(ResourceId::text).toList())
                        .map((row, context) ->
                                Map.entry(new ResourceId(row.getString("instance_id")), KnownFleetRows.upkeep(row)))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            }
        });
    }

    @Override
    public void forgetDisk(ResourceId id, Instant at) {
        database.useHandle(handle -> KnownDiskRows.gone(handle, id, at));
    }

    @Override
    public List<InactiveDisk> inactiveDisks(AccountId account, Set<ResourceId> instances) {
        return database.withHandle(handle -> KnownDiskRows.inactive(handle, account, instances));
    }

    @Override
    public int forgetCleaned(Instant before, int most) {
        return database.withHandle(handle -> KnownDiskRows.forgetCleaned(handle, before, most));
    }

    @Override
    public Optional<KnownInstance> anyInstance(ResourceId id) {
        return database.withHandle(handle -> {
            try (var query = handle.createQuery("select * from known_instances where id = :id")) {
                return query.bind("id", id.text())
                        .map((row, context) -> KnownFleetRows.instance(row))
                        .findOne();
            }
        });
    }

    @Override
    public List<KnownInstance> instances(Owner owner, Set<ResourceId> ids) {
        return named("known_instances" + SHOWN, owner, ids, (row, context) -> KnownFleetRows.instance(row));
    }

    @Override
    public List<KnownDisk> disks(Owner owner, Set<ResourceId> ids) {
        return named("known_disks" + OWNED, owner, ids, (row, context) -> KnownDiskRows.read(row));
    }

    private <T> List<T> named(String from, Owner owner, Set<ResourceId> ids, RowMapper<T> rows) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return database.withHandle(handle -> {
            try (var query = handle.createQuery(
                    "select * from " + from + " and id in (<ids>) order by created_at desc, id collate \"C\" desc")) {
                return query.bind("account", owner.account().text())
                        .bind("region", owner.region())
                        .bindList("ids", ids.stream().map(ResourceId::text).toList())
                        .map(rows)
                        .list();
            }
        });
    }

    @Override
    public List<KnownInstance> chosen(Choice choice, int most) {
        return database.withHandle(handle -> {
            try (var query = handle.createQuery("""
                    select * from known_instances where account_id = :account and not hidden
                        and (cast(:region as text) is null or region_id = :region)
                        and tags @> cast(:tags as text[])
                        and (cast(:terms as text) is null or (paid_until is null) = (:terms = 'AS_USED'))
                    order by id collate "C" limit :most""")) {
                return query.bind("account", choice.account().text())
                        .bind("region", choice.region())
                        .bindArray("tags", String.class, TagColumn.written(choice.tags()))
                        .bind(
                                "terms",
                                choice.terms() == null ? null : choice.terms().name())
                        .bind("most", most)
                        .map((row, context) -> KnownFleetRows.instance(row))
                        .list();
            }
        });
    }

    @Override
    public List<KnownInstance> onHost(String host, int most) {
        return database.withHandle(handle -> {
            try (var query = handle.createQuery("select * from known_instances where host_id = :host and not hidden"
                    + " order by id collate \"C\" limit :most")) {
                return query.bind("host", host)
                        .bind("most", most)
                        .map((row, context) -> KnownFleetRows.instance(row))
                        .list();
            }
        });
    }

    @Override
    public List<KnownHost> hosts(int most) {
        return database.withHandle(handle -> {
            try (var query = handle.createQuery("""
                    select host_id, count(*) as instances, array(
                            select id from known_instances beside
                            where beside.host_id = known.host_id and not beside.hidden
                            order by id collate "C" limit :shown) as first
                    from known_instances known where host_id is not null and not hidden
                    group by host_id order by host_id collate "C" limit :most""")) {
                return query.bind("shown", KnownHost.SHOWN)
                        .bind("most", most)
                        .map((row, context) -> KnownFleetRows.host(row))
                        .list();
            }
        });
    }

    @Override
    public Slice<KnownInstance> instances(Query query) {
        return slice("known_instances" + SHOWN, query, (row, context) -> KnownFleetRows.instance(row));
    }

    @Override
    public Slice<KnownDisk> disks(Query query) {
        return slice("known_disks" + OWNED, query, (row, context) -> KnownDiskRows.read(row));
    }

    private <T> Slice<T> slice(String from, Query wanted, RowMapper<T> rows) {
        String where = from + (wanted.status() == null ? "" : " and status = :status");
        return database.withHandle(handle -> {
            try (var count = handle.createQuery("select count(*) from " + where);
                    var page = handle.createQuery("select * from " + where
                            + " order by created_at desc, id collate \"C\" desc limit :limit offset :offset")) {
                long total = bound(count, wanted).mapTo(Long.class).one();
                var items = bound(page, wanted)
                        .bind("limit", wanted.limit())
                        .bind("offset", wanted.offset())
                        .map(rows)
                        .list();
                return new Slice<>(items, total);
            }
        });
    }

    private static <Q extends SqlStatement<Q>> Q bound(Q query, Query wanted) {
        query.bind("account", wanted.owner().account().text())
                .bind("region", wanted.owner().region());
        return wanted.status() == null ? query : query.bind("status", wanted.status());
    }

    @Override
    public Optional<NotedState> noted(ResourceId instance) {
        return database.withHandle(handle -> {
            try (var query = handle.createQuery("select state, at from noted_states where instance_id = :id")) {
                return query.bind("id", instance.text())
                        .map((row, context) -> KnownFleetRows.noted(row))
                        .findOne();
            }
        });
    }

    @Override
    public void note(ResourceId instance, NotedState state) {
        database.useHandle(handle -> {
            try (var update = handle.createUpdate("""
                    insert into noted_states as noted (instance_id, state, at) values (:id, :state, :at)
                    on conflict (instance_id) do update set state = excluded.state, at = excluded.at
                    where excluded.at >= noted.at""")) {
                update.bind("id", instance.text())
                        .bind("state", state.state())
                        .bind("at", time(state.at()))
                        .execute();
            }
        });
    }

    private static @Nullable Timestamp time(@Nullable Instant time) {
        return time == null ? null : Timestamp.from(time);
    }
}
