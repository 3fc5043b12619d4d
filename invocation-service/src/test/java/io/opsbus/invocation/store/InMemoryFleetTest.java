package io.opsbus.invocation.store;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.store.memory.InMemoryFleet;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryTables;

class InMemoryFleetTest extends FleetContract {
    @Override
    Store empty() {
        var all = new InMemoryFleet(new InMemoryTables(), World.of(() -> Given.NOON));
        return new Store(all, all, all, all.activationLedger(), all.managedLedger());
    }
}
