package io.opsbus.invocation.bus;

import io.opsbus.invocation.fleet.FleetAlert;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.Level;
import io.opsbus.schemas.ecs.instance.ManagedInstanceAlert;
import io.opsbus.schemas.ecs.instance.ManagedInstanceAlertContent;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.time.Instant;

/** Alerts as records of {@code ecs.managed-instance.alert}, where rules of notification can match them. */
public final class AlertRecords implements FactEncoder<FleetAlert> {
    private static final String NAME = "Instance:ManagedInstance:";

    private final Encoded<ManagedInstanceAlert> alerts;

    /** Records whose schemas are in this registry. */
    public AlertRecords(SchemaRegistry registry) {
        this.alerts = new Encoded<>(Topics.MANAGED_INSTANCE_ALERT, registry);
    }

    /** Registers the schema. Safe to repeat. */
    public void register() {
        alerts.register();
    }

    @Override
    public OutboxRecord encode(FleetAlert fact) {
        ManagedInstanceAlert alert = record(fact);
        return alerts.record(fact.instance().id().text(), alert, alert.getId());
    }

    static ManagedInstanceAlert record(FleetAlert alert) {
        return switch (alert) {
            case FleetAlert.DeregistrationWithdrawn(ManagedInstance instance, Instant since, var _) ->
                record(alert, "DeregistrationWithdrawn", content(instance).setDeregistrationTime(since));
            case FleetAlert.NewNetwork(ManagedInstance instance, String network, var _) ->
                record(alert, "ActivationUsedFromNewNetwork", content(instance).setNetwork(network));
            case FleetAlert.AwaitsApproval(ManagedInstance instance, var _) ->
                record(alert, "AwaitsApproval", content(instance));
        };
    }

    private static ManagedInstanceAlertContent.Builder content(ManagedInstance instance) {
        return ManagedInstanceAlertContent.newBuilder()
                .setInstanceId(instance.id().text())
                .setActivationId(instance.activation().text());
    }

    private static ManagedInstanceAlert record(
            FleetAlert alert, String what, ManagedInstanceAlertContent.Builder content) {
        ManagedInstance instance = alert.instance();
        var scope = instance.scope();
        return ManagedInstanceAlert.newBuilder()
                .setVer("1.0")
                .setId(instance.id() + "." + what + "." + alert.at().toEpochMilli())
                .setProduct("ECS")
                .setResourceId("acs:ecs:" + scope.region() + ":" + scope.account() + ":instance/" + instance.id())
                .setLevel(Level.WARN)
                .setName(NAME + what)
                .setUserId(scope.account().text())
                .setEventTime(alert.at())
                .setRegionId(scope.region().text())
                .setContent(content.build())
                .build();
    }
}
