package io.opsbus.queue.store;

import io.opsbus.queue.Queues;

class InMemoryQueuesTest extends QueuesContract {
    @Override
    Queues empty() {
        return new InMemoryQueues();
    }
}
