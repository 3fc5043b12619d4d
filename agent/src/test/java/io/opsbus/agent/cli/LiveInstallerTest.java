package io.opsbus.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code deploy/agent/install.sh} as it registers and deregisters the official agent: a copy of it whose root folder is a test's, among
 * programs that write down how they were called.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a shell script for systems with systemd")
class LiveInstallerTest {
    private static final Path SCRIPT = Path.of(System.getProperty("opsbus.home"), "deploy", "agent", "install.sh");
    private static final List<String> TOOLS = List.of(
            "basename",
            "cat",
            "chmod",
            "cp",
            "dirname",
            "env",
            "grep",
            "head",
            "install",
            "mkdir",
            "mktemp",
            "mv",
            "rm",
            "sed",
            "sh",
            "tail",
            "tr");
    private static final String WRITES_DOWN =
            "#!/bin/sh\necho \"$(basename \"$0\") $* ${ALIYUN_ASSIST_SERVER_HOST:-nowhere}\" >>%s/calls\n";

    @TempDir
    private Path folder;

    private Path root;
    private Path bin;

    private record Said(int status, String text) {}

    @BeforeEach
    void machine() throws IOException {
        root = folder.resolve("root");
        bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : TOOLS) {
            Path at = Path.of("/usr/bin", tool);
            program(tool, "#!/bin/sh\nexec " + (Files.exists(at) ? at : Path.of("/bin", tool)) + " \"$@\"\n");
        }
        program("id", "#!/bin/sh\necho 0\n");
        program("systemctl", WRITES_DOWN.formatted(folder));
        agent("2.2.3.578", "register ok");
        write("etc/os-release", "ID=ubuntu\nID_LIKE=debian\n");
        write("ca.pem", "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n");
        Files.writeString(
                folder.resolve("install.sh"),
                Files.readString(SCRIPT).replace("root='' dry", "root='" + root + "' dry"));
    }

    private void program(String name, String text) throws IOException {
        assertThat(Files.writeString(bin.resolve(name), text).toFile().setExecutable(true))
                .isTrue();
    }

    private void agent(String version, String registering) throws IOException {
        program(
                "aliyun-service",
                WRITES_DOWN.formatted(folder) + "case $1 in --version) echo " + version + " ;; --register) echo \""
                        + registering + "\" ;; esac\n");
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    private Said run(String... words) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("/bin/sh", folder.resolve("install.sh").toString()).redirectErrorStream(true);
        builder.command().addAll(List.of("--agent", "aliyun"));
        builder.command().addAll(List.of(words));
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("OPSBUS_ACTIVATION_CODE", "secret");
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private Said install() throws IOException, InterruptedException {
        return run(
                "--server",
                "ops.example:18444",
                "--activation-id",
                "a-1",
                "--ca",
                root.resolve("ca.pem").toString());
    }

    private String calls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readString(calls) : "";
    }

    private void assertNothingIsLeft() {
        assertThat(root.resolve("etc/sysconfig/aliyun")).doesNotExist();
        assertThat(root.resolve("etc/opsbus-agent/ca.pem")).doesNotExist();
        assertThat(root.resolve("usr/local/share/aliyun-assist/config/disable_update"))
                .doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.3.578", "2.1.3.631", "2.4.3.1065", "2.2.4.1"})
    void itIsRegisteredAndStartedAnew(String version) throws Exception {
        agent(version, "register ok");
        Said said = install();
        assertThat(said.status()).as(said.text()).isZero();
        assertThat(calls())
                .contains(
                        "aliyun-service --register --RegionId cn-local --ActivationId a-1 --ActivationCode secret ops.example:18444",
                        "systemctl restart aliyun");
        assertThat(Files.readString(root.resolve("etc/sysconfig/aliyun"))).contains("ops.example:18444");
    }

    /** It would be registered, and then refused with every request. */
    @ParameterizedTest
    @ValueSource(strings = {"2.2.3.577", "2.4.3.529", "2.2.2.999", "1.0.2.569", "none"})
    void oneThatDoesNotSignIsRefused(String version) throws Exception {
        agent(version, "register ok");
        Said said = install();
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.text()).contains("578", version).doesNotContain("Done");
        assertThat(calls()).doesNotContain("--register", "systemctl");
        assertNothingIsLeft();
    }

    @Test
    void aRegistrationThatFailsLeavesTheMachineAsItWas() throws Exception {
        agent("2.2.3.578", "register failed");
        assertThat(install().status()).isEqualTo(1);
        assertNothingIsLeft();
        write("etc/sysconfig/aliyun", "HTTPS_PROXY=p:1\n");
        assertThat(install().status()).isEqualTo(1);
        assertThat(root.resolve("etc/sysconfig/aliyun")).hasContent("HTTPS_PROXY=p:1\n");
        assertThat(calls()).doesNotContain("systemctl");
    }

    @Test
    void whereNoUnitWouldReadWhereTheServerIsNothingIsDone() throws Exception {
        Files.delete(bin.resolve("systemctl"));
        Said said = install();
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.text()).contains("systemctl");
        assertThat(calls()).isEmpty();
        assertNothingIsLeft();
    }

    /** A registration is ended where the environment says; without it the agent would ask the cloud to. */
    @Test
    void itsRegistrationIsEndedAtItsServerAndItPointsNowhere() throws Exception {
        assertThat(install().status()).isZero();
        Files.writeString(
                root.resolve("etc/sysconfig/aliyun"),
                "HTTPS_PROXY=p:1\n" + Files.readString(root.resolve("etc/sysconfig/aliyun")));
        Said said = run("--remove");
        assertThat(said.status()).as(said.text()).isZero();
        assertThat(calls()).contains("aliyun-service --deregister ops.example:18444", "systemctl disable --now aliyun");
        assertThat(root.resolve("etc/sysconfig/aliyun")).hasContent("HTTPS_PROXY=p:1\n");
        Files.delete(root.resolve("etc/sysconfig/aliyun"));
        assertNothingIsLeft();
    }

    @Test
    void whatIsRegisteredElsewhereIsLeftAlone() throws Exception {
        Said said = run("--remove");
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.text()).contains("left alone");
        assertThat(calls()).isEmpty();
    }
}
