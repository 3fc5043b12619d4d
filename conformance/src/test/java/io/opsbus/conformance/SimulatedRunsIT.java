package io.opsbus.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What automates against the API, where instances are simulated: an instance is made, and commands run on it. */
@VerifiedAgainst(Source.GUIDE)
class SimulatedRunsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(50);

    private static String run(Caller caller, String instance, String script, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(
                Map.of("Type", "RunShellScript", "CommandContent", script, "InstanceId", List.of(instance)));
        all.putAll(more);
        return caller.ask("RunCommand", all).text("InvokeId");
    }

    private static Body result(Caller caller, String invocation, String status) {
        return await(invocation + " is " + status)
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(
                        () -> caller.ask("DescribeInvocationResults", Map.of("InvokeId", invocation))
                                .list("Invocation.InvocationResults")
                                .getFirst(),
                        told -> told.text("InvocationStatus").equals(status));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /** At once after it is told as running, and as its exit code says. */
    @InEveryDialect
    void whatIsMadeRunsCommandsAtOnce(Caller caller) {
        String instance = new Machines(caller).running();
        Body good = result(caller, run(caller, instance, "echo 123", Map.of()), "Success");
        assertThat(good.text("Output")).isEqualTo(base64("123\n"));
        assertThat(good.number("ExitCode")).isZero();
        Body bad = result(caller, run(caller, instance, "echo no; exit 3", Map.of()), "Failed");
        assertThat(bad.number("ExitCode")).isEqualTo(3);
        assertThat(bad.text("Output")).isEqualTo(base64("no\n"));
        Body late = result(caller, run(caller, instance, "sleep 60", Map.of("Timeout", 1)), "Timeout");
        assertThat(late.text("ErrorCode")).isEqualTo("ExecutionTimeout");
        caller.ask(
                "TagResources",
                Map.of(
                        "ResourceType",
                        "instance",
                        "ResourceId",
                        List.of(instance),
                        "Tag",
                        List.of(Map.of("Key", "opsbus:exit-code", "Value", "7"))));
        await("the tag counts")
                .atMost(PATIENCE)
                .until(() -> result(caller, run(caller, instance, "exit 7", Map.of()), "Failed")
                                .number("ExitCode")
                        == 7);
    }

    /** Guide 2.3.6. */
    @InEveryDialect
    void whatRunsIsStopped(Caller caller) {
        String instance = new Machines(caller).running();
        String invocation = run(caller, instance, "echo begun; sleep 50; echo never", Map.of());
        result(caller, invocation, "Running");
        caller.ask("StopInvocation", Map.of("InvokeId", invocation));
        assertThat(result(caller, invocation, "Terminated").text("Output")).doesNotContain(base64("never"));
    }

    /** Guide 2.3.3. */
    @InEveryDialect
    void aTimetableRuns(Caller caller) {
        String instance = new Machines(caller).running();
        String invocation =
                run(caller, instance, "echo tick", Map.of("RepeatMode", "Period", "Frequency", "*/10 * * * * ?"));
        Body result = await(invocation + " has run")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(
                        () -> caller.ask("DescribeInvocationResults", Map.of("InvokeId", invocation))
                                .list("Invocation.InvocationResults")
                                .getFirst(),
                        told -> told.number("Repeats") > 0);
        assertThat(result.text("Output")).isEqualTo(base64("tick\n"));
        caller.ask("StopInvocation", Map.of("InvokeId", invocation));
    }

    @InEveryDialect
    @VerifiedAgainst(Source.REFERENCE)
    void aRebootRunsWhatWaitsForIt(Caller caller) {
        var machines = new Machines(caller);
        String instance = machines.running();
        String next = run(caller, instance, "echo booted", Map.of("RepeatMode", "NextRebootOnly"));
        result(caller, next, "Scheduled");
        caller.ask("RebootInstance", Map.of("InstanceId", instance));
        assertThat(result(caller, next, "Success").text("Output")).isEqualTo(base64("booted\n"));
    }
}
