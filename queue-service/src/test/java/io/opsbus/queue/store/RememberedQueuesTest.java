package io.opsbus.queue.store;

import static io.opsbus.queue.Given.ALICE;
import static io.opsbus.queue.Given.NOON;
import static io.opsbus.queue.Given.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.queue.Attributes;
import io.opsbus.queue.Queues;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RememberedQueuesTest extends QueuesContract {
    @Override
    Queues empty() {
        return new RememberedQueues(new InMemoryQueues(), () -> 0);
    }

    @Test
    void whatAnotherProcessChangesIsSeenWithinASecond() {
        var nanos = new AtomicLong();
        var store = new InMemoryQueues();
        var here = new RememberedQueues(store, nanos::get);
        store.create(ALICE, ORDERS, Attributes.DEFAULT, 1, NOON);
        assertThat(here.find(ALICE, ORDERS)).isPresent();
        store.delete(ALICE, ORDERS);
        assertThat(here.find(ALICE, ORDERS)).isPresent();

        nanos.set(Duration.ofSeconds(1).toNanos());
        assertThat(here.find(ALICE, ORDERS)).isEmpty();
        store.create(ALICE, ORDERS, Attributes.DEFAULT, 1, NOON);
        assertThat(here.find(ALICE, ORDERS))
                .as("what is not there is not remembered")
                .isPresent();
    }
}
