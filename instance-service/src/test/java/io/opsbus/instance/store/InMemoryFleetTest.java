package io.opsbus.instance.store;

import io.opsbus.instance.control.Ledgers;
import io.opsbus.instance.control.Reads;
import io.opsbus.instance.store.memory.InMemoryFleet;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryLedger;
import io.opsbus.ledger.memory.InMemoryTables;
import java.time.InstantSource;

class InMemoryFleetTest extends FleetReadsContract {
    @Override
    Stored fresh() {
        return stored(new InMemoryTables(), InstantSource.system());
    }

    static Stored stored(InMemoryTables tables, InstantSource clock) {
        var fleet = new InMemoryFleet();
        var world = World.of(clock);
        return new Stored(
                new Ledgers(
                        fleet.instances(new InMemoryLedger<>(Ledgers.INSTANCES, tables, none(), world, () -> {})),
                        fleet.disks(new InMemoryLedger<>(Ledgers.DISKS, tables, none(), world, () -> {})),
                        fleet.snapshots(new InMemoryLedger<>(Ledgers.SNAPSHOTS, tables, none(), world, () -> {}))),
                new Reads(fleet, fleet, fleet, fleet, fleet));
    }

    private static <F> FactEncoder<F> none() {
        return fact -> {
            throw new IllegalStateException("no facts here: " + fact);
        };
    }
}
