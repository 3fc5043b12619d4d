package io.opsbus.queue.store;

import io.opsbus.queue.Queues;
import io.opsbus.queue.message.Messages;

class InMemoryMessagesTest extends MessagesContract {
    private InMemoryQueues queues = new InMemoryQueues();

    @Override
    Queues emptyQueues() {
        queues = new InMemoryQueues();
        return queues;
    }

    @Override
    Messages messages() {
        return new InMemoryMessages(queues);
    }
}
