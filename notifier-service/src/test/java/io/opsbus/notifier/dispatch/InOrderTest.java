package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Fallback;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.targets.Webhook;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a target is told of one resource, in the order of its events; in this scene a delivery's resource is its event's name. */
class InOrderTest extends DeliveryScene {
    /** Their numbers fail. */
    private final Set<Integer> failing = ConcurrentHashMap.newKeySet();

    private Subscription told(ResourceOrder order) {
        var subscription = BAD.with(order);
        owners.put(BAD.id().target(), subscription);
        channel.script(post -> Optional.of(FakeChannel.status(failing.contains(number(post.delivery())) ? 503 : 204)));
        return subscription;
    }

    private Delivery of(String resource, int number) {
        return of(BAD, resource, number);
    }

    private Delivery of(Subscription to, String resource, int number) {
        var plain = Given.delivery(to, number, clock.instant());
        var about = new Delivery.Subject("event-" + number, resource, Optional.empty());
        return new Delivery(plain.id(), plain.to(), about, plain.routedAt(), plain.body());
    }

    private static int number(Delivery delivery) {
        return Integer.parseInt(delivery.about().eventId().substring("event-".length()));
    }

    /** Numbers of what was sent, in order. */
    private List<Integer> sent() {
        return channel.sent().stream()
                .map(id -> (int) id.value().getLeastSignificantBits())
                .toList();
    }

    private List<Integer> superseded() {
        return List.copyOf(attempts).stream()
                .filter(one -> one.outcome().label().equals(Outcome.SUPERSEDED))
                .peek(one -> assertThat(one.terminal()).isTrue())
                .map(one -> number(one.delivery()))
                .toList();
    }

    private void hang(int number) {
        channel.script(post -> number(post.delivery()) == number
                ? Optional.empty()
                : Optional.of(FakeChannel.status(failing.contains(number(post.delivery())) ? 503 : 204)));
    }

    private void hangsSince(int number) {
        hang(number);
        accept(List.of(of("i-1", number)));
        Awaitility.await().until(() -> channel.open(BAD.id().target()) == 1);
    }

