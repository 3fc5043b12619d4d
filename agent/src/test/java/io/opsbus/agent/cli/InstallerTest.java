package io.opsbus.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.agent.wire.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    private Path image(String version) throws IOException {
        write(version + "/lib/" + version + ".jar", version);
        write(version + "/opsbus-agent.service", "[Unit]\n");
        write(version + "/bin/opsbus-agent", "#!/bin/sh\n");
        Path folder = root.resolve(version);
        assertThat(folder.resolve("bin/opsbus-agent").toFile().setExecutable(true))
                .isTrue();
        return folder;
    }

    @Test
    void whatIsInstalledAgainIsTheNewOneAlone() throws Exception {
        assertThat(onRoot("--image", image("v1").toString()).status()).isZero();
        Said said = onRoot("--image", image("v2").toString());
        assertThat(said.status()).as(said.text()).isZero();
        try (var files = Files.list(root.resolve("opt/opsbus-agent/lib"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("v2.jar");
        }
        try (var folders = Files.list(root.resolve("opt"))) {
            assertThat(folders.map(file -> file.getFileName().toString())).containsExactly("opsbus-agent");
        }
        try (var files = Files.list(root.resolve("opt/opsbus-agent"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("bin", "lib", "opsbus-agent.service");
        }
    }

    /** Root runs it. */
    @Test
    void nobodyElseMayChangeWhatIsInstalled() throws Exception {
        Path image = image("v1");
        for (String each : List.of("", "lib", "lib/v1.jar", "bin/opsbus-agent")) {
            Path file = image.resolve(each);
            var mode = Files.getPosixFilePermissions(file);
            mode.addAll(PosixFilePermissions.fromString("-w--w--w-"));
            Files.setPosixFilePermissions(file, mode);
        }
        Assumptions.assumeTrue(Files.getOwner(image).getName().equals("root"), "only root can give files away");
        Files.setAttribute(image.resolve("lib/v1.jar"), "unix:uid", 12345);
        assertThat(onRoot("--image", image.toString()).status()).isZero();
        try (var files = Files.walk(root.resolve("opt/opsbus-agent"))) {
            assertThat(files).allSatisfy(file -> {
                assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(0);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .matches(".{4}-.{2}-.");
            });
        }
    }

    /** Somebody may have put a secret there: a proxy with its password, for the official agent. */
    @Test
    void theFileWithTheEnvironmentStaysAsClosedAsItIs() throws Exception {
        write("etc/default/opsbus-agent", "HTTPS_PROXY=http://a:secret@proxy\n");
        Path file = root.resolve("etc/default/opsbus-agent");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(onRoot("--image", image("v1").toString()).status()).isZero();
        assertThat(read("etc/default/opsbus-agent")).contains("secret", "ops.example:18444");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private static Said live(Map<String, String> env, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--dry-run", "--server", "ops.example:18444"));
        all.addAll(List.of(arguments));
        Said said = install(env, all.toArray(String[]::new));
        Assumptions.assumeFalse(said.text().contains("/etc/os-release"), "this machine's system is another one");
        return said;
    }

    @Test
    void whatRunsIsStartedAnewAndNotLeftAlone() throws Exception {
        Said said = live(
                Map.of("OPSBUS_ACTIVATION_CODE", "c", "OPSBUS_AGENT_HOME", root.toString()), "--activation-id", "a");
        assertThat(said.text())
                .containsSubsequence(
                        "--register -R cn-local -I a",
                        "would write",
                        "systemctl daemon-reload",
                        "systemctl enable opsbus-agent",
                        "systemctl restart opsbus-agent");
        assertThat(said.status()).isZero();
    }

    @Test
    void aMachineThatIsRegisteredIsUpgradedWithoutAnActivation() throws Exception {
        write("home/hybrid/instance-id", "mi-1");
        Said said = live(Map.of(
                "OPSBUS_ACTIVATION_CODE",
                "",
                "OPSBUS_AGENT_HOME",
                root.resolve("home").toString()));
        assertThat(said.status()).as(said.text()).isZero();
        assertThat(said.text())
                .contains("registered already, as mi-1", "systemctl restart opsbus-agent")
                .doesNotContain("--register");
    }

    @ParameterizedTest
    @CsvSource({"opsbus, etc/default/opsbus-agent", "aliyun, etc/sysconfig/aliyun"})
    void ofTheEnvironmentItReplacesItsOwnLinesAlone(String agent, String file) throws Exception {
        write(file, """
                # of the operator
                ALIYUN_ASSIST_PROXY=http://proxy.example:3128
                ALIYUN_ASSIST_SERVER_HOST=old.example:1
                SSL_CERT_FILE=/etc/opsbus-agent/ca.pem
                LANG=C.UTF-8""");
        assertThat(onRoot("--agent", agent).status()).isZero();
        assertThat(read(file)).isEqualTo("""
                # of the operator
                ALIYUN_ASSIST_PROXY=http://proxy.example:3128
                LANG=C.UTF-8
                ALIYUN_ASSIST_SERVER_HOST=ops.example:18444
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]:18444", "[fe80::1]", "ops.example", "127.0.0.1:1", "a-b:65535"})
    void itTakesTheServersTheAgentTakes(String server) throws Exception {
        assertThat(new Connection(server, null).host()).isEqualTo(server);
        Said said = onRoot("--server", server);
        assertThat(said.status()).as(said.text()).isZero();
        assertThat(read("etc/default/opsbus-agent")).contains("ALIYUN_ASSIST_SERVER_HOST=" + server + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a_b:1", "a:1:2", "a:", "a:123456", "[::1", "[g::1]:1", "a:1\nb:2"})
    void whatTheAgentRefusesIsRefusedBeforeAnythingIsWritten(String server) throws Exception {
        assertThatThrownBy(() -> new Connection(server, null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(onRoot("--server", server).status()).isEqualTo(2);
        assertThat(root.resolve("etc/default")).doesNotExist();
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
    void theUnitOutlivesAScriptThatTakesAllMemoryAndIsNotStartedForNothing() throws Exception {
        assertThat(Files.readAllLines(SCRIPT.resolveSibling("opsbus-agent.service")))
                .contains("OOMPolicy=continue", "SuccessExitStatus=143", "Restart=on-failure")
                .contains("RestartPreventExitStatus=78");
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
                "--image /nothing",
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
