package io.opsbus.notifier.dispatch.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Limits;
import io.opsbus.notifier.targets.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Targets that are down together are back together: the first that answers has the others probed before their time. */
class EarlyProbesTest {
    private static final Duration TOOK = Duration.ofMillis(5);

    private final Lanes<Lane.Passenger> lanes = new Lanes<>(Limits.DEFAULT, Steady.CLOCK);

    private Lane<Lane.Passenger> lane(int number) {
        return lanes.of(new TargetId("tgt-" + number), Given.ACCOUNT, Rate.FREE);
    }

    private static void attempt(Lane<Lane.Passenger> lane, boolean well, Instant at) {
        assertThat(lane.offer(_ -> true, at)).isEqualTo(Lane.Offer.START);
        lane.ended(well, TOOK, Instant.MIN, at);
    }

    /** Fails whenever it may until it rests a minute; returns when that is over. */
    private static Instant down(Lane<Lane.Passenger> lane, Instant since) {
        var now = since;
        while (lane.look(now).backoff().compareTo(Breaker.LONGEST) < 0) {
            attempt(lane, false, now);
            now = now.plus(lane.look(now).shutFor());
        }
        return now;
    }

    @Test
    void whenOneAnswersTheOthersAreProbedOneAfterTheOther() {
        var first = lane(0);
        var others = IntStream.rangeClosed(1, 15).mapToObj(this::lane).toList();
        var now = down(first, Given.NOON);
        others.forEach(other -> down(other, Given.NOON.plusSeconds(100)));
        assertThat(others).allSatisfy(other -> assertThat(other.room(now)).isZero());
        attempt(first, true, now);
        assertThat(others).allSatisfy(other -> assertThat(other.room(now)).isZero());
        var waits =
                others.stream().map(other -> other.look(now).shutFor()).sorted().toList();
        assertThat(waits).doesNotHaveDuplicates();
        assertThat(waits.getLast()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        var later = now.plusSeconds(1);
        assertThat(others).allSatisfy(other -> assertThat(other.room(later)).isEqualTo(1));
        attempt(others.getFirst(), true, later);
        assertThat(others.getFirst().room(later)).as("it is back").isGreaterThan(1);
    }

    @Test
    void aProbeBeforeItsTimeThatFailsChangesNothingAndComesOnceInARest() {
        var dead = lane(1);
        var end = down(dead, Given.NOON);
        var now = end.minusSeconds(50);
        backFromAnOutage(lane(0), now);
        var early = now.plusSeconds(1);
        attempt(dead, false, early);
        assertThat(dead.look(early).shutFor()).as("as before").isEqualTo(Duration.between(early, end));
        var again = early.plusSeconds(20);
        backFromAnOutage(lane(2), again);
        assertThat(dead.look(again).shutFor()).as("once").isEqualTo(Duration.between(again, end));
        attempt(dead, false, end);
        assertThat(dead.look(end).shutFor()).isBetween(Breaker.LONGEST.dividedBy(2), Breaker.LONGEST);
        backFromAnOutage(lane(3), end.plusSeconds(5));
        assertThat(dead.look(end.plusSeconds(5)).shutFor())
                .as("in the next rest")
                .isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void whatGoesDownTogetherIsNotProbedTogether() {
        var ends = IntStream.range(0, 16)
                .mapToObj(this::lane)
                .map(one -> Duration.between(Given.NOON, down(one, Given.NOON)).toSeconds())
                .sorted()
                .toList();
        assertThat(ends.getLast() - ends.getFirst()).isGreaterThan(20);
        assertThat(ends.stream().distinct().count())
                .as("spread over the seconds")
                .isGreaterThan(8);
        assertThat(ends.getLast()).isLessThanOrEqualTo(123);
    }

    private static void backFromAnOutage(Lane<Lane.Passenger> lane, Instant at) {
        var over = down(lane, at.minusSeconds(300));
        assertThat(over).isBefore(at);
        attempt(lane, true, at);
    }

    @Test
    void whoFailsForAMomentSaysNothingOfOthersAndQuietIsKept() {
        var dead = lane(1);
        var end = down(dead, Given.NOON);
        var quiet = lane(2);
        down(quiet, Given.NOON);
        quiet.rest(end.plusSeconds(600));
        var now = end.minusSeconds(50);
        var shaky = lane(0);
        for (var i = 0; i < Breaker.TRIP; i++) {
            attempt(shaky, false, now.minusSeconds(1));
        }
        attempt(shaky, true, now);
        assertThat(dead.look(now).shutFor()).isEqualTo(Duration.ofSeconds(50));
        backFromAnOutage(lane(3), now);
        assertThat(dead.look(now).shutFor()).isLessThan(Duration.ofSeconds(1));
        assertThat(quiet.room(now.plusSeconds(60))).isZero();
        assertThat(List.of(quiet.look(now.plusSeconds(60)).manner())).containsExactly(Look.Manner.QUIET);
    }
}
