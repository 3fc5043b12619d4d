package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Commands run on instances (guide 2.3, 2.4); instances of the standard catalogue are simulated and have no agent. */
@VerifiedAgainst(Source.GUIDE)
class InvocationsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String UNKNOWN = "i-bp1nosuchinstance00";

    @InEveryDialect
    void withoutAnAgentARunFailsAndSaysSo(Caller caller) {
        String instance = known(caller, new Machines(caller).running());
        String command = caller.ask(
                        "CreateCommand",
                        Map.of("Name", "echo", "Type", "RunShellScript", "CommandContent", base64("echo 123")))
                .text("CommandId");
        String invocation = caller.ask("InvokeCommand", Map.of("CommandId", command, "InstanceId", List.of(instance)))
                .text("InvokeId");
        Body result = result(caller, invocation);
        assertThat(result.text("InstanceId")).isEqualTo(instance);
        assertThat(result.text("CommandId")).isEqualTo(command);
        assertThat(result.text("ErrorCode")).isEqualTo("ClientNotRunning");
        assertThat(result.text("InvokeRecordStatus")).isEqualTo("Failed");
        Body told = caller.ask("DescribeInvocations", Map.of("InvokeId", invocation))
                .list("Invocations")
                .getFirst();
        assertThat(told.text("InvokeStatus")).isEqualTo("Failed");
        assertThat(told.text("CommandContent")).isEqualTo(base64("echo 123"));
        caller.ask("DeleteCommand", Map.of("CommandId", command));
    }

    @InEveryDialect
    void aScriptIsRunAtOnceAndAPeriodicOneIsStopped(Caller caller) {
        String instance = known(caller, new Machines(caller).running());
        String invocation = caller.ask(
                        "RunCommand",
                        Map.of(
                                "Type",
                                "RunShellScript",
                                "CommandContent",
                                base64("date"),
                                "InstanceId",
                                List.of(instance),
                                "Name",
                                "run",
                                "KeepCommand",
                                false))
                .text("InvokeId");
        assertThat(result(caller, invocation).text("ErrorCode")).isEqualTo("ClientNotRunning");
        caller.ask("StopInvocation", Map.of("InvokeId", invocation, "InstanceId", List.of(instance)));
        assertThat(caller.refusal("ModifyInvocationAttribute", Map.of("InvokeId", "t-hz0000000000000")))
                .isEqualTo("InvalidInvokeId.NotFound");
        assertThat(caller.refusal("StopInvocation", Map.of("InvokeId", "t-hz0000000000000")))
                .isEqualTo("InvalidInvokeId.NotFound");
    }

    @InEveryDialect
    @VerifiedAgainst(Source.REFERENCE)
    void instancesAreChosenByTheirTags(Caller caller) {
        String instance = known(caller, new Machines(caller).running());
        List<Map<String, Object>> tags = List.of(Map.of("Key", "wave", "Value", instance));
        caller.ask("TagResources", Map.of("ResourceType", "instance", "ResourceId", List.of(instance), "Tag", tags));
        Map<String, Object> run =
                Map.of("Type", "RunShellScript", "CommandContent", base64("date"), "ResourceTag", tags);
        String invocation = await("the tag is known")
                .atMost(PATIENCE)
                .until(
                        () -> caller.call("RunCommand", run),
                        answer -> answer.outcome().equals("OK"))
                .body()
                .text("InvokeId");
        assertThat(result(caller, invocation).text("InstanceId")).isEqualTo(instance);
    }

    @InEveryDialect
    void filesAreSentAndToldOf(Caller caller) {
        String instance = known(caller, new Machines(caller).running());
        String invocation = caller.ask(
                        "SendFile",
                        Map.of(
                                "Name", "told.txt",
                                "TargetDir", "/tmp",
                                "Content", base64("hello"),
                                "ContentType", "Base64",
                                "InstanceId", List.of(instance)))
                .text("InvokeId");
        List<Body> sent = caller.ask("DescribeSendFileResults", Map.of("InvokeId", invocation))
                .list("Invocations");
        assertThat(sent)
                .singleElement()
                .satisfies(one -> assertThat(one.text("Name")).isEqualTo("told.txt"));
    }

    @InEveryDialect
    @VerifiedAgainst(Source.REFERENCE)
    void activationsAreMadeDisabledAndDeleted(Caller caller) {
        Body made = caller.ask(
                "CreateActivation",
                Map.of("Description", "told", "InstanceCount", 2, "InstanceName", "edge", "TimeToLiveInHours", 1));
        assertThat(made.text("ActivationCode")).isNotBlank();
        String id = made.text("ActivationId");
        Map<String, Object> asked = Map.of("ActivationId", id);
        assertThat(caller.ask("DescribeActivations", asked).list("ActivationList"))
                .singleElement()
                .satisfies(one -> assertThat(one.number("InstanceCount")).isEqualTo(2));
        assertThat(caller.refusalOfStranger("DisableActivation", asked)).isEqualTo("InvalidActivationId.NotFound");
        caller.ask("DisableActivation", asked);
        caller.ask("DeleteActivation", asked);
        assertThat(caller.refusal("DeleteActivation", asked)).isEqualTo("InvalidActivationId.NotFound");
    }

    @InEveryDialect
    void managedInstancesAreListedAndUnknownOnesNotFound(Caller caller) {
        assertThat(caller.ask("DescribeManagedInstances", Map.of()).find("TotalCount"))
                .isNotNull();
        assertThat(caller.refusal(
                        "ModifyManagedInstance", Map.of("InstanceId", "mi-hz000000000", "InstanceName", "name")))
                .isEqualTo("InvalidInstanceId.NotFound");
        assertThat(caller.refusal("DeregisterManagedInstance", Map.of("InstanceId", "mi-hz000000000")))
                .isEqualTo("InvalidInstanceId.NotFound");
    }

    @InEveryDialect
    void whoHasAnAgentIsTold(Caller caller) {
        String instance = known(caller, new Machines(caller).running());
        // simulated: nobody hears an agent there, and nobody can put one there
        assertThat(caller.refusal("InstallCloudAssistant", Map.of("InstanceId", List.of(instance))))
                .isEqualTo("OperationDenied.AgentNotInstalled");
        assertThat(caller.refusal("InstallCloudAssistant", Map.of("InstanceId", List.of(UNKNOWN))))
                .isEqualTo("InvalidInstance.NotFound");
        assertThat(caller.refusal(
                        "InvokeCommand", Map.of("CommandId", "c-hz0000000000000", "InstanceId", List.of(instance))))
                .isEqualTo("InvalidCmdId.NotFound");
    }

    /** The instance, once Cloud Assistant knows it: the news of it travels on the bus. */
    private static String known(Caller caller, String instance) {
        await(instance + " is known")
                .atMost(PATIENCE)
                .until(() -> caller.call("DescribeCloudAssistantStatus", Map.of("InstanceId", List.of(instance)))
                        .outcome()
                        .equals("OK"));
        assertThat(caller.ask("DescribeCloudAssistantStatus", Map.of("InstanceId", List.of(instance)))
                        .list("InstanceCloudAssistantStatusSet")
                        .getFirst()
                        .text("CloudAssistantStatus"))
                .isEqualTo("false");
        return instance;
    }

    private static Body result(Caller caller, String invocation) {
        Map<String, Object> asked = Map.of("InvokeId", invocation);
        await(invocation + " has ended")
                .atMost(PATIENCE)
                .until(() ->
                        caller.ask("DescribeInvocationResults", asked).list("Invocation.InvocationResults").stream()
                                .anyMatch(one -> one.text("InvokeRecordStatus").equals("Failed")));
        return caller.ask("DescribeInvocationResults", asked)
                .list("Invocation.InvocationResults")
                .getFirst();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
