package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.agent.cli.Start;
import io.opsbus.agent.update.Offer;
import io.opsbus.agent.update.SigningKey;
import io.opsbus.agent.update.Version;
import io.opsbus.agent.wire.Connection;
import io.opsbus.agent.wire.Home;
import io.opsbus.agent.wire.Identity;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.AgentKey;
import io.opsbus.invocation.link.InMemoryAgentTasks;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.schedule.Schedule;
import io.opsbus.rpc.json.JsonReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our agent in a process of its own takes a version that was published for it, over TLS, and comes back as that version (guide 2.2). */
class AgentUpdateTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int AGAIN = 75;
    private static final InstanceId INSTANCE = new InstanceId("mi-000000000000000001");
    private static final Version TWO = new Version("0.2.0");

    @TempDir
    Path folder;

    private final InMemoryAgentTasks tasks = new InMemoryAgentTasks();
    private final KeyPair publisher;

    AgentUpdateTest() throws Exception {
        publisher = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    /** The agent's own classes, as what they are packed in. */
    private Path parcel() throws Exception {
        Path parcel = folder.resolve("parcel.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(parcel))) {
            int number = 0;
            for (Class<?> one : List.of(Start.class, Schedule.class, JsonReader.class)) {
                zip.putNextEntry(new ZipEntry("lib/part" + number++ + ".jar"));
                Path from = Path.of(
                        one.getProtectionDomain().getCodeSource().getLocation().toURI());
                if (Files.isDirectory(from)) {
                    pack(from, zip);
                } else {
                    Files.copy(from, zip);
                }
                zip.closeEntry();
            }
        }
        return parcel;
    }

    private static void pack(Path classes, OutputStream into) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            var jar = new ZipOutputStream(into);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
            }
            jar.finish();
        }
    }

    private void publish(Path releases) throws Exception {
        Path parcel = parcel();
        Offer offer = new SigningKey(publisher.getPrivate()).sign(TWO, parcel);
        Path place = Files.createDirectories(releases.resolve(TWO.text()));
        Files.copy(parcel, place.resolve("parcel.zip"));
        Files.writeString(
                place.resolve("offer.properties"),
                "version=" + TWO + "\nsize=" + offer.size() + "\nsha256=" + offer.sha256() + "\nsignature="
                        + offer.signature() + "\n");
    }

    private Home machine(TestTls tls, int port) throws IOException {
        KeyPair keys = Identity.freshKeys();
        tasks.known(INSTANCE, new AgentKey("machine", Identity.pem(keys.getPublic())));
        Path key = Files.writeString(
                folder.resolve("update-key.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getEncoder()
                                .encodeToString(publisher.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        var home = new Home(Files.createDirectories(folder.resolve("agent")));
        home.register(INSTANCE.text(), "cn-local", "machine", keys);
        home.settings(Map.of(
                "server", new Connection("127.0.0.1:" + port, null).host(),
                "ca", tls.ca().toString(),
                "updateKey", key.toString(),
                "updateEvery", "PT1S"));
        return home;
    }

    private Process start(Home home) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Start.class.getName(),
                        "--home",
                        home.folder().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.out").toFile())
                .start();
    }

    private long finished() {
        return tasks.told().stream()
                .filter(told -> told.report() instanceof TaskReport.Finished)
                .count();
    }

    @Test
    void itTakesWhatIsPublishedWhenNothingRunsAndComesBackAsThat() throws Exception {
        Path releases = Files.createDirectories(folder.resolve("releases"));
        TestTls tls = TestTls.get();
        ListenerSettings usual = tls.settings();
        var settings =
                new ListenerSettings(usual.place(), usual.keyStore(), usual.password(), usual.region(), releases);
        try (var listener = new AgentListener(settings, tasks, Clock.systemUTC())) {
            Home home = machine(tls, listener.port());
            Process old = start(home);
            await().atMost(PATIENCE).until(() -> tasks.isConnected(INSTANCE));
            tasks.add(INSTANCE, Given.shell("t-1", "sleep 2; echo 1"));
            await().atMost(PATIENCE).until(() -> !tasks.told().isEmpty());
            publish(releases);
            assertThat(old.waitFor())
                    .as(Files.readString(folder.resolve("agent.out")))
                    .isEqualTo(AGAIN);
            assertThat(finished()).isEqualTo(1);
            assertThat(home.versions().standing().trial()).isPresent();

            Process next = start(home);
            try {
                await().atMost(PATIENCE)
                        .until(() -> home.versions().standing().current().equals(java.util.Optional.of(TWO)));
                tasks.add(INSTANCE, Given.shell("t-2", "echo 2"));
                await().atMost(PATIENCE).until(() -> finished() == 2);
                assertThat(Files.readString(home.folder().resolve("log/agent.log"), StandardCharsets.UTF_8))
                        .contains(
                                "agent starts version=0.1.0",
                                "another version lies ready version=0.2.0",
                                "agent starts version=0.2.0");
            } finally {
                next.destroyForcibly().onExit().join();
            }
        }
    }
}
