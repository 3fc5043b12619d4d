package io.opsbus.invocation.store;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.fleet.FleetAlert;
import io.opsbus.invocation.store.memory.InMemoryFleet;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryTables;
import java.util.ArrayList;
import java.util.List;

class InMemoryFleetTest extends ManagedListsContract {
    @Override
    Store empty() {
        List<FleetAlert> told = new ArrayList<>();
        var all = new InMemoryFleet(new InMemoryTables(), remembering(told), World.of(() -> Given.NOON));
        return new Store(new Reads(all, all, all), all.activationLedger(), all.managedLedger(), told);
    }
}
