package io.opsbus.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.raw.Registration;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** 云助手自动化部署实践 (guide 2.4), step by step, on a machine with a real agent. */
@VerifiedAgainst(Source.GUIDE)
class CloudAssistantWalkThroughIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** In each of the eight dialects: a thousand together. */
    private static final int CREATED_AND_INVOKED = 125;

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
        caller.ask("InstallCloudAssistant", Map.of("InstanceId", List.of(instance)));
    }

    /** {@code ask} fails on a refusal, such as InvalidCmdId.NotFound. */
    @InEveryDialect
    @VerifiedAgainst(Source.REFERENCE)
    void aCommandInvokedAtOnceIsAlwaysFound(Caller caller) {
        String instance = machine(caller);
        for (int n = 0; n < CREATED_AND_INVOKED; n++) {
            String command = caller.ask(
                            "CreateCommand",
                            Map.of("CommandContent", "Og==", "Type", "RunShellScript", "Name", "at-once"))
                    .text("CommandId");
            caller.ask("InvokeCommand", Map.of("CommandId", command, "InstanceId", List.of(instance)));
            caller.ask("DeleteCommand", Map.of("CommandId", command));
        }
    }

    @InEveryDialect
    @VerifiedAgainst(Source.REFERENCE)
    void whatARepeatedInvocationDoesIsChanged(Caller caller) {
        String instance = machine(caller);
        String invocation = caller.ask(
                        "RunCommand",
                        Map.of(
                                "Type",
                                "RunShellScript",
                                "CommandContent",
                                "ZWNobyAxMjM=",
                                "InstanceId",
                                List.of(instance),
                                "RepeatMode",
                                "Period",
                                "Frequency",
                                "0 0 3 1 1 ?"))
                .text("InvokeId");
        caller.ask("ModifyInvocationAttribute", Map.of("InvokeId", invocation, "Frequency", "0 0 4 1 1 ?"));
        Body told = caller.ask("DescribeInvocations", Map.of("InvokeId", invocation))
                .list("Invocations")
                .getFirst();
        assertThat(told.text("Frequency")).isEqualTo("0 0 4 1 1 ?");
        assertThat(told.text("RepeatMode")).isEqualTo("Period");
        assertThat(told.text("InvokeStatus")).isEqualTo("Running");
        caller.ask("StopInvocation", Map.of("InvokeId", invocation));
        // its agent has it on its timetable and says when it has not any more
        await(invocation + " is stopped")
                .atMost(PATIENCE)
                .until(() -> caller.ask("DescribeInvocations", Map.of("InvokeId", invocation))
                        .list("Invocations")
                        .getFirst()
                        .text("InvokeStatus")
                        .equals("Stopped"));
    }

    /** Guide 2.2; a machine registered as the agent's {@code --register} does. */
    @InEveryDialect
    void aMachineIsRegisteredNamedAndDeregistered(Caller caller) throws IOException {
        Body activation = caller.ask(
                "CreateActivation", Map.of("InstanceCount", 1, "InstanceName", "edge", "TimeToLiveInHours", 1));
        String instance = Registration.at(
                caller.theOperator().agents(),
                caller.target().caFile(),
                activation.text("ActivationId"),
                activation.text("ActivationCode"));
        Map<String, Object> asked = Map.of("InstanceId", instance, "InstanceName", "renamed");
        assertThat(caller.refusalOfStranger("ModifyManagedInstance", asked)).isEqualTo("InvalidInstanceId.NotFound");
        caller.ask("ModifyManagedInstance", asked);
        assertThat(caller.ask("DescribeManagedInstances", Map.of("InstanceId", List.of(instance)))
                        .list("Instances"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.text("InstanceId")).isEqualTo(instance);
                    assertThat(one.text("InstanceName")).isEqualTo("renamed");
                    assertThat(one.text("ActivationId")).isEqualTo(activation.text("ActivationId"));
                    assertThat(one.text("Hostname")).isEqualTo("host");
                    assertThat(one.text("IntranetIp")).isEqualTo("192.168.0.7");
                    assertThat(one.text("AgentVersion")).isEqualTo("2.2.3.578");
                    assertThat(one.text("Connected")).isEqualTo("false");
                    assertThat(one.number("InvocationCount")).isZero();
                });
        Map<String, Object> by = Map.of("ActivationId", activation.text("ActivationId"));
        assertThat(caller.ask("DescribeActivations", by).list("ActivationList"))
                .singleElement()
                .satisfies(one -> assertThat(one.number("RegisteredCount")).isEqualTo(1));
        Map<String, Object> which = Map.of("InstanceId", instance);
        assertThat(caller.refusalOfStranger("DeregisterManagedInstance", which))
                .isEqualTo("InvalidInstanceId.NotFound");
        caller.ask("DeregisterManagedInstance", which);
        assertThat(caller.ask("DescribeManagedInstances", Map.of("InstanceId", List.of(instance)))
                        .list("Instances"))
                .isEmpty();
        assertThat(caller.ask("DescribeActivations", by).list("ActivationList"))
                .singleElement()
                .satisfies(one -> assertThat(one.number("DeregisteredCount")).isEqualTo(1));
        assertThat(caller.refusal("DeregisterManagedInstance", which)).isEqualTo("InvalidInstanceId.NotFound");
    }

    /** A machine of the account whose agent is heard; a system the suite was pointed at need not have one, its own must. */
    private static String machine(Caller caller) {
        if (caller.operator() == null) {
            assumeThat(machines(caller))
                    .as("the system has a machine with an agent")
                    .isNotEmpty();
        }
        await("this machine's agent is connected")
                .atMost(PATIENCE)
                .until(() -> !machines(caller).isEmpty());
        String instance = machines(caller).getFirst().text("InstanceId");
        await(instance + " is heard")
                .atMost(PATIENCE)
                .until(() -> caller
                        .ask("DescribeCloudAssistantStatus", Map.of("InstanceId", List.of(instance)))
                        .list("InstanceCloudAssistantStatusSet")
                        .stream()
                        .anyMatch(one -> one.text("CloudAssistantStatus").equals("true")));
        return instance;
    }

    /** Those with an agent: others are registered without one. */
    private static List<Body> machines(Caller caller) {
        return caller.ask("DescribeManagedInstances", Map.of()).list("Instances").stream()
                .filter(one -> one.text("Connected").equals("true"))
                .toList();
    }
}
