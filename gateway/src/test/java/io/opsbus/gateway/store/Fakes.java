package io.opsbus.gateway.store;

import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryLedger;
import io.opsbus.ledger.memory.InMemoryTables;
import java.time.InstantSource;

/** Fakes of this service's stores, put together. */
public final class Fakes {
    private Fakes() {}

    public static InMemoryAccounts accounts(InstantSource clock) {
        return new InMemoryAccounts(new InMemoryLedger<>(
                "account",
                new InMemoryTables(),
                fact -> {
                    throw new IllegalStateException("nothing is published about accounts: " + fact);
                },
                World.of(clock),
                () -> {}));
    }
}
