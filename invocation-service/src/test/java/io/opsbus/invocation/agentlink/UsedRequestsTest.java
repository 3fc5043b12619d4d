package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.agentlink.limit.Allowances;
import io.opsbus.invocation.agentlink.limit.Allowances.Limits;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UsedRequestsTest {
    private static final InstanceId AGENT = new InstanceId("mi-000000000000000001");
    private static final Duration KEPT = Proof.SKEW.multipliedBy(2);

    /** Of one that asks all it may, each is remembered, and none is refused as if it was forged. */
    @Test
    void whatAnAgentMayAskIsRemembered() {
        SettableClock clock = SettableClock.at(Instant.parse("2026-03-01T12:00:00Z"));
        var allowances = new Allowances(Limits.USUAL, clock);
        var used = new UsedRequests(KEPT, Limits.USUAL.most(KEPT));
        int taken = 0;
        for (long second = 0; second <= 2 * KEPT.toSeconds(); second++) {
            while (allowances.take(AGENT, 0)) {
                taken++;
                assertThat(used.spend(AGENT, "r" + taken, clock.instant()))
                        .as("request %d", taken)
                        .isTrue();
            }
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(taken).isGreaterThan(60_000);
        assertThat(used.isSpent(AGENT, "r" + taken)).isTrue();
    }
}
