package io.opsbus.standalone.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opsbus.standalone.backbone.process.AotCache;
import io.opsbus.standalone.backbone.process.Ports;
import io.opsbus.standalone.backbone.process.Signal;
import io.opsbus.standalone.backbone.process.StartFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path data;

    private final List<KafkaServer> started = new ArrayList<>();
    private final int port = Ports.free();
    private final int controllerPort = Ports.free();

    @AfterEach
    void stopAll() {
        started.forEach(server -> server.child().stop(Signal.KILL, Duration.ofSeconds(10)));
    }

    @Test
    void acknowledgedRecordsSurviveAnOrderlyStopAndAKill() throws Exception {
        KafkaServer first = ready();
        createTopic(first, "kept");
        send(first, "kept", "before the stop");
        assertThat(first.stop(Duration.ofSeconds(60))).isTrue();
        assertThat(first.child().onExit().join()).isEqualTo(143); // 128 + SIGTERM: the JVM's own orderly end

        KafkaServer second = ready();
        send(second, "kept", "before the kill");
        assertThat(second.child().output()).noneMatch(line -> line.contains(KilledBroker.FENCED_NOW));
        second.child().stop(Signal.KILL, Duration.ofSeconds(10));

        KafkaServer third = ready();
        assertThat(read(third, "kept", 2)).containsExactly("before the stop", "before the kill");
        assertThat(third.child().output()).anyMatch(line -> line.contains(KilledBroker.FENCED_NOW));
    }

    @Test
    void aTakenPortIsRefusedInOneSentence() throws Exception {
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(this::ready)
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("Port %d, wanted by Kafka, is taken by another process.", taken.getLocalPort());
        }
    }

    @Test
    void aSecondBrokerOnTheSameDataEndsWithItsReasonInTheLog() throws Exception {
        ready();
        KafkaServer second = KafkaServer.start(BackboneLayout.find(), settings(Ports.free(), Ports.free()));
        started.add(second);

        assertThatThrownBy(() -> second.awaitReady(LIMIT))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("ended with code 1")
                .hasMessageContaining("lock");
    }

    @Test
    void aBrokerThatCannotWriteEndsWithAnErrorAndItsReasonAndRunsAgainLater() throws Exception {
        KafkaServer first = ready();
        createTopic(first, "kept");
        send(first, "kept", "before");
        // as on a full disk, but for this process only: no file may grow beyond 2 MiB
        assumeTrue(
                run("prlimit", "--pid", Long.toString(first.child().pid()), "--fsize=2097152") == 0,
                "the limit is set by prlimit of util-linux, which is not here");
        assertThatThrownBy(() -> fill(first)).isInstanceOf(Exception.class);

        assertThat(first.child().awaitExit(LIMIT)).isTrue();
        assertThat(first.child().onExit().join()).isEqualTo(1);
        assertThat(first.child().lastLines(50)).contains("File too large").contains("\"level\":\"ERROR\"");
        assertThat(read(ready(), "kept", 1)).first().isEqualTo("before");
    }

    private static void fill(KafkaServer server) throws Exception {
        String big = "x".repeat(500_000);
        for (int i = 0; i < 10; i++) {
            send(server, "kept", big);
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private KafkaServer ready() throws StartFailure {
        KafkaServer server = KafkaServer.start(BackboneLayout.find(), settings(port, controllerPort));
        started.add(server);
        server.awaitReady(LIMIT);
        return server;
    }

    private KafkaSettings settings(int clients, int controller) throws StartFailure {
        var layout = BackboneLayout.find();
        return new KafkaSettings(
                data.resolve("kafka"),
                data.resolve("kafka-" + clients + ".log"),
                clients,
                controller,
                Map.of(),
                KafkaSettings.quickJvm(Optional.of(new AotCache(layout.aotCaches(), "kafka-test"))));
    }

    private static void createTopic(KafkaServer server, String topic) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", server.bootstrap()))) {
            admin.createTopics(Set.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static void send(KafkaServer server, String topic, String text) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        server.bootstrap(),
                        "delivery.timeout.ms",
                        "10000",
                        "request.timeout.ms",
                        "5000",
                        "linger.ms",
                        "0"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, text)).get();
        }
    }

    private static List<String> read(KafkaServer server, String topic, int count) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", server.bootstrap()), new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(Set.of(partition));
            consumer.seekToBeginning(Set.of(partition));
            var lines = new ArrayList<String>();
            long end = System.nanoTime() + LIMIT.toNanos();
            while (lines.size() < count && System.nanoTime() - end < 0) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> lines.add(record.value()));
            }
            return lines;
        }
    }
}
