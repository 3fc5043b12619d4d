package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.LINUX;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.task.TaskLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long an agent may be silent is one setting, to whatever asks whether there is one. */
class SilenceTest {
    private static Service service(int minutes) {
        TaskLimits usual = TaskLimits.DEFAULT;
        return new Service(new TaskLimits(
                usual.delivery(), usual.grace(), Duration.ofMinutes(minutes), usual.outputBytes(), usual.power()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 30})
    void whoAsksForAnAgentAndWhoAsksForOneToBeInstalledHearTheSame(int minutes) {
        Service service = service(minutes);
        service.pass(Duration.ofMinutes(minutes).minusSeconds(1));
        assertThat(status(service)).isEqualTo("true");
        assertThat(installed(service)).isEqualTo("200");
        service.pass(Duration.ofSeconds(2));
        assertThat(status(service)).isEqualTo("false");
        assertThat(installed(service)).isEqualTo("OperationDenied.AgentNotInstalled");
    }

    @Test
    void whatIsInvokedOnAnAgentThatIsSilentForLongerIsAborted() {
        Service service = service(30);
        service.pass(Duration.ofMinutes(20));
        assertThat(service.result(service.invoke()).get("InvocationStatus").asText())
                .isEqualTo("Pending");
        service.pass(Duration.ofMinutes(11));
        assertThat(service.result(service.invoke()).get("ErrorCode").asText()).isEqualTo("ClientNotRunning");
    }

    private static String status(Service service) {
        return service.call("DescribeCloudAssistantStatus", "InstanceId.1", LINUX.text())
                .body()
                .at("/InstanceCloudAssistantStatusSet/InstanceCloudAssistantStatus/0/CloudAssistantStatus")
                .asText();
    }

    private static String installed(Service service) {
        return service.call("InstallCloudAssistant", "InstanceId.1", LINUX.text())
                .code();
    }
}
