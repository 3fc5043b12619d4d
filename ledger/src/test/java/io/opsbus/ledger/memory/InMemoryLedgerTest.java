package io.opsbus.ledger.memory;

import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.LedgerContract;
import io.opsbus.ledger.Tally;
import io.opsbus.ledger.Tally.Counted;
import io.opsbus.ledger.Timer;
import io.opsbus.ledger.World;
import io.opsbus.ledger.relay.Outbox;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

class InMemoryLedgerTest extends LedgerContract {

    private InMemoryTables tables = new InMemoryTables();
    private InMemoryLedger<String, Tally, Counted> ledger = fresh(World.of(() -> NOW));

    @BeforeEach
    void emptyTables() {
        tables = new InMemoryTables();
    }

    private InMemoryLedger<String, Tally, Counted> fresh(World world) {
        return new InMemoryLedger<>("tallies", tables, Tally::encode, world, () -> {});
    }

    @Override
    protected Ledger<String, Tally, Counted> ledger(World world) {
        ledger = fresh(world);
        return ledger;
    }

    @Override
    protected Optional<Tally> stored(String id) {
        return ledger.state(id);
    }

    @Override
    protected List<Outbox.Row> outbox() throws SQLException {
        try (var turn = new InMemoryOutbox(tables).claim().orElseThrow()) {
            return turn.read(1_000);
        }
    }

    @Override
    protected List<Timer.Due> due(Instant now) throws SQLException {
        return new InMemoryTimers("tallies", tables).claim(now, 100, Duration.ofSeconds(30));
    }

    @Override
    protected int forgetAppliedBefore(Instant before, int batch) throws SQLException {
        return tables.forgetAppliedBefore(before, batch);
    }
}
