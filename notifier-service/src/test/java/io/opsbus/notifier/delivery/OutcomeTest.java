package io.opsbus.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The decision table: every status × what it means, and every state × outcome. */
class OutcomeTest {
    private static Outcome status(int code) {
        return new Outcome.Answered(code, Optional.empty());
    }

    @Test
    void everyStatusHasItsMeaning() {
        IntStream.rangeClosed(200, 599)
                .forEach(code ->
                        assertThat(status(code).verdict()).as("%d", code).isEqualTo(expected(code)));
    }

    private static Verdict expected(int code) {
        if (code < 300) {
            return Verdict.DELIVERED;
        }
        if (code == 410) {
            return Verdict.DEAD;
        }
        return code / 100 == 4 && code != 408 && code != 425 && code != 429 ? Verdict.RETRY_REFUSED : Verdict.RETRY;
    }

    @ParameterizedTest
    @EnumSource(Outcome.Trouble.class)
    void noAnswerIsAlwaysTriedAgain(Outcome.Trouble trouble) {
        assertThat(new Outcome.Unanswered(trouble).verdict()).isEqualTo(Verdict.RETRY);
    }

    @Test
    void whatIsPutOffIsNoAttemptAndWhatWasServedIsKept() {
        var one = new Progress(Set.of("a@b"), Set.of());
        var other = new Progress(Set.of("c@d"), Set.of("e@f"));
        var parked = new DeliveryState.Parked(Given.NOON, 3, Given.NOON, one);
        var policy = RetryPolicy.DEFAULT;
        assertThat(parked.after(new Outcome.Postponed(Duration.ofSeconds(2), other), Given.NOON, policy, 0.5))
                .isEqualTo(new DeliveryState.Parked(Given.NOON, 3, Given.NOON.plusSeconds(2), one.plus(other)));
        assertThat(parked.after(new Outcome.Postponed(Duration.ofHours(12), other, true), Given.NOON, policy, 0.5))
                .as("a rest does not count for its age")
                .isEqualTo(new DeliveryState.Parked(
                        Given.NOON.plus(Duration.ofHours(12)),
                        3,
                        Given.NOON.plus(Duration.ofHours(12)),
                        one.plus(other)));
        assertThat(parked.after(new Outcome.Partial(status(500), "", other), Given.NOON, policy, 0.5))
                .isEqualTo(new DeliveryState.Parked(Given.NOON, 4, Given.NOON.plusSeconds(40), one.plus(other)));
        assertThat(parked.after(status(500), Given.NOON, policy, 0.5))
                .isEqualTo(new DeliveryState.Parked(Given.NOON, 4, Given.NOON.plusSeconds(40), one));
        assertThat(parked.untried(Given.NOON)).isEqualTo(parked);
        assertThat(Progress.of(one.plus(other).text())).isEqualTo(one.plus(other));
        assertThat(one.plus(other).open(List.of("a@b", "e@f", "g@h"))).containsExactly("g@h");
    }

    @Test
    void eachOpenStateGoesWhereTheDiagramSays() {
        var routed = new DeliveryState.Routed(Given.NOON);
        var parked = new DeliveryState.Parked(Given.NOON, 3, Given.NOON);
        var policy = RetryPolicy.DEFAULT;
        assertThat(routed.after(status(204), Given.NOON, policy, 0.5)).isEqualTo(new DeliveryState.Delivered(1));
        assertThat(parked.after(status(204), Given.NOON, policy, 0.5)).isEqualTo(new DeliveryState.Delivered(4));
        assertThat(routed.after(status(301), Given.NOON, policy, 0.5))
                .isEqualTo(new DeliveryState.Parked(Given.NOON, 1, Given.NOON.plusSeconds(5)));
        assertThat(parked.after(status(500), Given.NOON, policy, 0.5))
                .isEqualTo(new DeliveryState.Parked(Given.NOON, 4, Given.NOON.plusSeconds(40)));
        assertThat(routed.after(status(410), Given.NOON, policy, 0.5))
                .isEqualTo(new DeliveryState.DeadLettered(1, DeadReason.GONE));
        assertThat(parked.after(status(500), Given.NOON.plus(policy.limit()), policy, 0.5))
                .isEqualTo(new DeliveryState.DeadLettered(4, DeadReason.EXPIRED));
        assertThat(parked.unsubscribed()).isEqualTo(new DeliveryState.DeadLettered(3, DeadReason.UNSUBSCRIBED));
        assertThat(parked.untried(Given.NOON)).isEqualTo(parked);
    }
}
