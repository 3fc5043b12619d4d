package io.opsbus.invocation.store;

import io.opsbus.invocation.fleet.GuestEvents;
import io.opsbus.invocation.store.memory.InMemoryGuestEvents;

class InMemoryGuestEventsTest extends GuestEventsContract {
    @Override
    GuestEvents empty() {
        return new InMemoryGuestEvents();
    }
}
