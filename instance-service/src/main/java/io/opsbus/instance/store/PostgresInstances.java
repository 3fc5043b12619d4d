package io.opsbus.instance.store;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Scope;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.page.Page;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.query.InstanceFilter;
import io.opsbus.instance.query.InstanceFilter.Criterion;
import io.opsbus.instance.query.Instances;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** {@link Instances} in the table {@code instances}. */
public final class PostgresInstances implements Instances {
    private final TableReads<InstanceId, Instance> reads;

    /** Instances in this database; see {@link PostgresReads#on}. */
    PostgresInstances(Jdbi database) {
        reads = new TableReads<>(database, Tables.INSTANCES);
    }

    @Override
    public Optional<Instance> find(AccountId account, InstanceId id) {
        return reads.find(account, id);
    }

    @Override
    public Page<Instance> list(Scope scope, InstanceFilter filter, Paging paging) {
        var where = new Where();
        filter.criteria().forEach(criterion -> add(where, criterion));
        return reads.list(scope, where, paging);
    }

    private static Where add(Where where, Criterion criterion) {
        return switch (criterion) {
            case InstanceFilter.Ids it ->
                where.oneOf(
                        "instance_id", it.ids().stream().map(InstanceId::text).toList());
            case InstanceFilter.Name it -> where.like("name", it.pattern().like());
            case InstanceFilter.InStatus it -> where.is("status", it.status().name());
            case InstanceFilter.InZone it -> where.is("zone_id", it.zone().text());
            case InstanceFilter.OfType it -> where.is("instance_type", it.type().text());
            case InstanceFilter.OfFamily it -> where.is("family", it.family());
            case InstanceFilter.FromImage it -> where.is("image_id", it.image().text());
            case InstanceFilter.InVpc it -> where.is("vpc_id", it.vpc().text());
            case InstanceFilter.InVSwitch it ->
                where.is("vswitch_id", it.vSwitch().text());
            case InstanceFilter.InSecurityGroup it ->
                where.overlaps("security_groups", List.of(it.group().text()));
            case InstanceFilter.PrivateIps it -> where.oneOf("private_ip", it.addresses());
            case InstanceFilter.PublicIps it -> where.overlaps("public_ips", it.addresses());
            case InstanceFilter.Charged it ->
                where.is("charge_type", it.charge().name());
            case InstanceFilter.InternetCharged it ->
                where.is("internet_charge", it.charge().name());
            case InstanceFilter.InResourceGroup it ->
                where.is("resource_group", it.group().text());
            case InstanceFilter.WithKeyPair it -> where.is("key_pair", it.name());
            case InstanceFilter.LockedFor it ->
                where.overlaps("locks", List.of(it.reason().name()));
            case InstanceFilter.Tagged it -> where.tagged(ResourceKind.INSTANCE, "instance_id", it.tag());
            case InstanceFilter.MetadataEnabled it -> where.is("metadata_enabled", it.enabled());
            case InstanceFilter.MetadataTokensRequired it -> where.is("metadata_tokens", it.required());
            case InstanceFilter.CreatedFrom it -> where.from("created_at", it.at());
            case InstanceFilter.CreatedUntil it -> where.until("created_at", it.at());
            case InstanceFilter.ExpiresFrom it -> where.from("expires_at", it.at());
            case InstanceFilter.ExpiresUntil it -> where.until("expires_at", it.at());
            case InstanceFilter.Nothing _ -> where.nothing();
        };
    }
}
