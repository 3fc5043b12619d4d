package io.opsbus.notifier.dispatch.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Limits;
import io.opsbus.notifier.targets.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** Accounts among each other: whatever targets do, there is room for those of others. */
class PlacesTest {
    private static final int ALL = Limits.DEFAULT.allWindows();
    private static final int ACCOUNTS = 20;

    private final Lanes<Lane.Passenger> lanes = new Lanes<>(Limits.DEFAULT, Steady.CLOCK);
    private final Deque<Lane<Lane.Passenger>> busy = new ArrayDeque<>();

    private static AccountId account(int number) {
        return new AccountId("account-" + number);
    }

    private Lane<Lane.Passenger> lane(AccountId account, int target) {
        return lanes.of(new TargetId("tgt-" + account + "-" + target), account, Rate.FREE);
    }

    /** How many of these targets' attempts begin, none of which ends. */
    private int hang(AccountId account, int targets) {
        var begun = 0;
        for (var target = 0; target < targets; target++) {
            var lane = lane(account, target);
            while (lane.offer(_ -> false, Given.NOON) == Lane.Offer.START) {
                busy.add(lane);
                begun++;
            }
        }
        return begun;
    }

    @Test
    void anAccountWithAnyNumberOfHangingTargetsLeavesHalfToOthers() {
        assertThat(hang(account(1), 500)).isEqualTo(ALL / 2);
        assertThat(hang(account(2), 1)).as("all that a new target may have").isEqualTo(Limits.DEFAULT.window());
    }

    @Test
    void howeverManyAccountsTakeWhatTheyCanEachComesToItsShareAndLeavesAsMuch() {
        for (var number = 0; number < ACCOUNTS; number++) {
            hang(account(number), 500);
        }
        // each attempt ends, at its time-out; whoever wants can have its place
        for (var ends = 0; ends < 3 * ALL; ends++) {
            busy.removeFirst().ended(true, Duration.ofSeconds(5), Instant.MIN, Given.NOON);
            for (var number = 0; number < ACCOUNTS; number++) {
                hang(account((ends + number) % ACCOUNTS), 10);
            }
        }
        var free = ALL - busy.size();
        assertThat(free).isCloseTo(ALL / (ACCOUNTS + 1), within(ACCOUNTS));
        assertThat(hang(account(ACCOUNTS), 500)).as("whoever comes").isCloseTo(free / 2, within(1));
    }

    @Test
    void aPlaceIsFreeAgainWhenItsAttemptHasEnded() {
        assertThat(lanes.free(account(1))).isEqualTo(ALL / 2);
        hang(account(1), 500);
        assertThat(lanes.free(account(1))).isZero();
        busy.forEach(lane -> lane.ended(false, Duration.ofSeconds(5), Instant.MIN, Given.NOON));
        assertThat(lanes.free(account(1))).isEqualTo(ALL / 2);
        assertThat(lanes.free(account(2))).isEqualTo(ALL / 2);
    }
}
