package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.testkit.agent.AgentServer;
import io.opsbus.testkit.agent.SimulatedIdentity;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Official agents newer than 2.2.3.578 have a fingerprint, and sign it in the place of their machine's id. */
class NewerOfficialAgentContractTest extends OfficialAgentContractTest {
    @Override
    SimulatedIdentity registered(AgentServer with) throws Exception {
        return with.registerByFingerprint("a-1", "secret", "m", SimulatedIdentity.freshKeys());
    }

    /** It was away when its owner ended it. */
    @Test
    void oneThatIsNoInstanceAnyMoreForgetsItsRegistrationWithItsNextHeartbeat() throws Exception {
        tasks.forget(instance);
        Objects.requireNonNull(agent).beat();
        assertThat(Objects.requireNonNull(agent).isGone()).isTrue();
    }
}
