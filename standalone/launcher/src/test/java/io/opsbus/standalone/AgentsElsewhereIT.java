package io.opsbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.standalone.FrontDoor.Ran;
import io.opsbus.standalone.front.Door;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system that is opened to other machines: what an agent there does, as it is installed, by an address that is not 127.0.0.1. */
class AgentsElsewhereIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOWHERE = "203.0.113.0/24";
    private static final int PATIENCE_SECONDS = 60;
    private static final long STEP_NANOS = 100_000_000;
    /** 64 MB, not MiB. */
    private static final long MOST_RESIDENT = 64_000_000;

    private final int offset = FrontDoor.freeOffset();
    private final List<Process> processes = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeEach
    void remember() throws Exception {
        FrontDoor.shareStartUpCaches(data());
    }

    @AfterEach
    void stop() throws Exception {
        try {
            for (Process process : processes) {
                process.destroy();
                assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            run("./opsbus down");
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path image() {
        return folder.resolve("image");
    }

    /** An address of this machine that others could use, or at least another one than everybody's. */
    private static String address() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(one -> one instanceof Inet4Address && !one.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse("127.0.0.2");
    }

    private Ran run(String command) throws Exception {
        return new FrontDoor(Map.of(
                        Settings.ENV_DATA,
                        data().toString(),
                        Settings.ENV_OFFSET,
                        Integer.toString(offset),
                        Door.ENV_BIND,
                        address(),
                        Door.ENV_NAMES,
                        "ops.example"))
                .run(command);
    }

    @Test
    void anAgentIsRegisteredWhereItsActivationSaysAndRunsCommandsAndTakesFiles() throws Exception {
        Ran up = run("./opsbus up");
        assertThat(up.exit()).as(up.output()).isZero();
        assertThat(up.output()).contains("of " + address(), "ops.example");
        onlyTheAgentsPortIsOpened();
        Ran made = new FrontDoor(Map.of("JAVA_HOME", System.getProperty("java.home")))
                .run("bash deploy/agent/image.sh " + image());
        assertThat(made.exit()).as(made.output()).isZero();
        Api api = api();

        assertThat(register(api, NOWHERE, folder.resolve("stranger"))).isEqualTo(1);
        Path home = folder.resolve("agent");
        assertThat(register(api, source() + "/32", home)).isZero();
        Process agent = agent(home, Map.of(), List.of());
        processes.add(agent);
        String instance = Files.readString(home.resolve("hybrid/instance-id")).strip();
        awaitHeard(api, instance);

        assertThat(output(api, instance)).isEqualTo("123\n");
        aFileIsSentWithAllDefaults(api, instance);
        itIsSmallWhileNothingRuns(agent);
    }

    /** What a script and a file took for a moment is given back soon. */
    private static void itIsSmallWhileNothingRuns(Process agent) throws IOException {
        Path status = Path.of("/proc/" + agent.pid() + "/status");
        if (!Files.exists(status)) {
            return;
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        long resident = resident(status);
        while (resident >= MOST_RESIDENT && System.nanoTime() < end) {
            LockSupport.parkNanos(STEP_NANOS);
            resident = resident(status);
        }
        assertThat(resident).as("bytes resident").isLessThan(MOST_RESIDENT);
    }

    private static long resident(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    private void onlyTheAgentsPortIsOpened() throws Exception {
        if (!Listeners.canBeSeen()) {
            return;
        }
        Set<Long> pids = new HashSet<>();
        JSON.readTree(run("./opsbus status --json").output())
                .path("programs")
                .forEach(program -> pids.add(program.path("pid").asLong()));
        int agents = new Ports(offset).agents();
        assertThat(Listeners.of(pids))
                .contains(new Listeners.Listener(InetAddress.ofLiteral(address()), agents))
                .allSatisfy(listener -> assertThat(
                                listener.port() == agents || listener.address().isLoopbackAddress())
                        .as("%s", listener)
                        .isTrue());
    }

    private Api api() throws IOException {
        DataFolder here = new DataFolder(data());
        SecureRandom random = new SecureRandom();
        Settings settings = new Settings(FrontDoor.HOME, data(), new Ports(offset), null, null, null);
        return new Api(settings, BuiltInAccount.open(here, Keys.open(here.keys(), random), random));
    }

    /** Where the kernel says a connection to the address comes from. */
    private static String source() throws IOException {
        return InetAddress.ofLiteral(address()).isLoopbackAddress() ? "127.0.0.1" : address();
    }

    private int register(Api api, String range, Path home) throws Exception {
        JsonNode activation = api.call("CreateActivation", Map.of("IpAddressRange", range, "InstanceCount", "1"));
        Process process = agent(
                home,
                Map.of(
                        "OPSBUS_ACTIVATION_CODE",
                        activation.path("ActivationCode").asText()),
                List.of(
                        "--register",
                        "-R",
                        Api.REGION,
                        "-I",
                        activation.path("ActivationId").asText(),
                        "--server",
                        address() + ":" + new Ports(offset).agents(),
                        "--ca",
                        data().resolve("tls/ca.pem").toString()));
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Process agent(Path home, Map<String, String> environment, List<String> arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(image().resolve("bin/opsbus-agent").toString(), "--home", home.toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("agent.log").toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void awaitHeard(Api api, String instance) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String heard = "";
        while (!heard.equals("true") && System.nanoTime() < end) {
            heard = api.call("DescribeCloudAssistantStatus", Map.of("InstanceId.1", instance))
                    .at("/InstanceCloudAssistantStatusSet/InstanceCloudAssistantStatus/0/CloudAssistantStatus")
                    .asText();
            LockSupport.parkNanos(STEP_NANOS);
        }
        assertThat(heard).isEqualTo("true");
    }

    private static String output(Api api, String instance) throws Exception {
        JsonNode result = ended(
                api,
                "RunCommand",
                Map.of("Type", "RunShellScript", "CommandContent", "echo 123", "InstanceId.1", instance),
                "DescribeInvocationResults",
                "/Invocation/InvocationResults/InvocationResult/0");
        assertThat(result.path("InvocationStatus").asText()).isEqualTo("Success");
        return new String(Base64.getDecoder().decode(result.path("Output").asText()), StandardCharsets.UTF_8);
    }

    private void aFileIsSentWithAllDefaults(Api api, String instance) throws Exception {
        Path target = folder.resolve("sent");
        JsonNode result = ended(
                api,
                "SendFile",
                Map.of("Name", "a.txt", "TargetDir", target.toString(), "Content", "hello", "InstanceId.1", instance),
                "DescribeSendFileResults",
                "/Invocations/Invocation/0/InvokeInstances/InvokeInstance/0");
        assertThat(result.path("InvocationStatus").asText()).as("%s", result).isEqualTo("Success");
        assertThat(target.resolve("a.txt")).hasContent("hello");
    }

    private static JsonNode ended(Api api, String action, Map<String, String> asked, String describe, String where)
            throws Exception {
        String id = api.call(action, asked).path("InvokeId").asText();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            JsonNode one = api.call(describe, Map.of("InvokeId", id)).at(where);
            if (!Set.of("", "Pending", "Running")
                            .contains(one.path("InvocationStatus").asText())
                    || System.nanoTime() > end) {
                return one;
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }
}