    private List<Delivery> resource(String name, int from, int count) {
        return Stream.iterate(from, one -> one + 1)
                .limit(count)
                .map(number -> of(name, number))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOCK", "SKIP", "SUPERSEDE"})
    void whereNothingFailsEachIsDeliveredOneAfterTheOther(ResourceOrder order) {
        told(order);
        for (var batch = 0; batch < 5; batch++) {
            var mixed = new ArrayList<>(resource("i-1", batch * 100, 20));
            mixed.addAll(resource("i-2", batch * 100 + 50, 20));
            accept(mixed);
            drain();
        }
        assertThat(sent()).filteredOn(one -> one % 100 < 50).hasSize(100).isSorted();
        assertThat(sent()).filteredOn(one -> one % 100 >= 50).hasSize(100).isSorted();
        assertThat(superseded()).isEmpty();
        assertThat(parking.count()).isZero();
    }

    @Test
    void atMostOneOfAResourceIsUnderWay() {
        told(ResourceOrder.BLOCK);
        hangsSince(1);
        accept(List.of(of("i-1", 2), of("i-2", 3), of(GOOD, "i-1", 4)));
        drainWhatIsNotInHand();
        assertThat(sent()).containsExactlyInAnyOrder(1, 3, 4);
        channel.end(FakeChannel.status(204));
        drain();
        assertThat(sent()).endsWith(2);
    }

    private void drainWhatIsNotInHand() {
        Awaitility.await().until(() -> !worker.turn());
    }

    @Test
    void blockedTheLaterOnesOfAResourceWaitAndNobodyElse() {
        told(ResourceOrder.BLOCK);
        failing.add(1);
        accept(List.of(of("i-1", 1), of("i-1", 2), of("i-2", 3), of(GOOD, "i-1", 4)));
        accept(List.of(of("i-1", 5), of("i-2", 6)));
        drain();
        assertThat(sent()).containsExactlyInAnyOrder(1, 3, 4, 6);
        failing.clear();
        clock.advance(Duration.ofSeconds(10));
        accept(List.of(of("i-1", 7)));
        drain();
        assertThat(sent()).filteredOn(one -> one != 3 && one != 4 && one != 6).containsExactly(1, 1, 2, 5, 7);
        assertThat(parking.count()).isZero();
        accept(List.of(of("i-1", 8)));
        assertThat(parking.count()).as("at once again").isZero();
    }

    @Test
    void theWaitEndsWhenTheEarlierOneIsGivenUp() {
        told(ResourceOrder.BLOCK);
        failing.add(1);
        accept(List.of(of("i-1", 1)));
        for (var hours = 0; hours < 26; hours++) {
            clock.advance(Duration.ofHours(1));
            accept(List.of(of("i-1", 100 + hours)));
            drain();
        }
        assertThat(letters).extracting(letter -> number(letter.delivery())).containsExactly(1);
        assertThat(sent()).filteredOn(one -> one >= 100).hasSize(26).isSorted();
        assertThat(parking.count()).isZero();
    }

    @Test
    void aBlockedOneThatItsTargetWantsNoMoreGoesToTheFallbackAndTheNextGoes() {
        var subscription = told(ResourceOrder.BLOCK)
                .with(Optional.of(new Fallback(Webhook.plain(URI.create("http://127.0.0.1:1/second")), true)));
        owners.put(BAD.id().target(), subscription);
        owners.put(BAD.id().target().fallback(), subscription);
        channel.script(post -> Optional.of(FakeChannel.status(
                number(post.delivery()) < 3 && !post.delivery().target().isFallback() ? 410 : 204)));
        accept(resource("i-1", 1, 4));
        drain();
        assertThat(letters).isEmpty();
        assertThat(sent()).containsExactlyInAnyOrder(1, 1, 2, 2, 3, 4);
        assertThat(List.copyOf(attempts).stream()
                        .filter(one -> one.delivery().target().isFallback())
                        .map(one -> number(one.delivery())))
                .containsExactly(1, 2);
    }

    @Test
    void skippedAFailedOneIsTriedAgainBesideTheOthers() {
        told(ResourceOrder.SKIP);
        failing.add(1);
        accept(resource("i-1", 1, 3));
        accept(List.of(of("i-1", 4)));
        drain();
        assertThat(sent()).containsExactly(1, 2, 3, 4);
        failing.clear();
        clock.advance(Duration.ofSeconds(10));
        drain();
        assertThat(sent()).containsExactly(1, 2, 3, 4, 1);
        assertThat(parking.count()).isZero();
    }

    @Test
    void skippedAnAttemptIsStillWaitedForAndWhatFailsOutOfItsQueueLeavesIt() {
        told(ResourceOrder.SKIP);
        hangsSince(1);
        accept(resource("i-1", 2, 2));
        drainWhatIsNotInHand();
        assertThat(sent()).containsExactly(1);
        failing.add(2);
        channel.end(FakeChannel.status(503));
        drain();
        assertThat(sent()).containsExactly(1, 2, 3);
        assertThat(parking.all()).allMatch(row -> row.resource().isEmpty()).hasSize(2);
    }

    @Test
    void supersededAllButTheNewestAreGivenUpAndSaidToBe() {
        told(ResourceOrder.SUPERSEDE);
        failing.add(1);
        accept(resource("i-1", 1, 3));
        accept(List.of(of("i-2", 9)));
        drain();
        assertThat(sent()).containsExactlyInAnyOrder(1, 3, 9);
        assertThat(superseded()).containsExactlyInAnyOrder(1, 2);
        assertThat(letters).isEmpty();
        assertThat(parking.count()).isZero();
        assertThat(counts.sums().superseded()).isEqualTo(2);
    }

    @Test
    void supersededAFailedOneGoesWhenANewerOneComesAndTheNewestIsTriedUntilItsEnd() {
        told(ResourceOrder.SUPERSEDE);
        failing.addAll(List.of(1, 2));
        accept(List.of(of("i-1", 1)));
        drain();
        assertThat(superseded()).isEmpty();
        accept(List.of(of("i-1", 2)));
        drain();
        assertThat(sent()).containsExactly(1, 2);
        assertThat(superseded()).containsExactly(1);
        failing.clear();
        clock.advance(Duration.ofSeconds(10));
        drain();
        assertThat(sent()).containsExactly(1, 2, 2);
        assertThat(parking.count()).isZero();
    }

    @Test
    void supersededWhatIsInHandIsGivenUpOnlyIfItFails() {
        told(ResourceOrder.SUPERSEDE);
        hangsSince(1);
        accept(resource("i-1", 2, 2));
        drainWhatIsNotInHand();
        channel.end(FakeChannel.status(204));
        drain();
        assertThat(sent()).as("slow is not failing").containsExactly(1, 2, 3);
        hangsSince(4);
        accept(resource("i-1", 5, 2));
        drainWhatIsNotInHand();
        channel.end(FakeChannel.status(503));
        drain();
        assertThat(sent()).containsExactly(1, 2, 3, 4, 6);
        assertThat(superseded()).containsExactlyInAnyOrder(4, 5);
    }

    @Test
    void supersededIsWhatWasNotEvenTriedBecauseItsTargetFails() {
        told(ResourceOrder.SUPERSEDE);
        for (var other = 0; other < 5; other++) {
            failing.add(other);
            accept(List.of(of("i-" + other, other)));
        }
        for (var number = 10; number < 15; number++) {
            accept(List.of(of("i-9", number)));
            drain();
        }
        assertThat(superseded()).containsExactly(10, 11, 12, 13);
        failing.clear();
        clock.advance(Duration.ofMinutes(1));
        drain();
        assertThat(sent()).contains(14).doesNotContain(10, 11, 12, 13);
    }

    @Test
    void aProcessThatDiedBeforeItLookedIsMadeUpForByTheNext() {
        told(ResourceOrder.SUPERSEDE);
        failing.add(1);
        accept(resource("i-1", 1, 2));
        assertThat(sent()).containsExactly(1);
        start();
        told(ResourceOrder.SUPERSEDE);
        drain();
        assertThat(sent()).containsExactly(1, 2);
        assertThat(superseded()).containsExactly(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOCK", "SKIP", "SUPERSEDE"})
    void aPauseKeepsTheOrderAndGivesNothingUp(ResourceOrder order) {
        told(order);
        held.hold(HeldTarget.paused(BAD.id().target(), BAD.account(), clock.instant()));
        holds.refresh();
        accept(resource("i-1", 1, 5));
        drain();
        assertThat(sent()).isEmpty();
        held.release(BAD.id().target(), clock.instant());
        holds.refresh();
        accept(resource("i-1", 6, 2));
        drain();
        assertThat(sent()).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(superseded()).isEmpty();
    }

    @Test
    void whatIsSwitchedOffKeepsItsOrderToo() {
        var subscription = told(ResourceOrder.BLOCK);
        owners.put(BAD.id().target(), subscription.enabled(false));
        accept(resource("i-1", 1, 3));
        owners.put(BAD.id().target(), subscription);
        accept(resource("i-1", 4, 2));
        clock.advance(Duration.ofSeconds(60));
        drain();
        assertThat(sent()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void whatOnePartitionsProcessDidNotFinishKeepsItsPlace() {
        told(ResourceOrder.BLOCK);
        isDurable = false;
        accept(resource("i-1", 1, 2));
        assertThat(sent())
                .as("the next begins when the end of the one before is durable")
                .containsExactly(1);
        unwritten.forEach(Runnable::run);
        isDurable = true;
        drain();
        assertThat(sent()).containsExactly(1, 2);
    }
}
