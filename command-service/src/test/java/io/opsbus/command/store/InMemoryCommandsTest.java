package io.opsbus.command.store;

import io.opsbus.command.CommandFact;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.Given;
import io.opsbus.command.Slot;
import io.opsbus.command.query.Commands;
import io.opsbus.command.use.CommandUses;
import io.opsbus.command.use.InvokeTimes;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryTables;
import java.util.Map;

class InMemoryCommandsTest extends CommandsContract {
    private final InMemoryCommands both = new InMemoryCommands(
            new InMemoryTables(),
            fact -> OutboxRecord.tombstone("topic", fact.id().text(), Map.of(), fact.id() + "." + fact.revision()),
            World.of(() -> Given.NOON));

    @Override
    Ledger<CommandPlace, Slot, CommandFact> emptyLedger() {
        return both;
    }

    @Override
    Commands commands() {
        return both;
    }

    @Override
    InvokeTimes times() {
        return both;
    }

    @Override
    CommandUses uses() {
        return both;
    }
}
