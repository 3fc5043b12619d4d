package io.opsbus.notifier.dispatch.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Limits;
import io.opsbus.notifier.targets.Rate;
import io.opsbus.notifier.targets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final TargetId TARGET = new TargetId("tgt-a");
    private static final Rate ROBOT = new Rate(20, Duration.ofMinutes(1), 0, 1000);

    private final Lanes<Lane.Passenger> lanes = new Lanes<>(Limits.DEFAULT, Steady.CLOCK);

    private static int started(Lane<Lane.Passenger> lane, int offered, Instant now) {
        var started = 0;
        for (var i = 0; i < offered; i++) {
            started += lane.offer(_ -> true, now) == Lane.Offer.START ? 1 : 0;
        }
        return started;
    }

    private static void end(Lane<Lane.Passenger> lane, int count, Instant now) {
        for (var i = 0; i < count; i++) {
            assertThat(lane.ended(true, Duration.ofMillis(5), Instant.MIN, now).start())
                    .isEmpty();
        }
    }

    /** 50,000 news of one minute reach a robot in at most 20 messages a minute, and every one of them is in one (T10). */
    @Test
    void aFloodBecomesDigestsWithinTheRateAndNoneIsLost() {
        var lane = lanes.of(TARGET, Given.ACCOUNT, ROBOT);
        var left = 50_000;
        var messages = 0;
        for (var second = 0; left > 0; second++) {
            var now = Given.NOON.plusSeconds(second);
            var told = started(lane, Math.min(left, Math.max(1, lane.room(now))), now);
            end(lane, told, now);
            messages += told > 0 ? 1 : 0;
            left -= told;
            assertThat(messages).isLessThanOrEqualTo(20 * (1 + second / 60));
        }
        assertThat(messages).isEqualTo(50);
    }

    @Test
    void lanesOfOnePlaceKeepItsRateTogetherAndOthersTheirOwn() {
        var place = Optional.of(Secret.of("https://robot.example/send?access_token=1"));
        var robot = new Rate(20, Duration.ofMinutes(1), 0, 1000, place);
        var one = lanes.of(TARGET, Given.ACCOUNT, robot);
        var other = lanes.of(new TargetId("tgt-b"), Given.ACCOUNT, robot);
        var apart = lanes.of(new TargetId("tgt-c"), Given.ACCOUNT, ROBOT);
        var messages = 0;
        for (var second = 0; second < 30; second++) {
            var now = Given.NOON.plusSeconds(second);
            for (var lane : List.of(one, other)) {
                var told = started(lane, 1, now);
                end(lane, told, now);
                messages += told;
            }
        }
        assertThat(messages).isEqualTo(20);
        var now = Given.NOON.plusSeconds(30);
        assertThat(one.room(now)).isZero();
        assertThat(apart.room(now)).isPositive();
        assertThat(other.room(Given.NOON.plusSeconds(60))).isPositive();
    }

    @Test
    void theQuietThatAPlaceWantsIsKeptByAllItsLanes() {
        var place = Optional.of(Secret.of("https://robot.example/send?access_token=1"));
        var robot = new Rate(20, Duration.ofMinutes(1), 0, 1000, place);
        var one = lanes.of(TARGET, Given.ACCOUNT, robot);
        var other = lanes.of(new TargetId("tgt-b"), Given.ACCOUNT, robot);
        assertThat(started(one, 1, Given.NOON)).isEqualTo(1);
        assertThat(one.ended(false, Duration.ofMillis(5), Given.NOON.plusSeconds(600), Given.NOON)
                        .start())
                .isEmpty();
        assertThat(other.room(Given.NOON.plusSeconds(599))).isZero();
        assertThat(other.look(Given.NOON.plusSeconds(90)).shutFor()).isEqualTo(Duration.ofSeconds(510));
        assertThat(other.room(Given.NOON.plusSeconds(600))).isPositive();
    }

    @Test
    void whatWasToStartAndDidNotMakesRoom() {
        for (var rate : List.of(ROBOT, Rate.FREE)) {
            var lane = new Lanes<Lane.Passenger>(Limits.DEFAULT, Steady.CLOCK).of(TARGET, Given.ACCOUNT, rate);
            var room = lane.room(Given.NOON);
            var begun = started(lane, 3, Given.NOON);
            var later = Given.NOON.plusSeconds(60);
            for (var i = 0; i < begun; i++) {
                assertThat(lane.unused(later).start()).isEmpty();
            }
            assertThat(lane.room(later)).isEqualTo(room);
        }
    }

    @Test
    void whatComesWhileAMessageIsUnderWayWaitsForTheNext() {
        var lane = lanes.of(TARGET, Given.ACCOUNT, ROBOT);
        assertThat(started(lane, 3, Given.NOON)).isEqualTo(3);
        assertThat(started(lane, 1, Given.NOON.plusMillis(1))).isZero();
        assertThat(lane.room(Given.NOON.plusMillis(1))).isZero();
        end(lane, 3, Given.NOON.plusMillis(2));
        assertThat(lane.room(Given.NOON.plusMillis(3))).isEqualTo(1000);
    }

    @Test
    void aRateLimitsHowManyStartInAnySpan() {
        var lane = lanes.of(TARGET, Given.ACCOUNT, new Rate(5, Duration.ofSeconds(1), 0, 1));
        assertThat(started(lane, 10, Given.NOON)).isEqualTo(5);
        end(lane, 5, Given.NOON.plusMillis(10));
        assertThat(started(lane, 10, Given.NOON.plusMillis(999))).isZero();
        assertThat(lane.room(Given.NOON.plusMillis(999))).isZero();
        assertThat(lane.room(Given.NOON.plusSeconds(1))).isEqualTo(5);
        assertThat(started(lane, 10, Given.NOON.plusSeconds(1))).isEqualTo(5);
    }

    @Test
    void whatALaneDoesCanBeLookedAt() {
        assertThat(lanes.look(TARGET, Given.NOON)).isEmpty();
        var lane = lanes.of(TARGET, Given.ACCOUNT, new Rate(2, Duration.ofSeconds(1), 0, 1));
        assertThat(lane.look(Given.NOON).manner()).isEqualTo(Look.Manner.FLOWING);
        started(lane, 2, Given.NOON);
        var limited = lane.look(Given.NOON.plusMillis(400));
        assertThat(limited.manner()).isEqualTo(Look.Manner.LIMITED);
        assertThat(limited.underWay()).isEqualTo(2);
        assertThat(limited.shutFor()).isEqualTo(Duration.ofMillis(600));
        assertThat(lanes.manners(Given.NOON.plusMillis(400))).containsExactly(Map.entry(Look.Manner.LIMITED, 1L));
        end(lane, 2, Given.NOON.plusMillis(500));
    }

    @Test
    void aLaneThatIsShutSaysForHowLong() {
        var lane = lanes.of(TARGET, Given.ACCOUNT, Rate.FREE);
        for (var i = 0; i < Breaker.TRIP; i++) {
            started(lane, 1, Given.NOON);
            lane.ended(false, Duration.ofMillis(5), Instant.MIN, Given.NOON);
        }
        var open = lane.look(Given.NOON.plusMillis(300));
        assertThat(open.manner()).isEqualTo(Look.Manner.OPEN);
        assertThat(open.shutFor()).isEqualTo(Duration.ofMillis(700));
        assertThat(open.backoff()).isEqualTo(Breaker.FIRST);
        var later = Given.NOON.plus(Breaker.FIRST);
        assertThat(lane.look(later).manner()).isEqualTo(Look.Manner.PROBING);
        assertThat(lane.look(later).window()).isEqualTo(1);
        started(lane, 1, later);
        lane.ended(false, Duration.ofMillis(5), later.plusSeconds(100), later);
        var quiet = lane.look(later);
        assertThat(quiet.manner()).isEqualTo(Look.Manner.QUIET);
        assertThat(quiet.shutFor()).isEqualTo(Duration.ofSeconds(100));
        assertThat(quiet.backoff()).isEqualTo(Breaker.FIRST.multipliedBy(2));
    }

    @Test
    void aTargetsOwnConcurrencyIsNeverExceeded() {
        var lane = lanes.of(TARGET, Given.ACCOUNT, new Rate(0, Duration.ofSeconds(1), 2, 1));
        assertThat(started(lane, 10, Given.NOON)).isEqualTo(2);
    }

    @Test
    void anotherRateMakesAnotherLane() {
        var lane = lanes.of(TARGET, Given.ACCOUNT, Rate.FREE);
        assertThat(lanes.of(TARGET, Given.ACCOUNT, Rate.FREE)).isSameAs(lane);
        assertThat(lanes.of(TARGET, Given.ACCOUNT, ROBOT)).isNotSameAs(lane);
    }
}
