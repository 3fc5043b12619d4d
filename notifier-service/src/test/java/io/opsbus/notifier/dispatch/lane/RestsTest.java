package io.opsbus.notifier.dispatch.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Limits;
import io.opsbus.notifier.hold.QuietTargets;
import io.opsbus.notifier.store.hold.InMemoryQuietTargets;
import io.opsbus.notifier.targets.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What one process is asked by a target, the others and whoever starts keep to as well. */
class RestsTest {
    private static final TargetId TARGET = new TargetId("tgt-a");
    private static final Rate ROBOT = new Rate(20, Duration.ofMinutes(1), 0, 1000);
    private static final Instant END = Given.NOON.plusSeconds(60);

    private final QuietTargets store = new InMemoryQuietTargets();
    private final Lanes<Lane.Passenger> here = new Lanes<>(Limits.DEFAULT, Steady.CLOCK);
    private final Lanes<Lane.Passenger> there = new Lanes<>(Limits.DEFAULT, Steady.CLOCK);

    private static int room(Lanes<Lane.Passenger> lanes, Rate rate, Instant now) {
        return lanes.of(TARGET, Given.ACCOUNT, rate).room(now);
    }

    @Test
    void aLaneThatIsThereAndOneThatIsMadeLaterRest() {
        for (var rate : new Rate[] {Rate.FREE, ROBOT}) {
            var old = new Lanes<Lane.Passenger>(Limits.DEFAULT, Steady.CLOCK);
            assertThat(room(old, rate, Given.NOON)).isPositive();
            here.rests().ask(TARGET, END);
            here.rests().exchange(store, Given.NOON);
            old.rests().exchange(store, Given.NOON);
            there.rests().exchange(store, Given.NOON);
            assertThat(room(old, rate, END.minusMillis(1))).isZero();
            assertThat(room(there, rate, END.minusMillis(1))).isZero();
            assertThat(room(old, rate, END)).isPositive();
            assertThat(room(there, rate, END)).isPositive();
        }
    }

    @Test
    void whatWasUnderWayWhenQuietWasAskedForEndsWellAndEndsNoQuiet() {
        var lane = here.of(TARGET, Given.ACCOUNT, Rate.FREE);
        for (var i = 0; i < 3; i++) {
            assertThat(lane.offer(_ -> true, Given.NOON)).isEqualTo(Lane.Offer.START);
        }
        assertThat(lane.ended(false, Duration.ofMillis(5), END, Given.NOON).start())
                .isEmpty();
        assertThat(lane.ended(true, Duration.ofMillis(9), Instant.MIN, Given.NOON.plusMillis(9))
                        .start())
                .isEmpty();
        assertThat(lane.room(END.minusMillis(1))).isZero();
        assertThat(lane.ended(true, Duration.ofSeconds(59), Instant.MIN, END.minusMillis(1))
                        .start())
                .isEmpty();
        assertThat(lane.offer(_ -> true, END.minusMillis(1))).isEqualTo(Lane.Offer.PARK);
        assertThat(lane.offer(_ -> true, END)).isEqualTo(Lane.Offer.START);
    }

    @Test
    void norDoesItEndTheQuietAnotherProcessWasAskedFor() {
        store.rest(Map.of(TARGET, END), Given.NOON);
        for (var rate : new Rate[] {Rate.FREE, ROBOT}) {
            var lanes = new Lanes<Lane.Passenger>(Limits.DEFAULT, Steady.CLOCK);
            var lane = lanes.of(TARGET, Given.ACCOUNT, rate);
            assertThat(lane.offer(_ -> true, Given.NOON)).isEqualTo(Lane.Offer.START);
            lanes.rests().exchange(store, Given.NOON);
            assertThat(lane.ended(true, Duration.ofMillis(9), Instant.MIN, Given.NOON.plusMillis(9))
                            .start())
                    .isEmpty();
            assertThat(lane.room(END.minusMillis(1))).isZero();
        }
    }

    @Test
    void aLaneThatIsMadeAnewForAnotherRateRestsToo() {
        assertThat(room(here, Rate.FREE, Given.NOON)).isPositive();
        store.rest(Map.of(TARGET, END), Given.NOON);
        here.rests().exchange(store, Given.NOON);
        here.rests().exchange(store, Given.NOON.plusSeconds(1));
        assertThat(room(here, new Rate(5, Duration.ofSeconds(1), 0, 1), END.minusMillis(1)))
                .isZero();
    }

    @Test
    void whoAsksSeesItBeforeAnythingIsSent() {
        here.rests().ask(TARGET, END);
        here.rests().exchange(store, Given.NOON);
        there.rests().exchange(store, Given.NOON);
        assertThat(there.look(TARGET, Given.NOON)).hasValueSatisfying(look -> {
            assertThat(look.manner()).isEqualTo(Look.Manner.QUIET);
            assertThat(look.shutFor()).isEqualTo(Duration.ofSeconds(60));
        });
        assertThat(there.look(TARGET, END)).isEmpty();
    }

    @Test
    void aClockThatIsSetMeanwhileNeitherLengthensNorShortensIt() {
        var ticks = new AtomicLong();
        var steady = new Lanes<Lane.Passenger>(Limits.DEFAULT, Steady.of(ticks::get));
        store.rest(Map.of(TARGET, END), Given.NOON);
        steady.rests().exchange(store, Given.NOON);
        var hourBack = Given.NOON.minus(Duration.ofHours(1));
        steady.rests().exchange(store, hourBack);
        assertThat(room(steady, Rate.FREE, hourBack)).isZero();
        ticks.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(room(steady, Rate.FREE, hourBack.plusSeconds(60))).isPositive();
    }

    @Test
    void whatCouldNotBeWrittenDownIsWrittenLater() {
        here.rests().ask(TARGET, END);
        var away = new QuietTargets() {
            @Override
            public void rest(Map<TargetId, Instant> until, Instant now) {
                throw new IllegalStateException("away");
            }

            @Override
            public Map<TargetId, Instant> at(Instant now) {
                return Map.of();
            }
        };
        assertThatThrownBy(() -> here.rests().exchange(away, Given.NOON)).hasMessage("away");
        here.rests().exchange(store, Given.NOON);
        assertThat(store.at(Given.NOON)).containsEntry(TARGET, END);
    }
}
