package io.opsbus.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsbus.notifier.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The whole schedule under a clock that only the test moves. */
class RetryPolicyTest {
    private static final Instant START = Given.NOON;
    private static final Outcome FAILED = new Outcome.Answered(500, Optional.empty());

    /** Every attempt's instant until the delivery is over. */
    private static List<Instant> attempts(RetryPolicy policy, Outcome outcome, Random random) {
        var instants = new ArrayList<Instant>();
        DeliveryState state = new DeliveryState.Routed(START);
        var now = START;
        while (state instanceof DeliveryState.Open open) {
            now = open instanceof DeliveryState.Parked parked ? parked.dueAt() : now;
            instants.add(now);
            state = open.after(outcome, now, policy, random.nextDouble());
        }
        assertThat(state).isEqualTo(new DeliveryState.DeadLettered(instants.size(), DeadReason.EXPIRED));
        return instants;
    }

    @Test
    void withoutChanceTheWaitsDoubleUpToTheCeilingAndTheLastAttemptIsAtTheLimit() {
        var policy = new RetryPolicy(
                Duration.ofSeconds(5), 2, Duration.ofMinutes(30), 0, Duration.ofHours(24), Duration.ofHours(24));
        var instants = attempts(policy, FAILED, new Random(1));
        var waits = new ArrayList<Long>();
        for (var i = 1; i < instants.size(); i++) {
            waits.add(Duration.between(instants.get(i - 1), instants.get(i)).toSeconds());
        }
        assertThat(waits.subList(0, 11)).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 1800L, 1800L);
        assertThat(instants.getLast()).isEqualTo(START.plus(Duration.ofHours(24)));
        assertThat(instants).hasSize(57);
    }

    @Test
    void jitterStaysWithinItsShareWhateverChanceSays() {
        for (var seed = 0; seed < 500; seed++) {
            var instants = attempts(RetryPolicy.DEFAULT, FAILED, new Random(seed));
            assertThat(Duration.between(START, instants.get(1)))
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
            assertThat(instants.getLast()).isEqualTo(START.plus(Duration.ofHours(24)));
            assertThat(instants).hasSizeBetween(50, 70).isSorted();
        }
    }

    @Test
    void retryAfterIsHonouredButNeverBeyondTheLimitNorBeforeTheBackoff() {
        var policy = RetryPolicy.DEFAULT;
        assertThat(next(policy, START.plusSeconds(3600))).contains(START.plusSeconds(3600));
        assertThat(next(policy, START.plusSeconds(1))).contains(START.plusSeconds(5));
        assertThat(next(policy, START.plus(Duration.ofDays(3650)))).contains(START.plus(Duration.ofHours(24)));
    }

    private static Optional<Instant> next(RetryPolicy policy, Instant asked) {
        return policy.next(START, 1, new Outcome.Answered(429, Optional.of(asked)), START, 0.5);
    }

    @Test
    void answersThatRefuseTheRequestHaveALimitOfTheirOwn() {
        var policy = new RetryPolicy(
                Duration.ofSeconds(5), 2, Duration.ofMinutes(30), 0, Duration.ofHours(24), Duration.ofMinutes(1));
        var refused = new Outcome.Answered(404, Optional.empty());
        assertThat(attempts(policy, refused, new Random(1)).getLast()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void aClockThatJumpsBackOnlyDelays() {
        var back = START.minus(Duration.ofHours(1));
        assertThat(RetryPolicy.DEFAULT.next(START, 3, FAILED, back, 0.5)).contains(back.plusSeconds(20));
    }

    @Test
    void settingsThatCannotWorkAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(
                        Duration.ZERO, 2, Duration.ofMinutes(30), 0, Duration.ofHours(24), Duration.ofHours(24)))
                .withMessageContaining("opsbus.notifier.retry");
    }
}
