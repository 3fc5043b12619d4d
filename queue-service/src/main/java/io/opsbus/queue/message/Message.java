package io.opsbus.queue.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message in a queue. Times to the microsecond.
 *
 * @param priority {@link Priority#FIRST} to {@link Priority#LAST}
 * @param visibleAt from when it can be received
 * @param firstReceivedAt null until it is received
 * @param receives how often it was received
 */
public record Message(
        MessageId id,
        int priority,
        Instant enqueuedAt,
        Instant visibleAt,
        @Nullable Instant firstReceivedAt,
        int receives,
        Content content) {
    /** One that is being sent. */
    public static Message fresh(MessageId id, int priority, Instant now, Instant visibleAt, Content content) {
        return new Message(id, priority, now, visibleAt, null, 0, content);
    }

    /** Once more received. */
    public Message received(Instant now, Instant visibleAgainAt) {
        Instant first = firstReceivedAt == null ? now : firstReceivedAt;
        return new Message(id, priority, enqueuedAt, visibleAgainAt, first, receives + 1, content);
    }

    /** The same, visible at another time. */
    public Message visibleFrom(Instant time) {
        return new Message(id, priority, enqueuedAt, time, firstReceivedAt, receives, content);
    }

    /** As it begins anew in the queue of dead letters; it is kept as long as if it had been sent there in the first place. */
    public Message moved(Instant now) {
        return new Message(id, priority, enqueuedAt, now, null, 0, content);
    }

    /** What its receiver has in hand. */
    public ReceiptHandle handle() {
        return new ReceiptHandle(id, receives, visibleAt);
    }

    /** Whether {@code handle} is that of the last receive, and that receive still holds. */
    public boolean isHeldBy(ReceiptHandle handle, Instant now) {
        return handle.equals(handle()) && visibleAt.isAfter(now);
    }
}
