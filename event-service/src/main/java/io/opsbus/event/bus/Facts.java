package io.opsbus.event.bus;

import io.opsbus.event.AcceptedEvent;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.Headers;
import java.util.HashMap;
import java.util.Map;

/** The record an {@link AcceptedEvent} becomes. */
public final class Facts implements FactEncoder<AcceptedEvent> {
    @Override
    public OutboxRecord encode(AcceptedEvent fact) {
        Map<String, String> headers = new HashMap<>();
        headers.put(Headers.EVENT_ID, fact.eventId());
        headers.put(Headers.TRACEPARENT, fact.trace().toString());
        if (fact.hops() > 0) {
            headers.put(Headers.HOPS, Integer.toString(fact.hops()));
        }
        return new OutboxRecord(fact.topic(), fact.key(), fact.record(), headers, fact.factId());
    }
}
