package io.opsbus.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.standalone.Api;
import io.opsbus.standalone.BuiltInAccount;
import io.opsbus.standalone.DataFolder;
import io.opsbus.standalone.Keys;
import io.opsbus.standalone.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** The guide's first command (2.1), {@code echo 123}, for real: created, invoked on this machine, read. */
public final class Echo {
    private static final String SCRIPT = "echo 123";
    private static final String SHOULD_BE = "123\n";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofMillis(200);
    private static final Set<String> UNDER_WAY = Set.of("", "Pending", "Running", "Scheduled", "Stopping");

    private final Settings settings;
    private final PrintStream out;
    private final BuiltInAccount account;
    private final Api api;

    public Echo(Settings settings, PrintStream out) throws IOException {
        this.settings = settings;
        this.out = out;
        DataFolder data = new DataFolder(settings.data());
        SecureRandom random = new SecureRandom();
        this.account = BuiltInAccount.open(data, Keys.open(data.keys(), random), random);
        this.api = new Api(settings, account);
    }

    /** Exit code 0 when the output is as it should be. */
    public int run() throws IOException {
        out.println();
        out.println("The guide's `" + SCRIPT
                + "` (section 2.1) on a managed instance, which is this machine: it runs HERE, as "
                + System.getProperty("user.name") + ".");
        out.println("(./opsbus demo --without-agent leaves it out.)");
        out.println();
        try (AgentHere agent = AgentHere.of(settings, account)) {
            say(
                    "agent",
                    agent.isOurs() ? "started for this demo" : "the one of ./opsbus up --with-agent",
                    agent.instance());
            awaitHeard(agent.instance());
            boolean asItShouldBe = echo(agent.instance());
            out.println();
            out.println(asItShouldBe ? "All as it should be." : "That is not what should have come.");
            if (agent.isOurs()) {
                out.println("The agent ends here; ./opsbus up --with-agent keeps one running.");
            }
            return asItShouldBe ? 0 : 1;
        }
    }

    private boolean echo(String instance) throws IOException {
        String content = Base64.getEncoder().encodeToString(SCRIPT.getBytes(StandardCharsets.UTF_8));
        String command = api.call(
                        "CreateCommand",
                        Map.of("Name", "demo-echo", "Type", "RunShellScript", "CommandContent", content))
                .path("CommandId")
                .asText();
        try {
            say("CreateCommand", "CommandContent=" + content, command);
            long begin = System.nanoTime();
            String invocation = api.call("InvokeCommand", Map.of("CommandId", command, "InstanceId.1", instance))
                    .path("InvokeId")
                    .asText();
            say("InvokeCommand", "InstanceId.1=" + instance, invocation);
            JsonNode result = result(invocation);
            String output =
                    new String(Base64.getDecoder().decode(result.path("Output").asText()), StandardCharsets.UTF_8);
            say(
                    "DescribeInvocationResults",
                    "Output=" + result.path("Output").asText(),
                    "%s, exit code %s, after %.1f s"
                            .formatted(
                                    result.path("InvocationStatus").asText(),
                                    result.path("ExitCode").asText("none"),
                                    (System.nanoTime() - begin) / 1e9));
            out.println();
            out.println("  " + output.strip());
            return output.equals(SHOULD_BE);
        } finally {
            api.call("DeleteCommand", Map.of("CommandId", command));
        }
    }

    /** It has told us that it is connected; whether the service has heard it is another matter. */
    private void awaitHeard(String instance) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!api.call("DescribeCloudAssistantStatus", Map.of("InstanceId.1", instance))
                        .at("/InstanceCloudAssistantStatusSet/InstanceCloudAssistantStatus/0/CloudAssistantStatus")
                        .asText()
                        .equals("true")
                && System.nanoTime() < end) {
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private JsonNode result(String invocation) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode result = api.call("DescribeInvocationResults", Map.of("InvokeId", invocation))
                    .at("/Invocation/InvocationResults/InvocationResult/0");
            if (!UNDER_WAY.contains(result.path("InvocationStatus").asText())) {
                return result;
            }
            if (System.nanoTime() > end) {
                throw new IOException("no end of " + invocation + " after " + PATIENCE.toSeconds() + " s, it is "
                        + result.path("InvocationStatus").asText());
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private void say(String what, String with, String became) {
        out.printf("  %-26s %-44s %s%n", what, with, became);
    }
}
