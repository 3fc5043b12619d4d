package io.opsbus.queue.store;

import static io.opsbus.queue.Given.ALICE;
import static io.opsbus.queue.Given.NOON;
import static io.opsbus.queue.Given.ORDERS;
import static io.opsbus.queue.Given.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.queue.Given;
import io.opsbus.queue.QueueId;
import io.opsbus.queue.QueueName;
import io.opsbus.queue.Queues;
import io.opsbus.queue.message.Content;
import io.opsbus.queue.message.Depth;
import io.opsbus.queue.message.Message;
import io.opsbus.queue.message.Messages;
import io.opsbus.queue.message.Messages.Posting;
import io.opsbus.queue.message.Property;
import io.opsbus.queue.message.ReceiptHandle;
import io.opsbus.queue.message.Receiving;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of messages does. */
abstract class MessagesContract {
    private static final Duration HELD = Duration.ofSeconds(30);

    private Queues queues;
    private Messages messages;
    private QueueId queue;

    abstract Queues emptyQueues();

    /** The messages of the queues made last. */
    abstract Messages messages();

    @BeforeEach
    void make() {
        queues = emptyQueues();
        messages = messages();
        queue = create("orders");
    }

    private QueueId create(String name) {
        queues.create(ALICE, new QueueName(name), Given.retention(Duration.ofHours(1)), 100, NOON);
        return queues.find(ALICE, new QueueName(name)).orElseThrow().id();
    }

    private void send(Message... sent) {
        assertThat(messages.send(List.of(sent).stream()
                        .map(one -> new Posting(queue, one))
                        .toList()))
                .isEmpty();
    }

    private List<Message> receive(int most, Instant now) {
        return messages.receive(new Receiving(queue, most, now, now.plus(HELD), null));
    }

    private Message receiveOne(Instant now) {
        List<Message> received = receive(1, now);
        assertThat(received).hasSize(1);
        return received.getFirst();
    }

    @Test
    void aMessageIsReceivedAsItWasSent() {
        var content = new Content(
                "你好 ☂ <&>\n",
                List.of(new Property(false, "a b", "1\n2", "STRING"), new Property(true, "dlq", "", "S")));
        var sent = Message.fresh(Given.id(NOON, 1), 3, NOON, NOON, content);
        send(sent);

        Message received = receiveOne(NOON);
        assertThat(received).isEqualTo(sent.received(NOON, NOON.plus(HELD)));
        assertThat(received.content().properties()).isEqualTo(content.properties());
        assertThat(received.receives()).isEqualTo(1);
    }

