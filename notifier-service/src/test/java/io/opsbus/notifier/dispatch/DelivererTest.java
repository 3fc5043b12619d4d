package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.RetryPolicy;
import io.opsbus.notifier.dispatch.lane.Breaker;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.hold.InMemoryHeldTargets;
import io.opsbus.notifier.store.hold.LiveHolds;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches, lanes, parking and its worker together, with time in the test's hands. */
class DelivererTest {
    private static final Subscription GOOD = Given.subscription("good", Given.everything());
    private static final Subscription BAD = Given.subscription("bad", Given.everything());
    private static final Limits LIMITS = new Limits(4, 8, 64, Duration.ofMillis(200), Duration.ofSeconds(5));

    private final SettableClock clock = SettableClock.at(Given.NOON);
    private final FakeChannel channel = new FakeChannel();
    private final InMemoryParking parking = new InMemoryParking();
    private final List<DeadLetters.Letter> letters = Collections.synchronizedList(new ArrayList<>());
    private final List<Attempts.Attempt> attempts = Collections.synchronizedList(new ArrayList<>());
    private final Map<TargetId, Subscription> owners = new HashMap<>();
    private final Counts counts = new Counts();
    private final List<Runnable> unwritten = Collections.synchronizedList(new ArrayList<>());
    private final Set<DeliveryId> recalled = new HashSet<>();
    private final List<Instant> askedSince = new ArrayList<>();
    private volatile boolean isDurable = true;
    private final InMemoryHeldTargets held = new InMemoryHeldTargets(parking);
    private final LiveHolds holds =
            new LiveHolds(held, parking, one -> one.about().eventName());
    private ParkedDeliveries worker;
    private Deliverer deliverer;

    @BeforeEach
    void start() {
        owners.put(GOOD.id().target(), GOOD);
        owners.put(BAD.id().target(), BAD);
        var ports = new Flow.Ports(
                channel,
                parking,
                this::record,
                letters::addAll,
                new Targets() {
                    @Override
                    public Optional<Subscription> owner(TargetId target) {
                        return Optional.ofNullable(owners.get(target));
                    }

                    @Override
                    public Holds holds() {
                        return holds;
                    }
                },
                (asked, since) -> recalled(asked.keySet(), since));
        var flow = new Flow(ports, LIMITS, RetryPolicy.DEFAULT, clock, new SplittableRandom(7), counts);
        worker = new ParkedDeliveries(flow);
        deliverer = new Deliverer(flow, worker);
    }

    private void record(Attempts.Attempt attempt, Runnable written) {
        attempts.add(attempt);
        if (isDurable) {
            written.run();
        } else {
            unwritten.add(written);
        }
    }

    private Set<DeliveryId> recalled(Set<DeliveryId> asked, Instant since) {
        askedSince.add(since);
        return asked.stream().filter(recalled::contains).collect(Collectors.toSet());
    }

