package io.opsbus.ledger.memory;

import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.relay.Outbox;
import io.opsbus.ledger.relay.OutboxContract;
import java.sql.SQLException;
import java.util.List;

class InMemoryOutboxTest extends OutboxContract {

    private final InMemoryTables tables = new InMemoryTables();

    @Override
    protected Outbox outbox() {
        return new InMemoryOutbox(tables);
    }

    @Override
    protected Open open(List<OutboxRecord> records) throws SQLException {
        var rows = tables.draw(records, NOW);
        return () -> tables.commit(rows);
    }
}
