package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.Rules;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What has gathered for a target while nothing was sent to it does not hit it at once; here each delivery has a resource of its own. */
class SlowStartTest extends DeliveryScene {
    private static final Stop.Scope ALL = new Stop.Scope.Everything();

    /** A target that answers well has its whole window. */
    private void runAtFullSpeed() {
        hang(BAD);
        owners.put(BAD.id().target(), BAD.enabled(false));
        accept(each(0, 60));
        owners.put(BAD.id().target(), BAD);
        clock.advance(Deliverer.PAUSED);
        endUntilAllIsSent(60);
        assertThat(worker.turn()).isFalse();
    }

    private List<Delivery> each(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> {
                    var plain = Given.delivery(BAD, number, clock.instant());
                    var about = new Delivery.Subject("event-" + number, "resource-" + number, Optional.empty());
                    return new Delivery(plain.id(), plain.to(), about, plain.routedAt(), plain.body());
                })
                .toList();
    }

    private void pause() {
        held.hold(HeldTarget.paused(BAD.id().target(), BAD.account(), clock.instant()));
        holds.refresh();
    }

    private void resume() {
        held.release(BAD.id().target(), clock.instant());
        holds.refresh();
    }

    private List<Integer> endUntilAllIsSent(int count) {
        var open = new ArrayList<Integer>();
        var before = channel.sent().size();
        while (true) {
            workUntilIdle();
            var now = channel.open(BAD.id().target());
            if (now == 0) {
                assertThat(channel.sent()).hasSize(before + count);
                return open;
            }
            open.add(now);
            channel.end(FakeChannel.status(204));
        }
    }

    private void workUntilIdle() {
        var busy = worker.turn();
        for (var turn = 0; busy && turn < 1000; turn++) {
            busy = worker.turn();
        }
        assertThat(busy).isFalse();
    }

    private void assertSlow(List<Integer> open) {
        assertThat(open.getFirst()).isEqualTo(1);
        for (var i = 1; i < open.size(); i++) {
            assertThat(open.get(i)).isLessThanOrEqualTo(2 * open.get(i - 1));
        }
        assertThat(open).as("and opens up again").contains(LIMITS.maxWindow());
    }

    @Test
    void aResumedTargetIsSentOneThenTwoThenFour() {
        runAtFullSpeed();
        pause();
        accept(each(100, 60));
        assertThat(worker.turn()).isFalse();
        resume();
        assertSlow(endUntilAllIsSent(60));
    }

    @Test
    void alsoWhenTheWorkerHasNotLookedWhileItWasHeld() {
        runAtFullSpeed();
        pause();
        accept(each(100, 60));
        resume();
        assertSlow(endUntilAllIsSent(60));
    }

    @Test
    void alsoWhenItWasHeldOnceMoreWhileTheWorkerDidNotLook() {
        runAtFullSpeed();
        pause();
        assertThat(worker.turn()).isFalse();
        resume();
        pause();
        accept(each(100, 60));
        assertThat(worker.turn()).isFalse();
        resume();
        assertSlow(endUntilAllIsSent(60));
    }

    @Test
    void alsoByAProcessThatHasNeverSentItAnything() {
        hang(BAD);
        pause();
        accept(each(100, 60));
        assertThat(worker.turn()).isFalse();
        resume();
        assertSlow(endUntilAllIsSent(60));
    }

    @Test
    void whenAllSendingGoesOnEveryTargetBeginsSlowlyAlsoWhenTheWorkerHasNotLookedMeanwhile() {
        runAtFullSpeed();
        stopAll();
        accept(each(100, 60));
        goOn();
        assertSlow(endUntilAllIsSent(60));
    }

    @Test
    void andWhoHasNotBeenSentAnythingByThisProcess() {
        hang(BAD);
        stopAll();
        accept(each(100, 60));
        assertThat(worker.turn()).isFalse();
        goOn();
        assertSlow(endUntilAllIsSent(60));
    }

    private void stopAll() {
        holds.know(Rules.NONE.with(List.of(BAD), List.of()));
        held.stops().begin(ALL, "", clock.instant());
        holds.refresh();
    }

    private void goOn() {
        held.stops().end(ALL, clock.instant());
        while (held.stops().letGo(100)) {
            holds.refresh();
        }
        holds.refresh();
    }

    @Test
    void whenAllSendingGoesOnEveryTargetBeginsSlowly() {
        runAtFullSpeed();
        stopAll();
        accept(each(100, 60));
        assertThat(worker.turn()).isFalse();
        goOn();
        assertSlow(endUntilAllIsSent(60));
    }

    @Test
    void aSubscriptionThatIsSwitchedOnAgainBeginsSlowly() {
        runAtFullSpeed();
        Subscription off = BAD.enabled(false);
        owners.put(BAD.id().target(), off);
        accept(each(100, 60));
        clock.advance(Deliverer.PAUSED);
        workUntilIdle();
        owners.put(BAD.id().target(), BAD);
        clock.advance(Deliverer.PAUSED);
        assertSlow(endUntilAllIsSent(60));
    }

    @Test
    void whoIsLetGoWithNothingWaitingLosesNothing() {
        runAtFullSpeed();
        pause();
        assertThat(worker.turn()).isFalse();
        resume();
        assertThat(worker.turn()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        accept(each(100, LIMITS.maxWindow()));
        assertThat(channel.open(BAD.id().target())).isEqualTo(LIMITS.maxWindow());
    }
}
