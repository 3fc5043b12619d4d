package io.opsbus.invocation.task;

import static io.opsbus.invocation.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AgentSightTest {
    private static final Duration SILENCE = Duration.ofMinutes(3);

    @Test
    void whoListensSinceAMomentAgoWaitsForAnAgentThatWasHeardBefore() {
        var heard = new AgentSight(NOON, true);
        var now = NOON.plusSeconds(600);
        assertThat(heard.isAlive(now, SILENCE)).isFalse();
        assertThat(heard.unheardBefore(now).isAlive(now, SILENCE)).isTrue();
        assertThat(heard.unheardBefore(now).isAlive(now.plus(SILENCE), SILENCE)).isFalse();
        assertThat(heard.unheardBefore(NOON.minusSeconds(1))).isEqualTo(heard);
    }

    @Test
    void anAgentThatWasNeverHeardIsNotThere() {
        assertThat(AgentSight.NEVER.unheardBefore(NOON)).isEqualTo(AgentSight.NEVER);
    }
}
