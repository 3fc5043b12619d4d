package io.opsbus.notifier.store;

import io.opsbus.notifier.history.PastEvents;

class InMemoryPastEventsTest extends PastEventsContract {
    @Override
    PastEvents empty() {
        return new InMemoryPastEvents();
    }
}
