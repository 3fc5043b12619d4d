package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Fallback;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.hold.Ending;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.Streak;
import io.opsbus.notifier.targets.Webhook;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a target will not get goes to its subscription's fallback, once and no further. */
class FallbackTargetsTest extends DeliveryScene {
    private static final TargetId OWN = BAD.id().target();
    private static final TargetId SECOND = OWN.fallback();
    private static final Webhook PLACE = Webhook.plain(URI.create("http://127.0.0.1:1/second"));

    @BeforeEach
    void withFallback() {
        own(true);
    }

    private void own(boolean whenDisabled) {
        var subscription = BAD.with(Optional.of(new Fallback(PLACE, whenDisabled)));
        owners.put(OWN, subscription);
        owners.put(SECOND, subscription);
    }

    /** What each target answers. */
    private void answers(Map<TargetId, Integer> statuses) {
        channel.script(post -> Optional.of(
                FakeChannel.status(statuses.getOrDefault(post.delivery().target(), 204))));
    }

    /** Target, number and whether no other follows, of each attempt. */
    private List<String> attempts() {
        return attempts.stream()
                .map(one -> one.delivery().target() + " " + one.number() + " "
                        + one.outcome().label() + (one.terminal() ? " over" : ""))
                .toList();
    }

    private void disable() {
        for (var day = 0; day < 4; day++) {
            var answer = new Streak.Answer(Given.NOON.plus(Duration.ofDays(day)), "5xx", OptionalInt.of(503), "");
            held.take(List.of(new Ending(OWN, BAD.account(), false, answer)));
        }
        held.disable(new Streak.Patience(Duration.ofDays(3), 4), clock.instant());
        holds.refresh();
    }

    private static List<Delivery> one(Subscription to) {
        return batch(to, 0, 1);
    }

    @Test
    void whatATargetWantsNoMoreGoesThereUnderTheSameId() {
        answers(Map.of(OWN, 410));
        accept(one(BAD));
        assertThat(letters).isEmpty();
        drain();
        assertThat(attempts()).containsExactly("tgt-bad 1 410", "fbk-bad 1 2xx over");
        assertThat(channel.sent()).hasSize(2).containsOnly(one(BAD).getFirst().id());
        assertThat(attempts.getLast().delivery().body())
                .isEqualTo(one(BAD).getFirst().body());
        assertThat(parking.count()).isZero();
        assertThat(counts.sums().handedOver()).isEqualTo(1);
    }

    @Test
    void whatExpiredGoesThereWithATimeOfItsOwn() {
        answers(Map.of(OWN, 503, SECOND, 503));
        accept(one(BAD));
        for (var hours = 0; hours < 26; hours++) {
            clock.advance(Duration.ofHours(1));
            drain();
        }
        assertThat(letters).isEmpty();
        assertThat(parking.all())
                .singleElement()
                .satisfies(row -> assertThat(row.delivery().target()).isEqualTo(SECOND));
        for (var hours = 0; hours < 26; hours++) {
            clock.advance(Duration.ofHours(1));
            drain();
        }
        assertThat(letters).as("one hop, and then it is dead").singleElement().satisfies(letter -> {
            assertThat(letter.delivery().target()).isEqualTo(SECOND);
            assertThat(letter.state().reason()).isEqualTo(DeadReason.EXPIRED);
        });
        assertThat(attempts()).filteredOn(one -> one.endsWith(" over")).hasSize(1);
        assertThat(parking.count()).isZero();
    }

    @Test
    void whatWasReadTooLateGoesThereUntried() {
        clock.advance(Duration.ofHours(25));
        accept(one(BAD));
        drain();
        assertThat(attempts()).containsExactly("fbk-bad 1 2xx over");
        assertThat(letters).isEmpty();
    }

    @Test
    void aFallbackThatIsGoneIsTheEnd() {
        answers(Map.of(OWN, 410, SECOND, 410));
        accept(one(BAD));
        drain();
        assertThat(attempts()).containsExactly("tgt-bad 1 410", "fbk-bad 1 410 over");
        assertThat(letters)
                .singleElement()
                .satisfies(letter -> assertThat(letter.state().reason()).isEqualTo(DeadReason.GONE));
    }

    @Test
    void whileTheTargetIsDisabledNewOnesGoThereAtOnce() {
        disable();
        accept(one(BAD));
        drain();
        assertThat(attempts()).containsExactly("fbk-bad 1 2xx over");
        assertThat(parking.count()).isZero();
    }

    @Test
    void orTheyWaitWhereTheSubscriptionSaysSo() {
        own(false);
        disable();
        accept(one(BAD));
        drain();
        assertThat(attempts).isEmpty();
        assertThat(parking.all())
                .singleElement()
                .satisfies(row -> assertThat(row.delivery().target()).isEqualTo(OWN));
    }

    @Test
    void whatIsForATargetSomebodyPausedWaits() {
        held.hold(HeldTarget.paused(OWN, BAD.account(), clock.instant()));
        holds.refresh();
        accept(one(BAD));
        clock.advance(Duration.ofDays(2));
        drain();
        assertThat(attempts).isEmpty();
        assertThat(parking.count()).isEqualTo(1);
    }

    @Test
    void aFallbackThatIsPausedKeepsItsQueueInOrder() {
        held.hold(HeldTarget.paused(SECOND, BAD.account(), clock.instant()));
        holds.refresh();
        answers(Map.of(OWN, 410));
        accept(batch(BAD, 0, 3));
        drain();
        assertThat(parking.all())
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.resource()).contains("Instance:StateChange"));
        held.release(SECOND, clock.instant());
        holds.refresh();
        drain();
        assertThat(channel.sent().subList(3, 6))
                .containsExactlyElementsOf(
                        batch(BAD, 0, 3).stream().map(Delivery::id).toList());
    }

    @Test
    void whatNobodyWantsAnyMoreGoesNowhere() {
        answers(Map.of(OWN, 503));
        accept(one(BAD));
        owners.clear();
        clock.advance(Duration.ofHours(1));
        drain();
        assertThat(letters)
                .singleElement()
                .satisfies(letter -> assertThat(letter.state().reason()).isEqualTo(DeadReason.UNSUBSCRIBED));
    }
}
