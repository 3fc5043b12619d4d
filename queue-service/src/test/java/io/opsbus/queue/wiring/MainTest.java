package io.opsbus.queue.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.micronaut.RunningService;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service with nothing of what it needs around it. */
class MainTest {
    private static RunningService running;
    private static Caller caller;

    private static Map<String, Object> settings() {
        return new HashMap<>(Map.of(
                "opsbus.queue.port", 0,
                "opsbus.internal-key", Caller.KEY_TEXT,
                "opsbus.kafka.bootstrap", "127.0.0.1:1",
                "opsbus.registry.url", "http://127.0.0.1:1",
                "opsbus.postgres.url", "jdbc:postgresql://127.0.0.1:1/"));
    }

    @BeforeAll
    static void start() {
        running = Main.SERVICE.start(settings());
        caller = new Caller(running.url());
    }

    @AfterAll
    static void stop() {
        caller.close();
        running.close();
    }

    @Test
    void itStartsAloneAndSaysWhatItMisses() throws Exception {
        assertThat(running.url()).startsWith("http://127.0.0.1:");
        HttpResponse<String> readiness = caller.client()
                .send(
                        HttpRequest.newBuilder(URI.create(running.url() + "/health/readiness"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(readiness.statusCode()).isEqualTo(503);
        assertThat(readiness.body()).contains("\"database\":\"", "\"topics\":\"", "\"routes\":\"");
    }

    @Test
    void aDatabaseThatIsAwayIsAnErrorThatMayBeTriedAgain() {
        Caller.Told told = caller.call("GetQueueAttributes", "QueueName", "orders");
        assertThat(told.status()).isEqualTo(503);
        assertThat(told.text("Code")).isEqualTo("ServiceUnavailable");
        assertThat(told.body()).doesNotContain("postgresql", "127.0.0.1:1");
    }

    @Test
    void withoutTheKeyNobodyCanCall() {
        Map<String, Object> settings = settings();
        settings.remove("opsbus.internal-key");
        try (RunningService keyless = Main.SERVICE.start(settings);
                Caller stranger = new Caller(keyless.url())) {
            assertThat(stranger.call("ListQueue").status()).isEqualTo(403);
        }
    }
}
