package io.opsbus.queue.message;

import io.opsbus.queue.QueueId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The messages of all queues. Times are the caller's, to the microsecond; what a method has returned is durable. Threads and
 * processes share it. Throws {@link io.opsbus.queue.Queues.Away} when the store does not answer.
 */
public interface Messages {
    /** A message and the queue it is for. */
    record Posting(QueueId queue, Message message) {}

    /**
     * Takes messages in, all of them at once.
     *
     * @return those queues among them that are not there any more; their messages were not taken in
     */
    Set<QueueId> send(List<Posting> postings);

    /**
     * Hands out visible messages, by priority and then roughly in the order they became visible. Nobody else is handed one of
     * them before it is visible again.
     */
    List<Message> receive(Receiving asked);

    /** Looks at visible messages, in the order of {@link #receive}, without any effect. */
    List<Message> peek(QueueId queue, int most, Instant now);

    /** Deletes what these handles hold now; returns the handles that did. */
    Set<ReceiptHandle> delete(QueueId queue, List<ReceiptHandle> handles, Instant now);

    /** Makes the held message visible at another time; empty when the handle holds nothing now. */
    Optional<ReceiptHandle> changeVisibility(QueueId queue, ReceiptHandle handle, Instant visibleAt, Instant now);

    /** How many there are. */
    Depth depth(QueueId queue, Instant now);

    /** Those of {@code queues} that have a message which can be received. */
    Set<QueueId> ready(Collection<QueueId> queues, Instant now);

    /**
     * Lets messages go that have been kept as long as their queue keeps them, and those of deleted queues.
     *
     * @param most messages of one queue in one round
     * @return how many went; less than {@code most} when no queue has more
     */
    int expire(Instant now, int most);
}
