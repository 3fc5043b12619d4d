package io.opsbus.invocation.agentlink;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.WINDOWS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.power.PowerActions;
import io.opsbus.invocation.power.StubMachine;
import io.opsbus.invocation.rpc.Service;
import io.opsbus.invocation.task.TaskLimits;
import io.opsbus.rpc.http.HttpCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threat 8: from the call to the machine and back, where scripts are guarded and where they are not. */
class GuardedTasksTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> OFFICIAL = Map.of("user-agent", "linux_amd64/2.2.3.578");
    private static final Map<String, String> OURS =
            Map.of("user-agent", "linux_amd64/2.2.4.1", "x-opsbus-agent", "0.1.0");
    private static final PowerActions GUARDED = new PowerActions(true, Set.of(Given.BOB));

    @TempDir
    private Path folder;

    private Service service = new Service(TaskLimits.DEFAULT);

    private void with(PowerActions power) {
        TaskLimits usual = TaskLimits.DEFAULT;
        service = new Service(
                new TaskLimits(usual.delivery(), usual.grace(), usual.silence(), usual.outputBytes(), power));
    }

    private AgentDoor door() {
        return Doors.of(service);
    }

    private String ask(InstanceId instance, String what, String query, Map<String, String> headers, byte[] body) {
        return door().proven(
                        what, instance, new HttpCall("POST", "/luban/api/" + what, query, headers, body, "10.0.0.9"))
                .bodyText();
    }

    private String run(String script, InstanceId instance, String type, String... more) {
        List<String> all =
                new ArrayList<>(List.of("Type", type, "CommandContent", script, "InstanceId.1", instance.text()));
        all.addAll(List.of(more));
        Service.Told told = service.call("RunCommand", all.toArray(String[]::new));
        assertThat(told.status()).as(told.body().toString()).isEqualTo(200);
        return told.text("InvokeId");
    }

    /** The one task an agent is given. */
    private JsonNode given(InstanceId instance, Map<String, String> headers) throws IOException {
        JsonNode run = JSON.readTree(ask(instance, "v1/task/list", "reason=kickoff", headers, new byte[0]))
                .get("run");
        assertThat(run).hasSize(1);
        return run.get(0).get("task");
    }

    private static byte[] script(JsonNode task) {
        return Base64.getDecoder().decode(task.get("commandContent").asText());
    }

    private String query(JsonNode task) {
        long now = service.clock.millis();
        return "taskId=" + task.get("taskID").asText() + "&invokeVersion=0&start=" + (now - 10) + "&end=" + now
                + "&dropped=0";
    }

    private void finish(JsonNode task, int code, String output) {
        ask(LINUX, "v1/task/finish", query(task) + "&exitCode=" + code, OFFICIAL, output.getBytes(ISO_8859_1));
    }

    private void assertFailed(String invocation, int code) {
        JsonNode result = service.result(invocation);
        assertThat(result.get("ExitCode").asInt()).isEqualTo(code);
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Failed");
        assertThat(result.get("ErrorCode").asText()).isEqualTo("ExitCodeNonzero");
    }

    @ParameterizedTest
    @ValueSource(ints = {193, 194})
    @DisabledOnOs(
            value = OS.WINDOWS,
            disabledReason = "runs the guard with /bin/sh, as the agent on Linux does; Windows has no guard (ADR 16)")
    void anExitCodeOfAGuardedScriptIsToldAndPowersNothingOff(int code) throws Exception {
        with(GUARDED);
        String id = run("echo out; exit " + code, LINUX, "RunShellScript");
        JsonNode task = given(LINUX, OFFICIAL);
        var machine = new StubMachine(folder, "sh");
        StubMachine.End end = machine.end(script(task));
        finish(task, end.code(), end.output());
        assertThat(machine.powered()).isEmpty();
        assertFailed(id, code);
        assertThat(new String(
                        Base64.getDecoder()
                                .decode(service.result(id).get("Output").asText()),
                        UTF_8))
                .startsWith("out\n")
                .contains("opsbus: exit code " + code + " of ", " is reported and not carried out\n");
    }

    @Test
    @DisabledOnOs(
            value = OS.WINDOWS,
            disabledReason = "runs the guard with /bin/sh, as the agent on Linux does; Windows has no guard (ADR 16)")
    void whereNothingIsSaidTheAgentDoesAsItDoes() throws Exception {
        String id = run("exit 193", LINUX, "RunShellScript");
        JsonNode task = given(LINUX, OFFICIAL);
        var machine = new StubMachine(folder, "sh");
        StubMachine.End end = machine.end(script(task));
        finish(task, end.code(), end.output());
        assertThat(machine.powered()).as("the defence off").containsExactly(193);
        assertFailed(id, 193);
    }

    /** Agents tell of output every three seconds, whatever stands in it. */
    @Test
    void whatTheGuardWroteMayComeInTwoParts() throws Exception {
        with(GUARDED);
        String id = run("exit 194", LINUX, "RunShellScript");
        JsonNode task = given(LINUX, OFFICIAL);
        String line =
                "\nopsbus: exit code 194 of " + task.get("taskID").asText() + " is reported and not carried out\n";
        ask(
                LINUX,
                "v1/task/running",
                query(task),
                OFFICIAL,
                line.substring(0, 20).getBytes(UTF_8));
        finish(task, 66, line.substring(20));
        assertFailed(id, 194);
    }

    @Test
    void aScriptThatEndsWithWhatTheGuardWouldEndsWithThat() throws Exception {
        with(GUARDED);
        String id = run("exit 65", LINUX, "RunShellScript");
        finish(given(LINUX, OFFICIAL), 65, "\nopsbus: exit code 193 of t-another is reported and not carried out\n");
        assertFailed(id, 65);
    }

    @Test
    void ourAgentIsGivenAScriptAsItIs() throws Exception {
        with(GUARDED);
        run("exit 193", LINUX, "RunShellScript", "Launcher", "sh -e");
        JsonNode task = given(LINUX, OURS);
        assertThat(script(task)).isEqualTo("exit 193".getBytes(UTF_8));
        assertThat(task.get("launcher").asText()).isEqualTo("sh -e");
    }

    @Test
    void anAccountThatIsAllowedToHasItsScriptsAsTheyAre() throws Exception {
        with(new PowerActions(true, Set.of(Given.ALICE)));
        run("exit 193", LINUX, "RunShellScript");
        assertThat(script(given(LINUX, OFFICIAL))).isEqualTo("exit 193".getBytes(UTF_8));
    }

    /** An agent newer than the one that is known may start a script by it, and what starts it might pass the guard by. */
    @Test
    void aLauncherIsNotToldWithAGuard() throws Exception {
        with(GUARDED);
        run("#!perl\nexit 193", LINUX, "RunShellScript", "Launcher", "perl -x");
        JsonNode task = given(LINUX, OFFICIAL);
        assertThat(task.has("launcher")).isFalse();
        assertThat(new String(script(task), UTF_8)).startsWith("#!/bin/sh\n# A guard of OpsBus");
    }

    @Test
    void whatHasNoGuardIsGivenAsItIs() throws Exception {
        with(GUARDED);
        run("exit 3010", WINDOWS, "RunPowerShellScript");
        assertThat(script(given(WINDOWS, OFFICIAL))).isEqualTo("exit 3010".getBytes(UTF_8));
        run("exit 193", LINUX, "RunShellScript", "ContainerName", "web");
        assertThat(script(given(LINUX, OFFICIAL))).isEqualTo("exit 193".getBytes(UTF_8));
    }

    /** A repeated one is guarded in each of its versions. */
    @Test
    void aTimetablesScriptIsGuardedToo() throws Exception {
        with(GUARDED);
        run("exit 193", LINUX, "RunShellScript", "RepeatMode", "Period", "Frequency", "0 */10 * * * *");
        assertThat(new String(script(given(LINUX, OFFICIAL)), UTF_8)).startsWith("#!/bin/sh\n# A guard of OpsBus");
    }
}
