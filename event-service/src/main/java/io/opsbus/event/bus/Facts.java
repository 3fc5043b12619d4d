package io.opsbus.event.bus;

import io.opsbus.event.AcceptedEvent;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.Headers;
import java.util.Map;

/** The record an {@link AcceptedEvent} becomes. */
public final class Facts implements FactEncoder<AcceptedEvent> {
    @Override
    public OutboxRecord encode(AcceptedEvent fact) {
        return new OutboxRecord(
                fact.topic(),
                fact.key(),
                fact.record(),
                Map.of(
                        Headers.EVENT_ID, fact.eventId(),
                        Headers.TRACEPARENT, fact.trace().toString()),
                fact.factId());
    }
}
