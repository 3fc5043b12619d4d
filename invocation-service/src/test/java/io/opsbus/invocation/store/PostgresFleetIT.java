package io.opsbus.invocation.store;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.fleet.NoFact;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.PostgresLedger;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;

class PostgresFleetIT extends FleetContract {
    private static DataSource source;

    @BeforeAll
    static void make() throws SQLException {
        source = TestDatabase.fresh();
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
        FactEncoder<NoFact> none = fact -> {
            throw new AssertionError(fact);
        };
        Jdbi jdbi = Jdbi.create(source);
        return new Store(
                new PostgresFleet(jdbi),
                new PostgresManaged(jdbi),
                new PostgresAgents(jdbi),
                new PostgresLedger<>("activation", source, new ActivationStates(), none, world, () -> {}),
                new PostgresLedger<>("managed", source, new ManagedStates(), none, world, () -> {}));
    }
}
