package io.opsbus.invocation.store;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.Fleet;
import io.opsbus.invocation.fleet.FleetNews;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.query.Page;
import io.opsbus.invocation.query.Paging;
import io.opsbus.invocation.store.Asked.Listing;
import io.opsbus.invocation.store.Asked.Where;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** {@link Fleet} in PostgreSQL. */
public final class PostgresFleet implements Fleet {
    private static final String COLUMNS = "id, account, region, name, os_type, is_running, is_simulated";

    private final Asked asked;

    public PostgresFleet(Jdbi database) {
        this.asked = new Asked(database);
    }

    @Override
    public List<KnownInstance> find(Scope scope, Collection<InstanceId> ids) {
        String[] texts = ids.stream().map(InstanceId::text).toArray(String[]::new);
        return asked.ask(handle -> {
            try (var query = handle.createQuery("select " + COLUMNS + " from " + FleetRows.BOTH
                    + " where id = any(:ids) and account = :account and region = :region order by kind, place")) {
                return query.bind("ids", texts)
                        .bind("account", scope.account().text())
                        .bind("region", scope.region().text())
                        .map((row, _) -> FleetRows.instance(row))
                        .list();
            }
        });
    }

    @Override
    public List<InstanceId> tagged(Scope scope, List<Tag> tags, int most) {
        Where where = new Where()
                .and("account = ?", scope.account().text())
                .and("region = ?", scope.region().text())
                .and("is_running");
        tags.forEach(tag -> where.tagged("instances", tag.key(), tag.value()));
        return asked.list(
                new Listing("id", FleetRows.BOTH, where, "kind, place"),
                most,
                (row, _) -> new InstanceId(row.getString("id")));
    }

    @Override
    public Optional<KnownInstance> instance(InstanceId id) {
        return asked.ask(handle -> {
            try (var query = handle.createQuery("select " + COLUMNS + " from " + FleetRows.OWN + " where id = :id")) {
                return query.bind("id", id.text())
                        .map((row, _) -> FleetRows.instance(row))
                        .findOne();
            }
        });
    }

    @Override
    public Page<KnownInstance> list(Scope scope, Optional<String> osType, Paging paging) {
        Where where = new Where()
                .and("account = ?", scope.account().text())
                .and("region = ?", scope.region().text());
        osType.ifPresent(one -> where.and("lower(os_type) = ?", one.toLowerCase(Locale.ROOT)));
        // even numbers are instances, odd ones managed
        return asked.page(
                new Listing(COLUMNS, FleetRows.BOTH, where, "(place * 2 + kind)"),
                paging,
                (row, _) -> FleetRows.instance(row));
    }

    @Override
    public OptionalLong revision(InstanceId id) {
        return asked.ask(handle -> {
            try (var query = handle.createQuery("select revision from known_instances where id = :id")) {
                return query.bind("id", id.text())
                        .mapTo(Long.class)
                        .findOne()
                        .map(OptionalLong::of)
                        .orElseGet(OptionalLong::empty);
            }
        });
    }

    @Override
    public void take(List<FleetNews> news) {
        // in one order everywhere, so that two processes cannot wait for each other in a ring
        SequencedMap<String, FleetNews> last = new TreeMap<>();
        news.forEach(one -> last.put(one.id().text(), one));
        asked.ask(handle -> handle.inTransaction(transaction -> {
            last.values().forEach(one -> take(transaction, one));
            return last.size();
        }));
    }

    private static void take(Handle handle, FleetNews news) {
        int ignored = switch (news) {
            case FleetNews.Gone(InstanceId id) -> handle.execute("delete from known_instances where id = ?", id.text());
            case FleetNews.Seen(KnownInstance instance, var tags, boolean isReleasing, long revision) ->
                handle.execute(
                        """
                                insert into known_instances
                                    (id, account, region, name, os_type, is_running, is_simulated, is_releasing,
                                        revision, tag_keys, tag_values)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                on conflict (id) do update set
                                    account = excluded.account, region = excluded.region, name = excluded.name,
                                    os_type = excluded.os_type, is_running = excluded.is_running,
                                    is_simulated = excluded.is_simulated,
                                    is_releasing = excluded.is_releasing, revision = excluded.revision,
                                    tag_keys = excluded.tag_keys, tag_values = excluded.tag_values
                                where known_instances.revision <= excluded.revision""",
                        instance.id().text(),
                        instance.scope().account().text(),
                        instance.scope().region().text(),
                        instance.name(),
                        instance.osType(),
                        instance.isRunning(),
                        instance.isSimulated(),
                        isReleasing,
                        revision,
                        tags.keySet().toArray(String[]::new),
                        tags.values().toArray(String[]::new));
        };
    }
}
