package io.opsbus.invocation.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.micronaut.RunningService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void theServiceStartsAloneAndTellsItsHealth() throws Exception {
        try (RunningService running = Main.SERVICE.start(Map.of("opsbus.invocation.port", 0));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(running.url() + "/health"))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).body())
                    .contains("\"name\":\"invocation-service\"", "\"status\":\"UP\"");
        }
    }

    @Test
    void itBindsToLoopbackUnlessToldOtherwise() {
        try (RunningService running = Main.SERVICE.start(Map.of("micronaut.server.port", 0))) {
            assertThat(running.url()).startsWith("http://127.0.0.1:");
        }
    }
}
