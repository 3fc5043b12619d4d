package io.opsbus.queue;

import java.time.Instant;

/** One queue as it is now. */
public record Queue(
        QueueId id, AccountId account, QueueName name, Attributes attributes, Instant createdAt, Instant modifiedAt) {
    /** The same with other attributes. */
    public Queue with(Attributes changed, Instant now) {
        return new Queue(id, account, name, changed, createdAt, now);
    }
}
