package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.STOPPED;
import static io.opsbus.invocation.Given.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.work.InvocationLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls to run something that are refused, or only checked, and what is said of them (guide 2.3.2). */
class RefusedRunsTest {
    private final Service service = new Service();

    @Test
    void whatCannotRunIsRefusedAndNothingIsStarted() {
        assertThat(service.tryInvoke("CommandId", "c-nobody").code()).isEqualTo("InvalidCmdId.NotFound");
        assertThat(service.tryInvoke("InstanceId.2", "i-nobody").code()).isEqualTo("InvalidInstance.NotFound");
        assertThat(service.tryInvoke("InstanceId.2", WINDOWS.text()).code()).isEqualTo("InvalidInstance.NotMatch");
        Service.Told stopped = service.tryInvoke("InstanceId.2", STOPPED.text());
        assertThat(stopped.status()).isEqualTo(400);
        assertThat(stopped.code()).isEqualTo("InvalidInstanceStatus");
        assertThat(service.tryInvoke("Timed", "true").code()).isEqualTo("MissingParam.Frequency");
        assertThat(service.tryInvoke("Frequency", "* * *").code()).isEqualTo("InvalidParam.Frequency");
        assertThat(service.tryInvoke("Frequency", "rate(60s)").code())
                .as("not longer than a run")
                .isEqualTo("InvalidParam.Frequency");
        assertThat(service.tryInvoke("Parameters", "{\"other\":\"x\"}").code()).isEqualTo("Parameter.NotMatched");
        Service.Told twice = service.tryInvoke("Parameters", "{\"who\":\"x\",\"WHO\":\"y\"}");
        assertThat(twice.code()).isEqualTo("ParameterKey.Duplicate");
        assertThat(twice.text("Message")).contains("differ in nothing but their case");
        assertThat(service.tryInvoke("Parameters", "{\"" + "k".repeat(65) + "\":\"x\"}")
                        .code())
                .isEqualTo("ParameterKey.ExceedLimit");
        assertThat(service.tryInvoke("Parameters", "{\"who\":\"" + "x".repeat(18_432) + "\"}")
                        .code())
                .isEqualTo("CmdContent.ExceedLimit");
        assertThat(service.tryInvoke("Username", "u".repeat(256)).code()).isEqualTo("Username.ExceedLimit");
        assertThat(service.tryInvoke("WindowsPasswordName", "p".repeat(256)).code())
                .isEqualTo("InvalidParameter.WindowsPasswordName");
        assertThat(service.call(
                                "InvokeCommand",
                                "CommandId",
                                Given.command("").id().text())
                        .code())
                .isEqualTo("MissingParameter.InstanceIds");
        assertThat(service.tryInvoke("ResourceTag.1.Key", "env").code()).isEqualTo("InvalidParameter.ResourceTag");
        assertThat(service.call("DescribeInvocations").body().get("TotalCount").asInt())
                .isZero();
        assertThat(service.kicks).isEmpty();
    }

    private static String withoutHarm(Service.Told told) {
        return told.text("Message").replaceFirst(".*\\. ", "");
    }

    @Test
    void errorsSayWhichInstanceOrParameterTheySpeakOf() {
        assertThat(withoutHarm(service.tryInvoke("InstanceId.2", "i-nobody"))).isEqualTo("Instance: i-nobody.");
        assertThat(withoutHarm(service.tryInvoke("InstanceId.2", WINDOWS.text())))
                .isEqualTo("Instance: " + WINDOWS + ".");
        assertThat(withoutHarm(service.tryInvoke("InstanceId.2", STOPPED.text())))
                .isEqualTo("Instance: " + STOPPED + ".");
        assertThat(withoutHarm(service.tryInvoke("Parameters", "{\"other\":\"secret\"}")))
                .isEqualTo("Name: other.");
        assertThat(service.tryInvoke("Parameters", "{\"who\":\"x\",\"WHO\":\"y\"}")
                        .text("Message"))
                .matches(".* Name: (who|WHO)\\.");
        assertThat(withoutHarm(service.tryInvoke("Tag.1.Key", "a", "Tag.2.Key", "b", "Tag.3.Key", "b")))
                .isEqualTo("Key: b.");
        for (String action : List.of("InstallCloudAssistant", "DescribeCloudAssistantStatus")) {
            assertThat(withoutHarm(service.call(action, "InstanceId.1", LINUX.text(), "InstanceId.2", "i-nobody")))
                    .as(action)
                    .isEqualTo("Instance: i-nobody.");
        }
        String id = service.invoke();
        assertThat(withoutHarm(service.call("StopInvocation", "InvokeId", id, "InstanceId.1", WINDOWS.text())))
                .isEqualTo("Instance: " + WINDOWS + ".");
    }

    @Test
    void whatACallerSentIsToldAgainShortAndWithoutWhatCouldDoHarm() {
        assertThat(withoutHarm(service.tryInvoke("Parameters", "{\"a\\u202e\\u2028b\\ud83d\\ude00\":\"x\"}")))
                .isEqualTo("Name: a??b\ud83d\ude00.");
        assertThat(withoutHarm(service.tryInvoke("Parameters", "{\"" + "k".repeat(65) + "\":\"x\"}")))
                .isEqualTo("Name: " + "k".repeat(64) + "….");
        assertThat(withoutHarm(service.tryInvoke("InstanceId.2", "\u001b[31mi")))
                .isEqualTo("Instance: ?[31mi.");
    }

    @Test
    void aCallMayNameFiftyInstances() {
        List<String> parameters = new ArrayList<>();
        for (int n = 1; n <= 51; n++) {
            var id = new InstanceId("i-many%d".formatted(n));
            service.add(new KnownInstance(id, Given.ALICES, "n", "linux", true));
            parameters.addAll(List.of("InstanceId." + n, id.text()));
        }
        assertThat(service.tryInvoke(parameters.toArray(String[]::new)).code()).isEqualTo("InstanceIds.ExceedLimit");
        String id = service.invoke(parameters.subList(0, 100).toArray(String[]::new));
        assertThat(service.describe(id).get("InvokeInstances").get("InvokeInstance"))
                .hasSize(50);
    }

    @Test
    void theQuotaOfADayIsKeptAndBeginsAnewAtMidnight() {
        InvocationLimits usual = InvocationLimits.DEFAULT;
        var small = new Service(new InvocationLimits(
                50, 2, usual.contentBytes(), usual.unkeptBytes(), usual.timeouts(), usual.kept(), false));
        small.invoke();
        small.invoke();
        assertThat(small.tryInvoke().code()).isEqualTo("Invocation.ExceedQuota");
        small.clock.advance(Duration.ofHours(12));
        assertThat(small.tryInvoke().status()).isEqualTo(200);
    }

    @Test
    void aDryRunOnlyChecks() {
        assertThat(service.tryInvoke("RepeatMode", "DryRun").status()).isEqualTo(200);
        assertThat(service.tryInvoke("RepeatMode", "DryRun", "InstanceId.2", STOPPED.text())
                        .code())
                .isEqualTo("InvalidInstanceStatus");
        assertThat(service.call("DescribeInvocations").body().get("TotalCount").asInt())
                .isZero();
    }
}
