package io.opsbus.invocation.store;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.Activation;
import io.opsbus.invocation.fleet.ActivationId;
import io.opsbus.invocation.fleet.ActivationSlot;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.query.ActivationFilter;
import io.opsbus.invocation.query.Managed;
import io.opsbus.invocation.query.ManagedFilter;
import io.opsbus.invocation.query.ManagedFilter.Criterion;
import io.opsbus.invocation.query.Page;
import io.opsbus.invocation.query.Paging;
import io.opsbus.invocation.store.Asked.Listing;
import io.opsbus.invocation.store.Asked.Where;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** {@link Managed} in PostgreSQL. */
public final class PostgresManaged implements Managed {
    private static final String ACTIVATION = "a.body, a.networks, (select count(*) from managed_instances m where"
            + " m.activation = a.id) as registered, (select count(*) from managed_instances m where m.activation = a.id"
            + " and m.is_deregistered) as deregistered";

    private static final String CONNECTED = "(not m.is_awaiting and exists (select from agents g where"
            + " g.instance = m.id and g.connection is not null and g.heard_at > ?))";

    private final Asked asked;

    public PostgresManaged(Jdbi database) {
        this.asked = new Asked(database);
    }

    @Override
    public Optional<ManagedInstance> managed(InstanceId id) {
        return asked.ask(handle -> {
            try (var query = handle.createQuery("select body from managed_instances where id = :id")) {
                return query.bind("id", id.text())
                        .map((row, _) -> ManagedStates.read(row.getString(1)))
                        .findOne();
            }
        });
    }

    @Override
    public Page<ManagedInstance> instances(Scope scope, ManagedFilter filter, Paging paging) {
        Where where = scope(scope, "m").and("not m.is_deregistered");
        for (Criterion criterion : filter.criteria()) {
            where = with(where, criterion);
        }
        return asked.page(
                new Listing("m.body", "managed_instances m", where, "m.place"),
                paging,
                (row, _) -> ManagedStates.read(row.getString("body")));
    }

    private static Where with(Where where, Criterion criterion) {
        return switch (criterion) {
            case ManagedFilter.OneOf(List<InstanceId> ids) ->
                where.and("m.id = any(?)", ids.stream().map(InstanceId::text).toArray(String[]::new));
            case ManagedFilter.Named(String name) -> where.and("m.name = ?", name);
            case ManagedFilter.OfActivation(String id) -> where.and("m.activation = ?", id.toUpperCase(Locale.ROOT));
            case ManagedFilter.AtAddress(String ip) -> where.and("? = any(m.addresses)", ip);
            case ManagedFilter.OfMachine(String machine) -> where.and("m.machine_id = ?", machine);
            case ManagedFilter.WithSystem(String osType) ->
                where.and("lower(m.os_type) = ?", osType.toLowerCase(Locale.ROOT));
            case ManagedFilter.InResourceGroup(String group) -> where.and("m.resource_group = ?", group);
            case ManagedFilter.Connected(boolean yes, Instant since) ->
                where.and((yes ? "" : "not ") + CONNECTED, Timestamp.from(since));
            case ManagedFilter.Tagged(String key, Optional<String> value) -> where.tagged("m", key, value);
        };
    }

    @Override
    public List<ManagedInstance> awaiting(int most) {
        return asked.ask(handle -> {
            try (var query = handle.createQuery("select body from managed_instances"
                    + " where is_awaiting and not is_deregistered order by place limit :most")) {
                return query.bind("most", most)
                        .map((row, _) -> ManagedStates.read(row.getString(1)))
                        .list();
            }
        });
    }

    @Override
    public Optional<ActivationSlot> find(Scope scope, ActivationId id) {
        return activations(scope, ActivationFilter.of(id.text()), new Paging.ByNumber(1, 1)).items().stream()
                .findFirst();
    }

    @Override
    public Page<ActivationSlot> activations(Scope scope, ActivationFilter filter, Paging paging) {
        Where where = scope(scope, "a");
        filter.id().ifPresent(one -> where.and("a.id = ?", one.toUpperCase(Locale.ROOT)));
        filter.name().ifPresent(one -> where.and("a.instance_name = ?", one));
        filter.resourceGroup().ifPresent(one -> where.and("a.resource_group = ?", one));
        filter.tags().forEach(tag -> where.tagged("a", tag.key(), tag.value()));
        return asked.page(
                new Listing(ACTIVATION, "activations a", where, "a.place"),
                paging,
                (row, _) -> new ActivationSlot(
                        Bodies.read(row.getString("body"), Activation.class),
                        row.getInt("registered"),
                        row.getInt("deregistered"),
                        ActivationStates.texts(row, "networks"),
                        null));
    }

    private static Where scope(Scope scope, String table) {
        return new Where()
                .and(table + ".account = ?", scope.account().text())
                .and(table + ".region = ?", scope.region().text());
    }
}
