package io.opsbus.notifier.dispatch.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Limits;
import io.opsbus.notifier.targets.Rate;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sets the machine's clock by an hour, back or forth, while a target waits (T5): it waits as long as it would have. */
class SetClockTest {
    private static final TargetId TARGET = new TargetId("tgt-a");
    private static final Rate FIVE_A_SECOND = new Rate(5, Duration.ofSeconds(1), 0, 1);
    private static final Rate ROBOT = new Rate(20, Duration.ofMinutes(1), 0, 1000);

    private final SettableClock clock = SettableClock.at(Given.NOON);
    private final AtomicLong ticks = new AtomicLong(-7_000_000_000L);
    private final Lanes<Lane.Passenger> lanes = new Lanes<>(Limits.DEFAULT, Steady.of(ticks::get));

    /** Time goes by, for clock and ticks alike. */
    private void pass(Duration time) {
        clock.advance(time);
        ticks.addAndGet(time.toNanos());
    }

    private boolean starts(Lane<Lane.Passenger> lane) {
        return lane.offer(_ -> true, clock.instant()) == Lane.Offer.START;
    }

    private void end(Lane<Lane.Passenger> lane, boolean well, Duration took, Instant retryAfter) {
        var _ = lane.ended(well, took, retryAfter, clock.instant());
    }

    private void fail(Lane<Lane.Passenger> lane, Instant retryAfter) {
        assertThat(starts(lane)).isTrue();
        end(lane, false, Duration.ofMillis(5), retryAfter);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1})
    void aRateIsKeptAndNoLonger(long hours) {
        var lane = lanes.of(TARGET, Given.ACCOUNT, FIVE_A_SECOND);
        for (var i = 0; i < 5; i++) {
            assertThat(starts(lane)).isTrue();
            end(lane, true, Duration.ofMillis(1), Instant.MIN);
        }
        clock.advance(Duration.ofHours(hours));
        pass(Duration.ofMillis(999));
        assertThat(starts(lane)).isFalse();
        assertThat(lane.room(clock.instant())).isZero();
        pass(Duration.ofMillis(1));
        assertThat(lane.room(clock.instant())).isEqualTo(5);
        assertThat(starts(lane)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1})
    void aRobotsRateIsKeptAndNoLonger(long hours) {
        var lane = lanes.of(TARGET, Given.ACCOUNT, ROBOT);
        for (var i = 0; i < 20; i++) {
            assertThat(starts(lane)).isTrue();
            end(lane, true, Duration.ofMillis(1), Instant.MIN);
        }
        clock.advance(Duration.ofHours(hours));
        pass(Duration.ofSeconds(59));
        assertThat(starts(lane)).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(starts(lane)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1})
    void anOpenBreakerProbesWhenItWouldHave(long hours) {
        var lane = lanes.of(TARGET, Given.ACCOUNT, Rate.FREE);
        for (var i = 0; i < Breaker.TRIP; i++) {
            fail(lane, Instant.MIN);
        }
        clock.advance(Duration.ofHours(hours));
        pass(Breaker.FIRST.minusMillis(1));
        assertThat(starts(lane)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(starts(lane)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1})
    void aTargetThatAsksForQuietIsLeftAloneForSoLong(long hours) {
        var lane = lanes.of(TARGET, Given.ACCOUNT, Rate.FREE);
        fail(lane, clock.instant().plusSeconds(90));
        clock.advance(Duration.ofHours(hours));
        pass(Duration.ofSeconds(89));
        assertThat(starts(lane)).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(starts(lane)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1})
    void anAttemptDuringWhichTheClockWasSetIsNotTakenForASlowOne(long hours) {
        var lane = lanes.of(TARGET, Given.ACCOUNT, Rate.FREE);
        for (var i = 0; i < 40; i++) {
            assertThat(starts(lane)).isTrue();
            end(lane, true, i == 0 ? Duration.ofHours(hours) : Duration.ofMillis(5), Instant.MIN);
        }
        assertThat(lane.patience()).isEqualTo(Lane.Patience.PROMPT);
    }
}
