package io.opsbus.invocation.store;

import io.opsbus.invocation.fleet.Activation;
import io.opsbus.invocation.fleet.ActivationId;
import io.opsbus.invocation.fleet.ActivationSlot;
import io.opsbus.ledger.postgres.States;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Activations in the table {@code activations}, for the ledger; a machine that is registered comes with the same change. */
public final class ActivationStates implements States<ActivationId, ActivationSlot> {
    @Override
    public String text(ActivationId id) {
        return id.text();
    }

    @Override
    public @Nullable ActivationSlot load(Connection connection, ActivationId id) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select body, (select count(*) from managed_instances m where m.activation = a.id),
                    (select count(*) from managed_instances m where m.activation = a.id and m.is_deregistered),
                    networks
                from activations a where id = ?""")) {
            statement.setString(1, id.text());
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? new ActivationSlot(
                                Bodies.read(row.getString(1), Activation.class),
                                row.getInt(2),
                                row.getInt(3),
                                texts(row, "networks"),
                                null)
                        : null;
            }
        }
    }

    @Override
    public void save(
            Connection connection, ActivationId id, @Nullable ActivationSlot before, @Nullable ActivationSlot after)
            throws SQLException {
        Activation old = before == null ? null : before.activation();
        Activation now = after == null ? null : after.activation();
        if (after == null || now == null) {
            try (var statement = connection.prepareStatement("delete from activations where id = ?")) {
                statement.setString(1, id.text());
                statement.executeUpdate();
            }
            return;
        }
        if (before == null || old == null) {
            insert(connection, now);
        } else if (!old.equals(now) || !before.networks().equals(after.networks())) {
            update(connection, now, after.networks());
        }
        if (after.newcomer() != null) {
            ManagedStates.insert(connection, after.newcomer());
        }
    }

    private static void update(Connection connection, Activation activation, List<String> networks)
            throws SQLException {
        try (var statement =
                connection.prepareStatement("update activations set body = ?, networks = ? where id = ?")) {
            statement.setString(1, Bodies.write(activation));
            InvocationStates.putTexts(statement, 2, networks);
            statement.setString(3, activation.id().text());
            statement.executeUpdate();
        }
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static void insert(Connection connection, Activation activation) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into activations (id, account, region, instance_name, body, resource_group, tag_keys, tag_values)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")) {
            var labels = activation.rules().labels();
            statement.setString(1, activation.id().text());
            statement.setString(2, activation.scope().account().text());
            statement.setString(3, activation.scope().region().text());
            statement.setString(4, activation.rules().instanceName());
            statement.setString(5, Bodies.write(activation));
            statement.setString(6, labels.resourceGroup());
            InvocationStates.putTexts(statement, 7, labels.tags().keySet());
            InvocationStates.putTexts(statement, 8, labels.tags().values());
            statement.executeUpdate();
        }
    }
}
