package io.opsbus.invocation.store;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.delivery.DueOutputs;
import io.opsbus.invocation.delivery.OutputDeliveries;
import io.opsbus.invocation.store.memory.InMemoryInvocations;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryTables;
import java.util.Map;

class InMemoryOutputsTest extends OutputsContract {
    private InMemoryInvocations all = fresh();

    private static InMemoryInvocations fresh() {
        return new InMemoryInvocations(
                new InMemoryTables(),
                fact -> OutboxRecord.tombstone("topic", "key", Map.of(), "fact"),
                fact -> OutboxRecord.tombstone("topic", "key", Map.of(), "fact"),
                World.of(() -> Given.NOON));
    }

    @Override
    Store empty() {
        all = fresh();
        return new Store(all.invocationLedger(), all.taskLedger(), all);
    }

    @Override
    OutputDeliveries deliveries() {
        return all.outputs();
    }

    @Override
    DueOutputs due() {
        return all.outputs();
    }
}