    private static List<Delivery> batch(Subscription to, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> Given.delivery(to, i, Given.NOON))
                .toList();
    }

    private void accept(List<Delivery> batch) {
        try {
            deliverer.accept(batch);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Works until there is nothing to do now and nothing is under way. */
    private void drain() {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> !worker.turn() && parking.all().stream().noneMatch(this::isLeased) && !worker.turn());
    }

    private boolean isLeased(Parking.Row row) {
        return row.state().dueAt().equals(clock.instant().plus(LIMITS.lease()));
    }

    private void hang(Subscription target) {
        channel.script(post -> post.delivery().target().equals(target.id().target())
                ? Optional.empty()
                : Optional.of(FakeChannel.status(204)));
    }

    private void answer(int status) {
        channel.script(_ -> Optional.of(FakeChannel.status(status)));
    }

    @Test
    void aBatchToAWorkingTargetIsDelivered() {
        accept(batch(GOOD, 0, 3));
        assertThat(channel.sent()).hasSize(3);
        assertThat(parking.count()).isZero();
        assertThat(attempts).hasSize(3).allMatch(Attempts.Attempt::terminal);
        assertThat(counts.sums().delivered()).isEqualTo(3);
    }

    @Test
    void moreThanTheWindowWaitsItsTurnAndAllArriveOnce() {
        accept(batch(GOOD, 0, 4));
        accept(batch(GOOD, 4, 400));
        drain();
        assertThat(new HashSet<>(channel.sent())).hasSize(404);
        assertThat(channel.sent()).hasSize(404);
        assertThat(parking.count()).isZero();
    }

    @Test
    void aSuccessThatIsNotDurableYetStillTakesAPlace() {
        isDurable = false;
        accept(batch(GOOD, 0, 10));
        assertThat(channel.sent()).as("a window, whatever was answered").hasSize(LIMITS.window());
        assertThat(parking.count()).isEqualTo(10 - LIMITS.window());
        drain();
        assertThat(channel.sent()).hasSize(LIMITS.window());
        isDurable = true;
        List.copyOf(unwritten).forEach(Runnable::run);
        drain();
        assertThat(new HashSet<>(channel.sent())).hasSize(10);
        assertThat(channel.sent()).hasSize(10);
    }

    @Test
    void whatADeadHolderHadDeliveredIsNotSentAgain() {
        hang(BAD);
        accept(batch(BAD, 0, 2));
        var begun = clock.instant();
        var survivor = restarted();
        recalled.add(Given.delivery(BAD, 0, Given.NOON).id());
        channel.script(_ -> Optional.of(FakeChannel.status(204)));
        clock.advance(LIMITS.lease());
        Awaitility.await().until(() -> {
            survivor.turn();
            return parking.count() == 0;
        });
        assertThat(channel.sent()).as("one of the two again").hasSize(3);
        assertThat(askedSince).containsOnly(begun);
        assertThat(counts.sums().recalled()).isEqualTo(1);
    }

    /** Another process over the same stores. */
    private ParkedDeliveries restarted() {
        start();
        return worker;
    }

    @Test
    void whatWaitedInALaneThatClosedIsGivenBackAtOnce() {
        hang(BAD);
        parking.park(batch(BAD, 0, 6).stream()
                .map(one -> new Parking.Row(one, new DeliveryState.Parked(Given.NOON, 1, Given.NOON), 1))
                .toList());
        worker.turn();
        assertThat(channel.open(BAD.id().target())).isEqualTo(LIMITS.window());
        channel.end(new Outcome.Answered(429, Optional.of(clock.instant().plusSeconds(60))));
        worker.turn();
        assertThat(parking.all())
                .as("nobody has one in hand")
                .allMatch(row -> row.heldSince().isEmpty());
    }

    @Test
    void whatFailsIsParkedUntilItsTimeAndThenDelivered() {
        answer(500);
        accept(batch(GOOD, 0, 1));
        assertThat(parking.all())
                .singleElement()
                .satisfies(row -> assertThat(row.state().attempts()).isEqualTo(1));
        answer(204);
        drain();
        assertThat(channel.sent()).as("not before it is due").hasSize(1);
        clock.advance(Duration.ofSeconds(10));
        drain();
        assertThat(channel.sent()).hasSize(2);
        assertThat(parking.count()).isZero();
    }

    @Test
    void aTargetThatHangsHoldsABatchOnceAndThenNeverAgain() {
        accept(batch(GOOD, 0, 4));
        hang(BAD);
        accept(batch(BAD, 100, 50));
        assertThat(parking.count()).isEqualTo(50);
        assertThat(channel.open(BAD.id().target())).isEqualTo(LIMITS.window());
        var sentBefore = channel.sent().size();
        accept(batch(BAD, 200, 50));
        assertThat(channel.sent()).as("its window is full: straight to parking").hasSize(sentBefore);
        assertThat(parking.count()).isEqualTo(100);
        accept(batch(GOOD, 300, 50));
        drainGood();
        assertThat(counts.sums().delivered()).isEqualTo(54);
    }

    private void drainGood() {
        Awaitility.await().until(() -> {
            worker.turn();
            return parking.all().stream()
                    .noneMatch(row -> row.delivery().target().equals(GOOD.id().target()));
        });
    }

    @Test
    void theLateResultOfAHandedOverAttemptSettlesItsRow() {
        hang(BAD);
        accept(batch(BAD, 0, 2));
        assertThat(parking.count()).isEqualTo(2);
        channel.end(FakeChannel.status(204));
        drain();
        assertThat(parking.count()).isZero();
        assertThat(channel.sent()).as("once each").hasSize(2);
    }

    @Test
    void aLateFailureReschedulesTheRowAndCountsTheAttempt() {
        hang(BAD);
        accept(batch(BAD, 0, 1));
        clock.advance(Duration.ofSeconds(5));
        channel.end(new Outcome.Unanswered(Outcome.Trouble.TIMEOUT));
        drain();
        assertThat(parking.all()).singleElement().satisfies(row -> {
            assertThat(row.state().attempts()).isEqualTo(1);
            assertThat(row.state().dueAt())
                    .isBetween(clock.instant().plusSeconds(4), clock.instant().plusSeconds(6));
        });
    }

    @Test
    void aTargetThatFailsAgainAndAgainIsLeftAloneButForAProbe() {
        answer(500);
        for (var i = 0; i < Breaker.TRIP; i++) {
            accept(batch(BAD, i, 1));
        }
        var sent = channel.sent().size();
        accept(batch(BAD, 100, 20));
        assertThat(channel.sent()).as("the breaker is open").hasSize(sent);
        clock.advance(Breaker.FIRST);
        drain();
        assertThat(channel.sent()).as("one probe").hasSize(sent + 1);
        answer(204);
        clock.advance(Duration.ofSeconds(10));
        drain();
        assertThat(parking.count()).isZero();
    }

    @Test
    void retryAfterKeepsTheWholeTargetQuiet() {
        channel.script(_ -> Optional.of(
                new Outcome.Answered(429, Optional.of(clock.instant().plusSeconds(100)))));
        accept(batch(BAD, 0, 1));
        accept(batch(BAD, 1, 5));
        assertThat(channel.sent()).hasSize(1);
        answer(204);
        clock.advance(Duration.ofSeconds(99));
        drain();
        assertThat(channel.sent()).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        drain();
        assertThat(parking.count()).isZero();
        assertThat(channel.sent()).hasSize(7);
    }

    @Test
    void goneAndDeletedEndAsDeadLetters() {
        answer(410);
        accept(batch(GOOD, 0, 1));
        owners.remove(BAD.id().target());
        accept(batch(BAD, 1, 1));
        assertThat(letters)
                .extracting(letter -> letter.state().reason())
                .containsExactly(DeadReason.GONE, DeadReason.UNSUBSCRIBED);
        assertThat(parking.count()).isZero();
    }

    @Test
    void aDeletedSubscriptionEndsItsParkedDeliveriesToo() {
        answer(500);
        accept(batch(BAD, 0, 1));
        owners.remove(BAD.id().target());
        clock.advance(Duration.ofSeconds(10));
        drain();
        assertThat(letters).extracting(letter -> letter.state().reason()).containsExactly(DeadReason.UNSUBSCRIBED);
        assertThat(parking.count()).isZero();
    }

    @Test
    void aDayOfFailuresEndsInExactlyOneDeadLetter() {
        answer(503);
        accept(batch(BAD, 0, 1));
        for (var minutes = 0; minutes < 25 * 60; minutes++) {
            clock.advance(Duration.ofMinutes(1));
            drain();
        }
        assertThat(letters)
                .singleElement()
                .satisfies(letter -> assertThat(letter.state().reason()).isEqualTo(DeadReason.EXPIRED));
        assertThat(parking.count()).isZero();
        assertThat(attempts).hasSizeBetween(50, 70);
        assertThat(attempts).extracting(Attempts.Attempt::number).doesNotHaveDuplicates();
    }

    @Test
    void aBacklogBehindAnOpenBreakerExpiresWithoutAnAttemptEach() {
        answer(503);
        accept(batch(BAD, 0, 200));
        for (var hours = 0; hours < 26; hours++) {
            clock.advance(Duration.ofHours(1));
            drain();
        }
        assertThat(letters).hasSize(200);
        assertThat(parking.count()).isZero();
    }

    private void pause(Subscription target) {
        held.hold(new HeldTarget(target.id().target(), target.account(), HeldTarget.Reason.PAUSED, clock.instant()));
        holds.refresh();
    }

    private void resume(Subscription target) {
        held.release(target.id().target(), clock.instant());
        holds.refresh();
    }

    private static List<DeliveryId> ids(List<Delivery> batch) {
        return batch.stream().map(Delivery::id).toList();
    }

    @Test
    void whatIsForAPausedTargetWaitsHoweverLongAndGoesOutInOrder() {
        answer(503);
        accept(batch(BAD, 0, 1));
        pause(BAD);
        answer(204);
        var waiting = batch(BAD, 1, 20);
        accept(waiting);
        accept(batch(GOOD, 100, 1));
        for (var days = 0; days < 3; days++) {
            clock.advance(Duration.ofDays(1));
            drain();
        }
        assertThat(channel.sent())
                .as("the first attempt, and the other target's")
                .hasSize(2);
        assertThat(letters).isEmpty();
        assertThat(parking.count()).isEqualTo(21);
        resume(BAD);
        var newer = IntStream.range(21, 26)
                .mapToObj(i -> Given.delivery(BAD, i, clock.instant()))
                .toList();
        accept(newer);
        assertThat(channel.sent()).as("nothing overtakes what waited").hasSize(2);
        drain();
        assertThat(letters).isEmpty();
        assertThat(parking.count()).isZero();
        var order = new ArrayList<>(ids(waiting));
        order.addAll(ids(newer));
        assertThat(channel.sent()).filteredOn(order::contains).containsExactlyElementsOf(order);
        var last = Given.delivery(BAD, 50, clock.instant());
        accept(List.of(last));
        assertThat(channel.sent()).as("at once again").contains(last.id());
        assertThat(parking.count()).isZero();
    }

    @Test
    void whatWaitedStillExpiresAtItsOwnAge() {
        pause(BAD);
        accept(batch(BAD, 0, 1));
        clock.advance(Duration.ofDays(9));
        answer(503);
        resume(BAD);
        drain();
        assertThat(letters).isEmpty();
        for (var hours = 0; hours < 26; hours++) {
            clock.advance(Duration.ofHours(1));
            drain();
        }
        assertThat(letters).hasSize(1);
    }

    @Test
    void aDisabledSubscriptionsDeliveriesWaitAndFlowWhenItIsEnabled() {
        owners.put(BAD.id().target(), BAD.enabled(false));
        accept(batch(BAD, 0, 3));
        clock.advance(Duration.ofSeconds(60));
        drain();
        assertThat(channel.sent()).isEmpty();
        owners.put(BAD.id().target(), BAD);
        clock.advance(Duration.ofSeconds(60));
        drain();
        assertThat(channel.sent()).hasSize(3);
        assertThat(parking.count()).isZero();
    }

    @Test
    void whileTheStoreIsAwayABatchStaysAndIsNotLost() {
        answer(500);
        parking.away(true);
        var waiting = Thread.ofVirtual().start(() -> accept(batch(BAD, 0, 2)));
        Awaitility.await().until(() -> attempts.size() == 2);
        assertThat(waiting.isAlive()).isTrue();
        parking.away(false);
        Awaitility.await().until(() -> !waiting.isAlive());
        assertThat(parking.count()).isEqualTo(2);
        assertThat(channel.sent()).as("nothing is sent twice for it").hasSize(2);
    }

    @Test
    void aDeliveryReadTwiceIsParkedOnce() {
        answer(500);
        accept(batch(BAD, 0, 1));
        accept(batch(BAD, 0, 1));
        assertThat(parking.all())
                .singleElement()
                .extracting(row -> row.state().routedAt())
                .isEqualTo(Given.NOON);
    }

    @Test
    void aDeliveryFromLongAgoIsNotSentAnyMore() {
        clock.advance(Duration.ofHours(25));
        accept(batch(GOOD, 0, 1));
        assertThat(channel.sent()).isEmpty();
        assertThat(letters)
                .singleElement()
                .extracting(DeadLetters.Letter::state)
                .isEqualTo(new DeliveryState.DeadLettered(0, DeadReason.EXPIRED));
    }
}
