package io.opsbus.invocation.agentlink;

import io.opsbus.testkit.agent.AgentServer;
import io.opsbus.testkit.agent.SimulatedIdentity;

/** Official agents newer than 2.2.3.578 have a fingerprint, and sign it in the place of their machine's id. */
class NewerOfficialAgentContractTest extends OfficialAgentContractTest {
    @Override
    SimulatedIdentity registered(AgentServer with) throws Exception {
        return with.registerByFingerprint("a-1", "secret", "m", SimulatedIdentity.freshKeys());
    }
}
