package io.opsbus.invocation.store;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.ledger.postgres.States;
import java.sql.Connection;
import java.sql.SQLException;
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
                return row.next() ? Bodies.read(row.getString(1), ManagedInstance.class) : null;
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
                "update managed_instances set name = ?, is_deregistered = ?, body = ? where id = ?")) {
            statement.setString(1, after.name().text());
            statement.setBoolean(2, after.deregistered() != null);
            statement.setString(3, Bodies.write(after));
            statement.setString(4, id.text());
            statement.executeUpdate();
        }
    }

    static void insert(Connection connection, ManagedInstance instance) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into managed_instances (id, account, region, activation, name, os_type, machine_id, addresses,
                    resource_group, tag_keys, tag_values, is_deregistered, body)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
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
            statement.setBoolean(12, instance.deregistered() != null);
            statement.setString(13, Bodies.write(instance));
            statement.executeUpdate();
        }
    }
}
