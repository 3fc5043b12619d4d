package io.opsbus.queue.wait;

import static io.opsbus.queue.Given.ALICE;
import static io.opsbus.queue.Given.NOON;
import static io.opsbus.queue.Given.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.queue.Attributes;
import io.opsbus.queue.Given;
import io.opsbus.queue.QueueId;
import io.opsbus.queue.message.Message;
import io.opsbus.queue.message.Messages.Posting;
import io.opsbus.queue.message.Receiving;
import io.opsbus.queue.store.InMemoryMessages;
import io.opsbus.queue.store.InMemoryQueues;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReceptionTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final SettableClock clock = SettableClock.at(NOON);
    private final InMemoryQueues queues = new InMemoryQueues();
    private final InMemoryMessages messages = new InMemoryMessages(queues);
    private final Waiters waiters = new Waiters(1_000, 500);
    private final Reception reception = new Reception(messages, waiters, clock, System::nanoTime);
    private QueueId queue = new QueueId(0);

    @BeforeEach
    void make() {
        queues.create(ALICE, ORDERS, Attributes.DEFAULT, 1, NOON);
        queue = queues.find(ALICE, ORDERS).orElseThrow().id();
    }

    private Receiving one(Instant now) {
        return new Receiving(queue, 1, now, now.plusSeconds(30), null);
    }

    private CompletableFuture<List<Message>> waiting(Duration wait) {
        return CompletableFuture.supplyAsync(
                () -> reception.receive(queue, wait, this::one), Executors.newVirtualThreadPerTaskExecutor());
    }

    private void send(int number, Instant visibleAt) {
        messages.send(List.of(new Posting(queue, Given.message(number, 8, NOON, visibleAt))));
    }

    private void untilWaiting(int number) {
        while (waiters.count() < number) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoDoesNotWaitIsAnsweredAtOnce() {
        assertThat(reception.receive(queue, Duration.ZERO, this::one)).isEmpty();
        assertThat(waiters.count()).isZero();
    }

    @Test
    void whoWaitsInVainIsAnsweredInTheEnd() {
        assertThat(reception.receive(queue, Duration.ofMillis(5), this::one)).isEmpty();
        assertThat(waiters.count()).isZero();
        assertThat(waiters.queues()).isEmpty();
    }

    @Test
    void aMessageWakesOneWhoWaits() {
        var first = waiting(LONG);
        untilWaiting(1);
        send(1, NOON);
        waiters.arrived(queue, 1);

        assertThat(first.join()).hasSize(1);
    }

    @Test
    void whatBecomesVisibleByItselfIsFoundByTheTick() {
        var first = waiting(LONG);
        var second = waiting(LONG);
        untilWaiting(2);
        send(1, NOON.plusSeconds(10));
        send(2, NOON.plusSeconds(10));
        reception.tick();
        assertThat(first).isNotDone();

        clock.advance(Duration.ofSeconds(10));
        reception.tick();
        assertThat(Stream.of(first.join(), second.join()).flatMap(List::stream).map(Message::id))
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void fiveHundredWhoWaitGetFiveHundredMessages() {
        var all = new ArrayList<CompletableFuture<List<Message>>>();
        for (int i = 0; i < 500; i++) {
            all.add(waiting(LONG));
        }
        untilWaiting(500);
        assertThat(waiting(LONG).join()).as("one more does not wait").isEmpty();
        for (int i = 0; i < 500; i++) {
            send(i, NOON);
            waiters.arrived(queue, 1);
        }
        assertThat(all.stream().flatMap(one -> one.join().stream()).map(Message::id))
                .doesNotHaveDuplicates()
                .hasSize(500);
        assertThat(waiters.count()).isZero();
    }

    @Test
    void newsThatComesTooLateForOneIsTheNextOnes() {
        var gone = waiters.join(queue).orElseThrow();
        var next = waiting(LONG);
        untilWaiting(2);
        send(1, NOON);
        // the first in line is told, and leaves without having looked
        waiters.arrived(queue, 1);
        gone.close();
        assertThat(next.join()).hasSize(1);
    }

    @Test
    void nobodyWaitsForAServiceThatEnds() {
        var first = waiting(LONG);
        untilWaiting(1);
        waiters.close();
        assertThat(first.join()).isEmpty();
        assertThat(reception.receive(queue, LONG, this::one)).isEmpty();
    }
}
