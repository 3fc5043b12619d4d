package io.opsbus.notifier.dispatch.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Limits;
import io.opsbus.notifier.targets.Rate;
import io.opsbus.notifier.targets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Accounts make and delete targets for years: what is known of those that are gone goes too, and nobody waits for them. */
class ForgottenLanesTest {
    private static final int MANY = 5_000;
    private static final Duration TOOK = Duration.ofMillis(5);

    private final Lanes<Lane.Passenger> lanes = new Lanes<>(Limits.DEFAULT, Steady.CLOCK);
    private final Set<TargetId> named = new HashSet<>();

    private Lane<Lane.Passenger> make(String name, Rate rate) {
        var target = new TargetId("tgt-" + name);
        named.add(target);
        return lanes.of(target, Given.ACCOUNT, rate);
    }

    private static Rate robot(int number) {
        var place = Optional.of(Secret.of("https://robot.example/send?access_token=" + number));
        return new Rate(20, Duration.ofMinutes(1), 0, 1000, place);
    }

    private static void attempt(Lane<Lane.Passenger> lane, boolean well, Instant at) {
        assertThat(lane.offer(_ -> true, at)).isEqualTo(Lane.Offer.START);
        assertThat(lane.ended(well, TOOK, Instant.MIN, at).start()).isEmpty();
    }

    private static Instant down(Lane<Lane.Passenger> lane, Instant since) {
        var now = since;
        while (lane.look(now).backoff().compareTo(Breaker.LONGEST) < 0) {
            attempt(lane, false, now);
            now = now.plus(lane.look(now).shutFor());
        }
        return now;
    }

    @Test
    void thousandsOfTargetsLeaveNothingBehind() {
        for (var i = 0; i < MANY; i++) {
            attempt(make("program-" + i, Rate.FREE), i % 2 == 0, Given.NOON);
            attempt(make("robot-" + i, robot(i)), i % 2 == 0, Given.NOON);
        }
        assertThat(lanes.size()).isEqualTo(3 * MANY);
        named.clear();
        lanes.keep(named::contains, Given.NOON);
        assertThat(lanes.size()).as("rates still count").isEqualTo(MANY);
        lanes.keep(named::contains, Given.NOON.plusSeconds(60));
        assertThat(lanes.size()).isZero();
    }

    @Test
    void whatIsUnderWayEndsFirst() {
        var lane = make("a", Rate.FREE);
        assertThat(lane.offer(_ -> true, Given.NOON)).isEqualTo(Lane.Offer.START);
        named.clear();
        lanes.keep(named::contains, Given.NOON);
        assertThat(lanes.size()).isOne();
        assertThat(lane.ended(true, TOOK, Instant.MIN, Given.NOON).start()).isEmpty();
        lanes.keep(named::contains, Given.NOON);
        assertThat(lanes.size()).isZero();
    }

    @Test
    void aPlaceThatATargetStillLeadsToKeepsItsRate() {
        var one = make("one", robot(1));
        var other = make("other", robot(1));
        for (var i = 0; i < 20; i++) {
            attempt(one, true, Given.NOON);
        }
        named.remove(new TargetId("tgt-one"));
        lanes.keep(named::contains, Given.NOON.plusSeconds(30));
        assertThat(other.room(Given.NOON.plusSeconds(30))).isZero();
        assertThat(make("put again", robot(1)).room(Given.NOON.plusSeconds(30))).isZero();
    }

    @Test
    void earlyProbesGoToThoseThatAreStillThere() {
        var first = make("first", Rate.FREE);
        var living = new ArrayList<Lane<Lane.Passenger>>();
        for (var i = 0; i < MANY; i++) {
            var lane = make("dead-" + i, Rate.FREE);
            if (i % 1000 == 0) {
                living.add(lane);
            } else {
                named.remove(new TargetId("tgt-dead-" + i));
            }
            down(lane, Given.NOON.plusSeconds(100));
        }
        var now = down(first, Given.NOON);
        lanes.keep(named::contains, now);
        attempt(first, true, now);
        assertThat(living)
                .hasSize(5)
                .allSatisfy(
                        lane -> assertThat(lane.look(now).shutFor()).isLessThanOrEqualTo(Duration.ofMillis(20 * 5)));
    }
}
