package io.opsbus.invocation.delivery;

import static io.opsbus.invocation.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.delivery.DueOutputs.Verdict;
import io.opsbus.invocation.task.Output;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryingTest {
    private static final Attempt AWAY = new Attempt.NotYet("SlowDown");

    private static DueOutput tried(int tries) {
        return new DueOutput(new TaskId("t-1"), NOON, NOON, "logs", "a", tries, Output.NONE);
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        for (int tries = 1; tries <= 40; tries++) {
            Duration pause = Duration.ofSeconds(Math.min(300, 1L << Math.min(tries - 1, 20)));
            assertThat(Retrying.USUAL.verdict(tried(tries), AWAY, NOON))
                    .as("after try %s", tries)
                    .isEqualTo(new Verdict.Again(NOON.plus(pause), "SlowDown"));
        }
    }

    @Test
    void patienceHasAnEnd() {
        var last = NOON.plus(Duration.ofDays(1)).minusSeconds(300);
        assertThat(Retrying.USUAL.verdict(tried(20), AWAY, last)).isInstanceOf(Verdict.Again.class);
        assertThat(Retrying.USUAL.verdict(tried(20), AWAY, last.plusMillis(1)))
                .isEqualTo(new Verdict.GivenUp("SlowDown"));
    }

    @Test
    void whatIsThereOrRefusedIsNotTriedAgain() {
        assertThat(Retrying.USUAL.verdict(tried(1), new Attempt.Stored(), NOON)).isEqualTo(new Verdict.Delivered());
        assertThat(Retrying.USUAL.verdict(tried(1), new Attempt.Refused("AccessDenied"), NOON))
                .isEqualTo(new Verdict.GivenUp("AccessDenied"));
    }
}
