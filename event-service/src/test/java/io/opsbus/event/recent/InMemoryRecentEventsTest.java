package io.opsbus.event.recent;

class InMemoryRecentEventsTest extends RecentEventsContract {
    @Override
    protected RecentEvents boundedByThree() {
        return new InMemoryRecentEvents(3);
    }
}
