package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.ServiceProcess;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at a random moment under load, ten times: every event arrives, and duplicates are counted. */
class KilledNotifierIT {
    private static final int ROUNDS = 10;
    private static final int EVENTS = 400;
    /** Per kill: at most the batch being delivered is read again. */
    private static final int MOST_DUPLICATES = 500 * ROUNDS;

    private static final String ACCOUNT = "killed";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void noEventIsLostHoweverOftenTheProcessIsKilled() throws IOException {
        var seed = System.nanoTime();
        var random = new Random(seed);
        try (var registry = new FakeRegistry();
                var sink = new Sink();
                var bus = new Bus(registry.schemas())) {
            var settings = RunningNotifier.settings(
                    registry.url(), Backbone.get().postgres().newDatabase());
            var port = freePort();
            settings.put("opsbus.notifier.port", port);
            var log = folder.resolve("child.log");
            var child = ServiceProcess.start(Main.class, settings, log);
            try {
                subscribe(port, sink.url("/count/killed"));
                for (var round = 1; round <= ROUNDS; round++) {
                    publish(bus);
                    var enough = delivered(sink) + 1 + random.nextInt(EVENTS * 3 / 4);
                    await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> delivered(sink) >= enough);
                    assertThat(child.isAlive()).isTrue();
                    child.kill();
                    child = ServiceProcess.start(Main.class, settings, log);
                }
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(sink.ids()).hasSize(ROUNDS * EVENTS));
            } finally {
                child.kill();
            }
            var duplicates = delivered(sink) - sink.ids().size();
            System.out.printf(
                    "kill -9: %d rounds, %d events, 0 lost, %d duplicates (seed %d)%n",
                    ROUNDS, ROUNDS * EVENTS, duplicates, seed);
            assertThat(duplicates).isLessThanOrEqualTo(MOST_DUPLICATES);
        }
    }

    private static long delivered(Sink sink) {
        return sink.ids().values().stream().mapToLong(LongAdder::sum).sum();
    }

    private static void publish(Bus bus) {
        for (var i = 0; i < EVENTS; i++) {
            bus.publish(Samples.REBOOT_SCHEDULED
                    .withId(UUID.randomUUID().toString())
                    .replace("169070*****30", ACCOUNT));
        }
        bus.flush();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void subscribe(int port, String url) {
        var body = new ObjectMapper().createObjectNode().put("product", "ECS");
        body.putArray("levels").add("CRITICAL");
        body.putArray("names").add("*");
        body.putArray("resources").add("*");
        body.putObject("target").put("url", url);
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/accounts/" + ACCOUNT + "/subscriptions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> http.send(request, BodyHandlers.ofString()).statusCode() == 201);
        }
    }
}
