package io.opsbus.invocation.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.FleetAlert;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.fleet.ManagedInstance.Standing;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.PostgresLedger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresFleetIT extends ManagedListsContract {
    private static DataSource source;

    @BeforeAll
    static void make() throws SQLException {
        source = TestDatabase.fresh();
    }

    /** The first release had one time in the row, and no leaving. */
    @Test
    void rowsOfTheFirstReleaseAreRead() throws SQLException {
        createActivation();
        InstanceId gone = register("mi-1").id();
        ManagedInstance registered = register("mi-2");
        TestDatabase.execute(
                source,
                "update managed_instances set is_deregistered = true,"
                        + " body = (body::jsonb || '{\"deregistered\": \"2026-11-23T12:00:00Z\"}')::text where id = 'mi-1'");
        TestDatabase.execute(
                source,
                "do $$ begin assert not exists (select from managed_instances where body ~ 'leaving|unapproved|standing'); end $$");
        assertThat(store().managed().managed(gone).orElseThrow().standing()).isEqualTo(new Standing.Gone(Given.NOON));
        assertThat(store().managed().managed(registered.id())).contains(registered);
    }

    @Override
    Store empty() {
        try {
            TestDatabase.execute(
                    source,
                    "truncate known_instances, managed_instances, activations, agents, outbox, applied_changes, timers");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        var world = World.of(() -> Given.NOON);
        List<FleetAlert> told = new ArrayList<>();
        FactEncoder<FleetAlert> alerts = remembering(told);
        Jdbi jdbi = Jdbi.create(source);
        return new Store(
                new Reads(new PostgresFleet(jdbi), new PostgresManaged(jdbi), new PostgresAgents(jdbi)),
                new PostgresLedger<>("activation", source, new ActivationStates(), alerts, world, () -> {}),
                new PostgresLedger<>("managed", source, new ManagedStates(), alerts, world, () -> {}),
                told);
    }
}
