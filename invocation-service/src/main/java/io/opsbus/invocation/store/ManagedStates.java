package io.opsbus.invocation.store;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.ActivationId;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.fleet.ManagedInstance.Name;
import io.opsbus.invocation.fleet.ManagedInstance.Seen;
import io.opsbus.invocation.fleet.ManagedInstance.Standing;
import io.opsbus.ledger.postgres.States;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Managed instances in the table {@code managed_instances}, for the ledger. */
public final class ManagedStates implements States<InstanceId, ManagedInstance> {
    @Override
    public String text(InstanceId id) {
        return id.text();
    }

    @Override
    public @Nullable ManagedInstance load(Connection connection, InstanceId id) throws SQLException {
        try (var statement = connection.prepareStatement("select body from managed_instances where id = ?")) {
            statement.setString(1, id.text());
            try (var row = statement.executeQuery()) {
                return row.next() ? read(row.getString(1)) : null;
            }
        }
    }

    @Override
    public void save(
            Connection connection, InstanceId id, @Nullable ManagedInstance before, @Nullable ManagedInstance after)
            throws SQLException {
        if (before == null || after == null) {
            throw new SQLException("managed instances come with their activation and never go: " + id);
        }
        try (var statement = connection.prepareStatement(
                "update managed_instances set name = ?, is_deregistered = ?, is_leaving = ?,"
                        + " is_awaiting = ?, body = ? where id = ?")) {
            statement.setString(1, after.name().text());
            statement.setBoolean(2, !after.isListed());
            statement.setBoolean(3, isLeaving(after));
            statement.setBoolean(4, isUnapproved(after));
            statement.setString(5, write(after));
            statement.setString(6, id.text());
            statement.executeUpdate();
        }
    }

    static void insert(Connection connection, ManagedInstance instance) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into managed_instances (id, account, region, activation, name, os_type, machine_id, addresses,
                    resource_group, tag_keys, tag_values, is_deregistered, is_leaving,
                    is_awaiting, body)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            var machine = instance.seen().machine();
            var labels = instance.name().labels();
            statement.setString(1, instance.id().text());
            statement.setString(2, instance.scope().account().text());
            statement.setString(3, instance.scope().region().text());
            statement.setString(4, instance.activation().text());
            statement.setString(5, instance.name().text());
            statement.setString(6, machine.osType());
            statement.setString(7, machine.machineId());
            InvocationStates.putTexts(statement, 8, List.of(instance.seen().address(), machine.intranetIp()));
            statement.setString(9, labels.resourceGroup());
            InvocationStates.putTexts(statement, 10, labels.tags().keySet());
            InvocationStates.putTexts(statement, 11, labels.tags().values());
            statement.setBoolean(12, !instance.isListed());
            statement.setBoolean(13, isLeaving(instance));
            statement.setBoolean(14, isUnapproved(instance));
            statement.setString(15, write(instance));
            statement.executeUpdate();
        }
    }

    private static boolean isLeaving(ManagedInstance instance) {
        return instance.isKnown() && !instance.isListed();
    }

    private static boolean isUnapproved(ManagedInstance instance) {
        return instance.isKnown() && !instance.isApproved();
    }

    /** As it is stored since the first release, when there was no leaving and no approval. */
    private record Body(
            InstanceId id,
            Scope scope,
            ActivationId activation,
            Name name,
            Seen seen,
            @Nullable Instant leaving,
            @Nullable Boolean unapproved,
            @Nullable Instant deregistered) {

        ManagedInstance instance() {
            return new ManagedInstance(id, scope, activation, name, seen, standing());
        }

        private Standing standing() {
            boolean isApproved = unapproved == null || !unapproved;
            if (deregistered != null) {
                return new Standing.Gone(deregistered);
            }
            if (leaving != null) {
                return new Standing.Leaving(leaving, isApproved);
            }
            return isApproved ? new Standing.Registered() : new Standing.Awaiting();
        }
    }

    static ManagedInstance read(String body) {
        return Bodies.read(body, Body.class).instance();
    }

    private static String write(ManagedInstance one) {
        Instant leaving = one.standing() instanceof Standing.Leaving(Instant since, var _) ? since : null;
        Instant gone = one.standing() instanceof Standing.Gone(Instant at) ? at : null;
        Boolean unapproved = isUnapproved(one) ? true : null;
        return Bodies.write(
                new Body(one.id(), one.scope(), one.activation(), one.name(), one.seen(), leaving, unapproved, gone));
    }
}
