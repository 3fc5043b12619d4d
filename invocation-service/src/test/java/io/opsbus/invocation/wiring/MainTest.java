package io.opsbus.invocation.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.rpc.micronaut.ServiceStartException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
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
    private static HttpClient client;

    private static Map<String, Object> settings() {
        return new HashMap<>(Map.of(
                "opsbus.invocation.port", 0,
                "opsbus.internal-key", Caller.KEY_TEXT,
                "opsbus.kafka.bootstrap", "127.0.0.1:1",
                "opsbus.registry.url", "http://127.0.0.1:1",
                "opsbus.postgres.url", "jdbc:postgresql://127.0.0.1:1/"));
    }

    @BeforeAll
    static void start() {
        running = Main.SERVICE.start(settings());
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        running.close();
        client.close();
    }

    @Test
    void itStartsAloneAndSaysWhatItMisses() throws Exception {
        assertThat(get("/health/liveness").statusCode()).isEqualTo(200);
        HttpResponse<String> readiness = get("/health/readiness");
        assertThat(readiness.statusCode()).isEqualTo(503);
        assertThat(readiness.body()).contains("\"database\":\"", "\"topics\":\"", "\"schemas\":\"", "\"routes\":\"");
    }

    @Test
    void itBindsToLoopbackUnlessToldOtherwise() {
        assertThat(running.url()).startsWith("http://127.0.0.1:");
    }

    @Test
    void whoeverIsNotTheGatewayIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(running.url() + "/rpc?Action=DescribeInvocations&Version=2014-05-26"))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("RegionId=cn-hangzhou"))
                .build();
        HttpResponse<String> refused = client.send(request, BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("\"Code\":\"Forbidden.Unauthorized\"");
    }

    @Test
    void aDatabaseThatIsAwayIsAnErrorClientsTryAgain() {
        Caller.Told told = new Caller(running.url()).call("DescribeInvocations", Map.of());
        assertThat(told.status()).isEqualTo(503);
        assertThat(told.body()).contains("\"Code\":\"ServiceUnavailable\"").doesNotContain("postgresql", "127.0.0.1:1");
    }

    @Test
    void aKeyThatCannotBeOneIsSaidSoAndNotRepeated() {
        Map<String, Object> settings = settings();
        settings.put("opsbus.internal-key", "c2hvcnQ=");
        assertThatThrownBy(() -> Main.SERVICE.start(settings))
                .isInstanceOf(ServiceStartException.class)
                .hasMessageContaining("opsbus.internal-key: ")
                .message()
                .doesNotContain("c2hvcnQ=");
    }

    @Test
    void withoutTheKeyNobodyCanCall() {
        Map<String, Object> settings = settings();
        settings.remove("opsbus.internal-key");
        try (RunningService keyless = Main.SERVICE.start(settings)) {
            assertThat(new Caller(keyless.url())
                            .call("DescribeInvocations", Map.of())
                            .status())
                    .isEqualTo(403);
        }
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(running.url() + path)).build(), BodyHandlers.ofString());
    }
}
