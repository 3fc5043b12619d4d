package io.opsbus.event.query;

import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.SystemEvent;

class InMemorySystemEventsTest extends SystemEventsContract {
    @Override
    protected Store store() {
        var events = new InMemorySystemEvents();
        return new Store() {
            @Override
            public SystemEvents events() {
                return events;
            }

            @Override
            public void put(SystemEvent event) {
                events.put(event.id(), event);
            }

            @Override
            public void forget(EventId id) {
                events.put(id, null);
            }
        };
    }
}