    @Test
    void whoReceivesHasItAloneUntilItIsVisibleAgain() {
        send(message(1));
        Message first = receiveOne(NOON);

        assertThat(receive(1, NOON.plus(HELD).minusMillis(1))).isEmpty();
        Message second = receiveOne(NOON.plus(HELD));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.receives()).isEqualTo(2);
        assertThat(second.firstReceivedAt()).isEqualTo(NOON);
        assertThat(second.handle()).isNotEqualTo(first.handle());
    }

    @Test
    void onlyTheLastHandleHoldsAMessageAndOnlyForItsTime() {
        send(message(1));
        ReceiptHandle first = receiveOne(NOON).handle();
        Instant later = NOON.plus(HELD);
        assertThat(messages.delete(queue, List.of(first), later)).as("too late").isEmpty();
        ReceiptHandle second = receiveOne(later).handle();

        assertThat(messages.delete(queue, List.of(first), later)).isEmpty();
        assertThat(messages.changeVisibility(queue, first, later.plusSeconds(9), later))
                .isEmpty();
        assertThat(messages.delete(create("other"), List.of(second), later)).isEmpty();
        assertThat(messages.delete(queue, List.of(first, second), later)).containsExactly(second);
        assertThat(messages.delete(queue, List.of(second), later)).isEmpty();
        assertThat(messages.depth(queue, later.plus(HELD))).isEqualTo(new Depth(0, 0, 0));
    }

    @Test
    void changedVisibilityHoldsUnderANewHandle() {
        send(message(1));
        ReceiptHandle first = receiveOne(NOON).handle();
        ReceiptHandle longer = messages.changeVisibility(queue, first, NOON.plusSeconds(100), NOON.plusSeconds(1))
                .orElseThrow();

        assertThat(longer).isNotEqualTo(first);
        assertThat(messages.delete(queue, List.of(first), NOON.plusSeconds(2))).isEmpty();
        assertThat(receive(1, NOON.plusSeconds(99))).isEmpty();
        ReceiptHandle back = messages.changeVisibility(queue, longer, NOON.plusSeconds(50), NOON.plusSeconds(50))
                .orElseThrow();
        assertThat(messages.delete(queue, List.of(back), NOON.plusSeconds(50)))
                .as("given back")
                .isEmpty();
        assertThat(receiveOne(NOON.plusSeconds(50)).receives()).isEqualTo(2);
    }

    @Test
    void priorityComesFirstThenTheTimeTheyWait() {
        send(
                message(1, 16, NOON.minusSeconds(9), NOON.minusSeconds(9)),
                message(2, 8, NOON.minusSeconds(1), NOON.minusSeconds(1)),
                message(3, 8, NOON.minusSeconds(2), NOON.minusSeconds(2)),
                message(4, 1, NOON, NOON));

        assertThat(messages.peek(queue, 2, NOON))
                .extracting(one -> one.content().body())
                .containsExactly("m4", "m3");
        assertThat(receive(16, NOON)).extracting(one -> one.content().body()).containsExactly("m4", "m3", "m2", "m1");
    }

    @Test
    void aDelayedMessageIsNotVisibleYetAndItsSenderMayTakeItBack() {
        Message delayed = message(1, 8, NOON, NOON.plusSeconds(10));
        send(delayed, message(2, 8, NOON, NOON.plusSeconds(10)));

        assertThat(receive(16, NOON.plusSeconds(9))).isEmpty();
        assertThat(messages.peek(queue, 16, NOON.plusSeconds(9))).isEmpty();
        assertThat(messages.delete(queue, List.of(delayed.handle()), NOON.plusSeconds(9)))
                .containsExactly(delayed.handle());
        assertThat(receive(16, NOON.plusSeconds(10)))
                .extracting(one -> one.content().body())
                .containsExactly("m2");
    }

    @Test
    void peekingHasNoEffect() {
        send(message(1));
        assertThat(messages.peek(queue, 16, NOON)).containsExactly(message(1));
        assertThat(messages.peek(queue, 16, NOON)).containsExactly(message(1));
        assertThat(receiveOne(NOON).receives()).isEqualTo(1);
    }

    @Test
    void depthTellsWhatCanBeReceivedWhatIsHeldAndWhatIsDelayed() {
        send(message(1), message(2), message(3), message(4, 8, NOON, NOON.plusSeconds(60)));
        receiveOne(NOON);

        assertThat(messages.depth(queue, NOON)).isEqualTo(new Depth(2, 1, 1));
        assertThat(messages.depth(queue, NOON.plusSeconds(60))).isEqualTo(new Depth(4, 0, 0));
    }

    @Test
    void whatIsReceivedTooOftenMovesToTheDeadLetters() {
        QueueId graves = create("graves");
        var target = new Receiving.Target(graves, 2);
        send(message(1), message(2, 9, NOON, NOON));
        Instant now = NOON;
        for (int times = 0; times < 2; times++) {
            assertThat(messages.receive(new Receiving(queue, 1, now, now.plusSeconds(1), target)))
                    .extracting(one -> one.content().body())
                    .containsExactly("m1");
            now = now.plusSeconds(1);
        }

        assertThat(messages.receive(new Receiving(queue, 1, now, now.plusSeconds(1), target)))
                .extracting(one -> one.content().body())
                .containsExactly("m2");
        assertThat(messages.peek(graves, 16, now)).containsExactly(message(1).moved(now));
        assertThat(messages.depth(queue, now)).isEqualTo(new Depth(0, 1, 0));
    }

    @Test
    void aQueueThatIsGoneTakesNothing() {
        QueueId other = create("other");
        queues.delete(ALICE, ORDERS);

        assertThat(messages.send(List.of(new Posting(queue, message(1)), new Posting(other, message(2)))))
                .isEqualTo(Set.of(queue));
        assertThat(messages.peek(other, 16, NOON)).hasSize(1);
    }

    @Test
    void itIsKnownWhichQueuesHaveSomething() {
        QueueId other = create("other");
        QueueId third = create("third");
        send(message(1), message(2));
        messages.send(List.of(new Posting(other, message(3, 8, NOON, NOON.plusSeconds(5)))));

        assertThat(messages.ready(Set.of(queue, other, third), NOON)).isEqualTo(Set.of(queue));
        assertThat(messages.ready(Set.of(queue, other, third), NOON.plusSeconds(5)))
                .isEqualTo(Set.of(queue, other));
    }

    @Test
    void oldMessagesGoInBoundedRounds() {
        Instant old = NOON.minus(Duration.ofHours(1)).minusMillis(1);
        Message[] sent = IntStream.range(0, 5)
                .mapToObj(number -> message(number, 8, old, old))
                .toArray(Message[]::new);
        send(sent);
        send(message(9));
        receiveOne(NOON);

        assertThat(messages.expire(NOON, 3)).isEqualTo(3);
        assertThat(messages.expire(NOON, 3)).isEqualTo(2);
        assertThat(messages.expire(NOON, 3)).isZero();
        assertThat(messages.peek(queue, 16, NOON))
                .extracting(one -> one.content().body())
                .containsExactly("m9");
    }

    @Test
    void theMessagesOfADeletedQueueGoInBoundedRounds() {
        send(message(1), message(2), message(3));
        queues.delete(ALICE, ORDERS);
        QueueId anew = create("orders");

        assertThat(messages.peek(anew, 16, NOON)).isEmpty();
        assertThat(messages.expire(NOON, 2)).isEqualTo(2);
        assertThat(messages.expire(NOON, 2)).isEqualTo(1);
        assertThat(messages.expire(NOON, 2)).isZero();
        assertThat(messages.depth(queue, NOON)).isEqualTo(new Depth(0, 0, 0));
    }
}
