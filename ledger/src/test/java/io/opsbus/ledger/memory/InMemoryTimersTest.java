package io.opsbus.ledger.memory;

import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.Tally;
import io.opsbus.ledger.Tally.Counted;
import io.opsbus.ledger.World;
import io.opsbus.ledger.timer.Timers;
import io.opsbus.ledger.timer.TimersContract;
import org.jspecify.annotations.Nullable;

class InMemoryTimersTest extends TimersContract {

    private final InMemoryTables tables = new InMemoryTables();
    private @Nullable Ledger<String, Tally, Counted> ledger;

    @Override
    protected Timers timers() {
        return new InMemoryTimers("tallies", tables);
    }

    @Override
    protected Ledger<String, Tally, Counted> ledger(World world) {
        if (ledger == null) {
            ledger = new InMemoryLedger<>("tallies", tables, Tally::encode, world, () -> {});
        }
        return ledger;
    }
}
