package io.opsbus.invocation.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.FleetNews;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.work.InvocationLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A simulated instance that is told as running has an agent, though that comes a moment later. */
class SimulatedInstancesTest {
    private static final InstanceId FRESH = new InstanceId("i-simulated000000001");

    private static Service service(boolean areAgentsSimulated, boolean isSimulated) {
        InvocationLimits usual = InvocationLimits.DEFAULT;
        var service = new Service(new InvocationLimits(
                usual.instances(),
                usual.daily(),
                usual.contentBytes(),
                usual.unkeptBytes(),
                usual.timeouts(),
                usual.kept(),
                usual.safeParameters(),
                areAgentsSimulated));
        var instance = new KnownInstance(FRESH, Given.ALICES, "fresh", "linux", true, isSimulated);
        service.fleet.take(List.of(new FleetNews.Seen(instance, Map.of(), false, 1)));
        return service;
    }

    private static String status(Service service) {
        return service.result(service.invoke("InstanceId.1", FRESH.text()))
                .get("InvocationStatus")
                .asText();
    }

    @Test
    void itTakesCommandsBeforeItsAgentIsHeard() {
        Service service = service(true, true);
        String invocation = service.invoke("InstanceId.1", FRESH.text());
        assertThat(service.result(invocation).get("InvocationStatus").asText()).isEqualTo("Pending");
        assertThat(service.agents.startup(FRESH, true).run()).hasSize(1);
        assertThat(service.call("InstallCloudAssistant", "InstanceId.1", FRESH.text())
                        .code())
                .isEqualTo("200");
    }

    @Test
    void whereNobodySimulatesItsAgentEachTaskEndsAtOnce() {
        assertThat(status(service(false, true))).isEqualTo("Aborted");
        assertThat(status(service(true, false))).isEqualTo("Aborted");
        assertThat(service(false, true)
                        .call("InstallCloudAssistant", "InstanceId.1", FRESH.text())
                        .code())
                .isEqualTo("OperationDenied.AgentNotInstalled");
    }

    @Test
    void whereItsAgentNeverComesTheTaskEndsAsWithAnyOther() {
        Service service = service(true, true);
        String invocation = service.invoke("InstanceId.1", FRESH.text());
        service.pass(Duration.ofSeconds(61));
        assertThat(service.result(invocation).get("ErrorCode").asText()).isEqualTo("ClientNotRunning");
    }

    @Test
    void anInstanceAddedToARepeatedInvocationIsTreatedAlike() {
        Service service = service(true, true);
        String invocation = service.invoke("Frequency", "0 */5 * * * ?");
        assertThat(service.call("ModifyInvocationAttribute", "InvokeId", invocation, "InstanceId.1", FRESH.text())
                        .code())
                .isEqualTo("200");
        assertThat(service.agents.startup(FRESH, true).run()).hasSize(1);
    }
}
