package io.opsbus.queue.wait;

import io.opsbus.queue.QueueId;
import io.opsbus.queue.message.Message;
import io.opsbus.queue.message.Messages;
import io.opsbus.queue.message.Receiving;
import io.opsbus.queue.wait.Waiters.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Receives, and waits when there is nothing. */
public final class Reception {
    private final Messages messages;
    private final Waiters waiters;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    /** @param nanoTime of a clock that never goes back, for how long somebody waits */
    public Reception(Messages messages, Waiters waiters, InstantSource clock, LongSupplier nanoTime) {
        this.messages = messages;
        this.waiters = waiters;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * Messages, or none after {@code wait}.
     *
     * @param asking makes the request anew for each look, since a message is hidden from the time it is handed out
     */
    public List<Message> receive(QueueId queue, Duration wait, Function<Instant, Receiving> asking) {
        if (wait.isZero()) {
            return look(queue, asking);
        }
        Optional<Waiter> joined = waiters.join(queue);
        if (joined.isEmpty()) {
            return look(queue, asking);
        }
        try (Waiter waiter = joined.get()) {
            return wait(queue, waiter, nanoTime.getAsLong() + wait.toNanos(), asking);
        }
    }

    private List<Message> wait(QueueId queue, Waiter waiter, long end, Function<Instant, Receiving> asking) {
        while (true) {
            List<Message> found = look(queue, asking);
            if (!found.isEmpty() || waiters.isClosed() || !await(waiter, end)) {
                return found;
            }
        }
    }

    private boolean await(Waiter waiter, long end) {
        try {
            return waiter.await(Math.max(0, end - nanoTime.getAsLong()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<Message> look(QueueId queue, Function<Instant, Receiving> asking) {
        Receiving asked = asking.apply(clock.instant());
        List<Message> found = messages.receive(asked);
        if (found.size() == asked.most()) {
            // there may be more for whoever waits
            waiters.arrived(queue, 1);
        }
        return found;
    }

    /**
     * Looks after those who wait: delays and visibility end by themselves, and other processes send too. Call it a few times a
     * second; it asks the store one question, and none when nobody waits.
     */
    public void tick() {
        Set<QueueId> queues = waiters.queues();
        if (!queues.isEmpty()) {
            messages.ready(queues, clock.instant()).forEach(queue -> waiters.arrived(queue, 1));
        }
    }
}
