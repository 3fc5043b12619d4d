package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.lane.Breaker;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What becomes of batches, lanes and what is parked. */
class DelivererTest extends DeliveryScene {
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
    void whatFailsIsParkedUntilItsTimeAndThenDelivered() {
        answer(500);
        accept(batch(GOOD, 0, 1));
        // however long its answer took to be heard
        drain();
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

    @Test
    void whileTheStoreIsAwayABatchStaysAndIsNotLost() {
        answer(500);
        parking.away(true);
        var safe = begin(batch(BAD, 0, 2));
        assertThat(attempts).hasSize(2);
        assertThat(safe.isDone()).isFalse();
        parking.away(false);
        worker.turn();
        assertThat(safe.isDone()).isTrue();
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
