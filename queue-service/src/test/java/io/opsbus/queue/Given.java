package io.opsbus.queue;

import io.opsbus.queue.message.Content;
import io.opsbus.queue.message.Message;
import io.opsbus.queue.message.MessageId;
import io.opsbus.queue.message.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The cast of this service's tests. */
public final class Given {
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");
    public static final AccountId ALICE = new AccountId("1600000000000001");
    public static final AccountId BOB = new AccountId("1600000000000002");
    public static final QueueName ORDERS = new QueueName("orders");

    private Given() {}

    /** Another one for each number. */
    public static MessageId id(Instant now, int number) {
        return MessageId.of(now.toEpochMilli(), number, (long) number << 2);
    }

    /** Sent at noon and visible at once. */
    public static Message message(int number) {
        return message(number, Priority.USUAL, NOON, NOON);
    }

    public static Message message(int number, int priority, Instant now, Instant visibleAt) {
        return Message.fresh(id(now, number), priority, now, visibleAt, new Content("m" + number, List.of()));
    }

    public static Attributes retention(Duration time) {
        Attributes usual = Attributes.DEFAULT;
        return new Attributes(
                usual.delay(), usual.largest(), time, usual.visibility(), usual.poll(), usual.isLogged(), null);
    }
}
