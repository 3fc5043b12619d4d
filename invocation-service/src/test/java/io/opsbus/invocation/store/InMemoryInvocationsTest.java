package io.opsbus.invocation.store;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.store.memory.InMemoryInvocations;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryTables;
import java.util.Map;

class InMemoryInvocationsTest extends InvocationListsContract {
    @Override
    Store empty() {
        var all = new InMemoryInvocations(
                new InMemoryTables(),
                fact -> OutboxRecord.tombstone("topic", "key", Map.of(), "fact"),
                fact -> OutboxRecord.tombstone("topic", "key", Map.of(), "fact"),
                World.of(() -> Given.NOON));
        return new Store(all.invocationLedger(), all.taskLedger(), all);
    }
}
