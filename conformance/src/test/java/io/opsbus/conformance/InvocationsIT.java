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

/** Commands run on instances (guide 2.3, 2.4); on instances that are simulated, and so are their agents. */
@VerifiedAgainst(Source.GUIDE)
class InvocationsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String UNKNOWN = "i-bp1nosuchinstance00";

    @InEveryDialect
    void whatDescribeInstancesTellsAsRunningTakesCommandsAtOnce(Caller caller) {
        Map<String, Object> dryRun = Map.of(
                "Type",
                "RunShellScript",
                "CommandContent",
                base64("date"),
                "InstanceId",
                List.of(new Machines(caller).running()),
                "RepeatMode",
                "DryRun");
        assertThat(caller.call("RunCommand", dryRun).outcome()).isEqualTo("OK");
    }

    @InEveryDialect
    void aCommandOfTheCatalogueRunsOnWhatRuns(Caller caller) {
        String instance = new Machines(caller).running();
        String command = caller.ask(
                        "CreateCommand",
                        Map.of("Name", "echo", "Type", "RunShellScript", "CommandContent", base64("echo 123")))
                .text("CommandId");
        String invocation = caller.ask("InvokeCommand", Map.of("CommandId", command, "InstanceId", List.of(instance)))
                .text("InvokeId");
        Body result = result(caller, invocation);
        assertThat(result.text("InstanceId")).isEqualTo(instance);
        assertThat(result.text("CommandId")).isEqualTo(command);
        assertThat(result.text("Output")).isEqualTo(base64("123\n"));
        assertThat(result.number("ExitCode")).isZero();
        assertThat(result.text("InvokeRecordStatus")).isEqualTo("Finished");
        Body told = invocation(caller, invocation);
        assertThat(told.text("InvokeStatus")).isEqualTo("Finished");
        assertThat(told.text("CommandContent")).isEqualTo(base64("echo 123"));
        caller.ask("DeleteCommand", Map.of("CommandId", command));
    }

    @InEveryDialect
    void aScriptIsRunAtOnceAndWhatHasEndedIsNotStopped(Caller caller) {
        String instance = new Machines(caller).running();
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
        assertThat(result(caller, invocation).text("InvocationStatus")).isEqualTo("Success");
        caller.ask("StopInvocation", Map.of("InvokeId", invocation, "InstanceId", List.of(instance)));
        assertThat(result(caller, invocation).text("InvocationStatus")).isEqualTo("Success");
        assertThat(caller.refusal("ModifyInvocationAttribute", Map.of("InvokeId", "t-hz0000000000000")))
                .isEqualTo("InvalidInvokeId.NotFound");
        assertThat(caller.refusal("StopInvocation", Map.of("InvokeId", "t-hz0000000000000")))
                .isEqualTo("InvalidInvokeId.NotFound");
    }

    /** Two services decide it together: one keeps commands, the other what is repeated. */
    @InEveryDialect
    void whatIsRepeatedHoldsItsCommandUntilItIsStopped(Caller caller) {
        String instance = new Machines(caller).running();
        String command = caller.ask(
                        "CreateCommand",
                        Map.of("Name", "held", "Type", "RunShellScript", "CommandContent", base64("date")))
                .text("CommandId");
        String invocation = caller.ask(
                        "InvokeCommand",
                        Map.of("CommandId", command, "InstanceId", List.of(instance), "RepeatMode", "EveryReboot"))
                .text("InvokeId");
        Map<String, Object> delete = Map.of("CommandId", command);
        assertThat(caller.refusal("DeleteCommand", delete)).isEqualTo("InvalidStatus.CmdIdInUse");
        caller.ask("StopInvocation", Map.of("InvokeId", invocation, "InstanceId", List.of(instance)));
        await(command + " is let go")
                .atMost(PATIENCE)
                .until(() -> caller.call("DeleteCommand", delete).outcome(), "OK"::equals);
        assertThat(invocation(caller, invocation).text("CommandContent")).isEqualTo(base64("date"));
    }

    /** Guide 2.3.6; what waits for a boot waits for it with an agent or without. */
    @InEveryDialect
    void whatIsRepeatedIsStopped(Caller caller) {
        String instance = new Machines(caller).running();
        String invocation = caller.ask(
                        "RunCommand",
                        Map.of(
                                "Type", "RunShellScript",
                                "CommandContent", base64("date"),
                                "InstanceId", List.of(instance),
                                "Name", "at every boot",
                                "RepeatMode", "EveryReboot"))
                .text("InvokeId");
        Body waiting = invocation(caller, invocation);
        assertThat(waiting.text("RepeatMode")).isEqualTo("EveryReboot");
        assertThat(waiting.text("InvokeStatus")).isEqualTo("Running");
        assertThat(waiting.text("InvocationStatus")).isEqualTo("Scheduled");
        Map<String, Object> stop = Map.of("InvokeId", invocation, "InstanceId", List.of(instance));
        assertThat(caller.refusalOfStranger("StopInvocation", stop)).isEqualTo("InvalidInvokeId.NotFound");
        assertThat(invocation(caller, invocation).text("InvokeStatus")).isEqualTo("Running");
        caller.ask("StopInvocation", stop);
        await(invocation + " is stopped")
                .atMost(PATIENCE)
                .until(() -> invocation(caller, invocation).text("InvokeStatus"), "Stopped"::equals);
        Body stopped = invocation(caller, invocation);
        assertThat(stopped.text("InvocationStatus")).isEqualTo("Stopped");
        assertThat(stopped.list("InvokeInstances")).singleElement().satisfies(one -> {
            assertThat(one.text("InstanceId")).isEqualTo(instance);
            assertThat(one.text("InstanceInvokeStatus")).isEqualTo("Stopped");
            assertThat(one.text("InvocationStatus")).isEqualTo("Cancelled");
            assertThat(one.text("StopTime")).isNotBlank();
        });
    }

    @InEveryDialect
    @VerifiedAgainst(Source.REFERENCE)
    void instancesAreChosenByTheirTags(Caller caller) {
        String instance = new Machines(caller).running();
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
        String instance = new Machines(caller).running();
        String invocation = caller.ask(
                        "SendFile",
                        Map.of(
                                "Name", "told.txt",
                                "Description", "all of it",
                                "TargetDir", "/tmp",
                                "FileMode", "0600",
                                "FileOwner", "nobody",
                                "Overwrite", true,
                                "Content", base64("hello"),
                                "ContentType", "Base64",
                                "InstanceId", List.of(instance)))
                .text("InvokeId");
        await(invocation + " has ended")
                .atMost(PATIENCE)
                .until(() -> sent(caller, invocation).getFirst().text("InvocationStatus"), "Success"::equals);
        List<Body> sent = sent(caller, invocation);
        assertThat(sent).singleElement().satisfies(one -> {
            assertThat(one.text("InvokeId")).isEqualTo(invocation);
            assertThat(one.text("Name")).isEqualTo("told.txt");
            assertThat(one.text("Description")).isEqualTo("all of it");
            assertThat(one.text("Content")).isEqualTo(base64("hello"));
            assertThat(one.text("ContentType")).isEqualTo("Base64");
            assertThat(one.text("TargetDir")).isEqualTo("/tmp");
            assertThat(one.text("FileMode")).isEqualTo("0600");
            assertThat(one.text("FileOwner")).isEqualTo("nobody");
            assertThat(one.text("FileGroup")).isEqualTo("root");
            assertThat(one.text("Overwrite")).isEqualTo("true");
            assertThat(one.number("VmCount")).isEqualTo(1);
            assertIsDelivered(one.list("InvokeInstances"), instance);
        });
        assertThat(caller.strangers()
                        .call("DescribeSendFileResults", Map.of("InvokeId", invocation))
                        .body()
                        .list("Invocations"))
                .isEmpty();
    }

    private static List<Body> sent(Caller caller, String invocation) {
        return caller.ask("DescribeSendFileResults", Map.of("InvokeId", invocation))
                .list("Invocations");
    }

    private static void assertIsDelivered(List<Body> instances, String instance) {
        assertThat(instances).singleElement().satisfies(one -> {
            assertThat(one.text("InstanceId")).isEqualTo(instance);
            assertThat(one.text("InvocationStatus")).isEqualTo("Success");
            assertThat(one.text("CreationTime")).isNotBlank();
        });
    }

    @InEveryDialect
    void whoHasAnAgentIsTold(Caller caller) {
        var machines = new Machines(caller);
        String instance = machines.running();
        caller.ask("InstallCloudAssistant", Map.of("InstanceId", List.of(instance)));
        await(instance + " is heard").atMost(PATIENCE).until(() -> hasAgent(caller, instance), "true"::equals);
        // what has never come on has nobody inside, and nobody can be put there
        String ordered = machines.run(1, Map.of()).getFirst();
        assertThat(caller.refusal("InstallCloudAssistant", Map.of("InstanceId", List.of(ordered))))
                .isEqualTo("OperationDenied.AgentNotInstalled");
        assertThat(caller.refusal("InstallCloudAssistant", Map.of("InstanceId", List.of(UNKNOWN))))
                .isEqualTo("InvalidInstance.NotFound");
        assertThat(caller.refusal(
                        "InvokeCommand", Map.of("CommandId", "c-hz0000000000000", "InstanceId", List.of(instance))))
                .isEqualTo("InvalidCmdId.NotFound");
    }

    private static String hasAgent(Caller caller, String instance) {
        return caller.ask("DescribeCloudAssistantStatus", Map.of("InstanceId", List.of(instance)))
                .list("InstanceCloudAssistantStatusSet")
                .getFirst()
                .text("CloudAssistantStatus");
    }

    private static Body invocation(Caller caller, String invocation) {
        List<Body> found = caller.ask("DescribeInvocations", Map.of("InvokeId", invocation))
                .list("Invocations");
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static Body result(Caller caller, String invocation) {
        Map<String, Object> asked = Map.of("InvokeId", invocation);
        await(invocation + " has ended")
                .atMost(PATIENCE)
                .until(() ->
                        caller.ask("DescribeInvocationResults", asked).list("Invocation.InvocationResults").stream()
                                .anyMatch(one -> one.text("InvokeRecordStatus").equals("Finished")));
        return caller.ask("DescribeInvocationResults", asked)
                .list("Invocation.InvocationResults")
                .getFirst();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
