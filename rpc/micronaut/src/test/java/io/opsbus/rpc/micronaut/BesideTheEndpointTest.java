package io.opsbus.rpc.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.micronaut.endpoint.LentEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** An endpoint at the root disturbs nothing else, and its requests are told apart in the logs. */
class BesideTheEndpointTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static HttpClient client;
    private static RunningService service;

    @BeforeAll
    static void start() {
        client = HttpClient.newHttpClient();
        service = new MicronautService("endpoint-service", _ -> Map.of()).start(Map.of("opsbus.rpc.path", "/"));
        service.context()
                .getBean(LentEndpoint.class)
                .lend(_ -> HttpReply.text(
                        200, "text/plain", Map.of(), new TreeMap<>(MDC.getCopyOfContextMap()).toString()));
    }

    @AfterAll
    static void stop() {
        service.close();
        client.close();
    }

    @Test
    void healthAndMetricsStayWhereTheyAre() throws Exception {
        assertThat(get("/health").body()).contains("\"status\":\"UP\"");
        assertThat(get("/prometheus").body()).contains("jvm_memory_used_bytes");
        assertThat(get("/no/such").body()).contains("\"Code\":\"InvalidAction.NotFound\"");
    }

    @Test
    void aRequestHasItsIdsInTheLogs() throws Exception {
        HttpResponse<String> answer = get("/?x", "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
        String id = answer.headers().firstValue("x-acs-request-id").orElseThrow();
        assertThat(answer.body())
                .matches("\\{requestId=" + id + ", service=endpoint-service, spanId=[0-9a-f]{16}, traceId=" + TRACE
                        + "}");
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(service.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
