package io.opsbus.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** 云助手自动化部署实践 (guide 2.4), step by step, on a machine with a real agent. */
@VerifiedAgainst(Source.GUIDE)
class CloudAssistantWalkThroughIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @InEveryDialect
    void echo123IsRunAndItsOutputRead(Caller caller) {
        String instance = machine(caller);
        String command = caller.ask(
                        "CreateCommand",
                        Map.of(
                                "CommandContent", "ZWNobyAxMjM=",
                                "Type", "RunShellScript",
                                "Name", "test",
                                "Description", "test"))
                .text("CommandId");
        // at once: a command that was created is never "not found"
        String invocation = caller.ask(
                        "InvokeCommand", Map.of("CommandId", command, "InstanceId", List.of(instance), "Timed", false))
                .text("InvokeId");
        await(invocation + " has ended")
                .atMost(PATIENCE)
                .until(() ->
                        caller.ask("DescribeInvocations", Map.of("InvokeId", invocation)).list("Invocations").stream()
                                .anyMatch(one -> one.text("InvokeStatus").equals("Finished")));
        Body result = caller.ask("DescribeInvocationResults", Map.of("InvokeId", invocation, "InstanceId", instance))
                .list("Invocation.InvocationResults")
                .getFirst();
        assertThat(new String(Base64.getDecoder().decode(result.text("Output")), UTF_8))
                .isEqualTo("123\n");
        assertThat(result.number("ExitCode")).isZero();
        assertThat(result.text("CommandId")).isEqualTo(command);
        caller.ask("DeleteCommand", Map.of("CommandId", command));
    }

    /** A machine of the account whose agent is heard. */
    private static String machine(Caller caller) {
        List<Body> machines = caller.ask("DescribeManagedInstances", Map.of()).list("Instances");
        assumeThat(machines).as("the system has a machine with an agent").isNotEmpty();
        String instance = machines.getFirst().text("InstanceId");
        await(instance + " is heard")
                .atMost(PATIENCE)
                .until(() -> caller
                        .ask("DescribeCloudAssistantStatus", Map.of("InstanceId", List.of(instance)))
                        .list("InstanceCloudAssistantStatusSet")
                        .stream()
                        .anyMatch(one -> one.text("CloudAssistantStatus").equals("true")));
        return instance;
    }
}
