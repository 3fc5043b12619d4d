package io.opsbus.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code deploy/agent/install.sh} on root folders of several systems, and what it would do on a running one (guide 2.2). */
class InstallerTest {
    private static final Path SCRIPT = Path.of(System.getProperty("opsbus.home"), "deploy", "agent", "install.sh");

    @TempDir
    private Path root;

    private record Said(int status, String text) {}

    @BeforeEach
    void machine() throws IOException {
        write("etc/os-release", "ID=ubuntu\nID_LIKE=debian\n");
        write("ca.pem", "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n");
        Path bin = Files.createDirectories(root.resolve("opt/opsbus-agent/bin"));
        assertThat(Files.writeString(bin.resolve("opsbus-agent"), "#!/bin/sh\n")
                        .toFile()
                        .setExecutable(true))
                .isTrue();
        write("opt/opsbus-agent/opsbus-agent.service", "[Unit]\n");
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    private String read(String file) throws IOException {
        return Files.readString(root.resolve(file));
    }

    private static Said install(Map<String, String> env, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(env);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private Said onRoot(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--root", root.toString(), "--server", "ops.example:18444"));
        all.addAll(List.of(arguments));
        return install(Map.of(), all.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "ID=debian, etc/default/opsbus-agent",
        "ID=ubuntu, etc/default/opsbus-agent",
        "'ID=\"alinux\"\nID_LIKE=\"rhel fedora centos anolis\"', etc/sysconfig/aliyun",
        "'ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"', etc/sysconfig/aliyun"
    })
    void ourAgentIsToldWhereItsServerIsWhereItsUnitReads(String system, String file) throws Exception {
        write("etc/os-release", system);
        Said said = onRoot("--ca", root.resolve("ca.pem").toString());
        assertThat(said.status()).as(said.text()).isZero();
        assertThat(read(file)).isEqualTo("""
                ALIYUN_ASSIST_SERVER_HOST=ops.example:18444
                ALIYUN_ASSIST_CERT_PATH=/etc/opsbus-agent/ca.pem
                """);
        assertThat(read("etc/opsbus-agent/ca.pem")).contains("BEGIN CERTIFICATE");
        assertThat(root.resolve("etc/systemd/system/opsbus-agent.service")).exists();
        assertThat(read("opt/opsbus-agent/opsbus-agent.service")).isNotEmpty();
    }

    @Test
    void theKeyOfVersionsComesWithTheInstallation() throws Exception {
        write("key.pem", "-----BEGIN PUBLIC KEY-----\nMA==\n-----END PUBLIC KEY-----\n");
        Said said = onRoot("--update-key", root.resolve("key.pem").toString());
        assertThat(said.status()).as(said.text()).isZero();
        assertThat(read("etc/opsbus-agent/update-key.pem")).contains("BEGIN PUBLIC KEY");
        assertThat(onRoot(
                                "--agent",
                                "aliyun",
                                "--update-key",
                                root.resolve("key.pem").toString())
                        .status())
                .isEqualTo(2);
    }

    @Test
    void whatItWritesIsReadByTheUnit() throws Exception {
        assertThat(Files.readString(SCRIPT.resolveSibling("opsbus-agent.service")))
                .contains("EnvironmentFile=-/etc/default/opsbus-agent", "EnvironmentFile=-/etc/sysconfig/aliyun");
    }

    @Test
    void systemdReadsTheUnit() throws Exception {
        Path unit = root.resolve("opsbus-agent.service");
        Path program = root.resolve("opt/opsbus-agent/bin/opsbus-agent");
        Files.writeString(
                unit,
                Files.readString(SCRIPT.resolveSibling("opsbus-agent.service"))
                        .replace("/opt/opsbus-agent/bin/opsbus-agent", program.toString()));
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "there is no systemd on this machine");
        Process process = new ProcessBuilder("systemd-analyze", "verify", "--man=no", unit.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        // of other units of this machine it may say what it likes
        assertThat(said.lines().filter(line -> line.contains("opsbus-agent"))).isEmpty();
    }

    @Test
    void theOfficialAgentIsPointedAtTheServerAndKeepsItsVersion() throws Exception {
        Said said = onRoot("--agent", "aliyun");
        assertThat(said.status()).as(said.text()).isZero();
        assertThat(read("etc/sysconfig/aliyun")).isEqualTo("ALIYUN_ASSIST_SERVER_HOST=ops.example:18444\n");
        assertThat(root.resolve("usr/local/share/aliyun-assist/config/disable_update"))
                .exists();
    }

    /** Its scripts inherit what its unit reads: they believe whom the machine believes. */
    @Test
    void theOfficialAgentsScriptsBelieveTheSystemsAuthorities() throws Exception {
        Said said = onRoot("--agent", "aliyun", "--ca", root.resolve("ca.pem").toString());
        assertThat(said.status()).as(said.text()).isZero();
        assertThat(read("etc/sysconfig/aliyun"))
                .contains("ALIYUN_ASSIST_CERT_PATH=/etc/opsbus-agent/ca.pem")
                .doesNotContain("SSL_CERT_FILE");
    }

    @Test
    void twiceIsAsOnce() throws Exception {
        assertThat(onRoot().status()).isZero();
        String once = read("etc/default/opsbus-agent");
        assertThat(onRoot().status()).isZero();
        assertThat(read("etc/default/opsbus-agent")).isEqualTo(once);
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        Said said = onRoot("--dry-run", "--agent", "aliyun");
        assertThat(said.status()).as(said.text()).isZero();
        assertThat(said.text()).contains("would write", "ALIYUN_ASSIST_SERVER_HOST=ops.example:18444");
        assertThat(root.resolve("etc/sysconfig")).doesNotExist();
        assertThat(root.resolve("usr")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--server https://ops.example:18444",
                "--server ops.example:18444;reboot",
                "--region a/b",
                "--activation-id $(id)",
                "--agent other",
                "--ca /nothing.pem",
                "--surprise x",
                "--update-key /nothing.pem",
                "--server"
            })
    void whatIsNotSoundIsNamedAndChangesNothing(String line) throws Exception {
        String[] words = line.split(" ", 2);
        Said said = onRoot(words);
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.text()).contains(words[0], "--help");
        assertThat(root.resolve("etc/default")).doesNotExist();
    }

    @Test
    void aLiveMachineNeedsAnActivationAndItsCode() throws Exception {
        assertThat(install(Map.of("OPSBUS_ACTIVATION_CODE", ""), "--server", "h:1", "--activation-id", "a")
                        .text())
                .contains("OPSBUS_ACTIVATION_CODE is not set");
        assertThat(install(Map.of(), "--server", "h:1").text()).contains("--activation-id is missing");
    }

    @Test
    void aSystemNobodyKnowsIsNotGuessedAt() throws Exception {
        write("etc/os-release", "ID=plan9\n");
        Said said = onRoot();
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.text()).contains("plan9");
    }
}
