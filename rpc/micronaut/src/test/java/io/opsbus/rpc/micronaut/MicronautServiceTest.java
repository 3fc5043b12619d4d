package io.opsbus.rpc.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MicronautServiceTest {
    private static final MicronautService SAMPLE = new MicronautService("sample-service", _ -> Map.of());
    private static final MicronautService OTHER =
            new MicronautService("other-service", _ -> Map.of("micronaut.server.port", 0));
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static HttpClient client;
    private static RunningService sample;

    @BeforeAll
    static void start() {
        client = HttpClient.newHttpClient();
        sample = SAMPLE.start(Map.of());
    }

    @AfterAll
    static void stop() {
        sample.close();
        client.close();
    }

    @Test
    void aTraceOfTheCallerIsInTheLogContextAndTheResponse() throws Exception {
        HttpResponse<String> response = get(sample, "/trace", "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
        assertThat(response.body()).isEqualTo("sample-service " + TRACE + " true");
        assertThat(response.headers().firstValue("x-acs-trace-id")).contains(TRACE);
        assertThat(response.headers().firstValue("x-acs-request-id").orElseThrow())
                .matches("[0-9A-F-]{36}");
    }

    @Test
    void aBrokenTraceBeginsANewOne() throws Exception {
        HttpResponse<String> response = get(sample, "/trace", "traceparent", "00-zz");
        assertThat(response.headers().firstValue("x-acs-trace-id").orElseThrow())
                .matches("[0-9a-f]{32}");
    }

    @Test
    void anUnknownPathIsAnErrorOfTheProtocol() throws Exception {
        HttpResponse<String> response = get(sample, "/no/such?x=<script>");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type")).contains("application/json;charset=utf-8");
        assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
        String id = response.headers().firstValue("x-acs-request-id").orElseThrow();
        assertThat(response.body())
                .isEqualTo("{\"RequestId\":\"" + id + "\",\"HostId\":\""
                        + URI.create(sample.url()).getAuthority() + "\",\"Code\":\"InvalidAction.NotFound\","
                        + "\"Message\":\"Specified api is not found, please check your url and method.\","
                        + "\"Recommend\":\"\"}");
    }

    @Test
    void aBugTellsNothingFromInside() throws Exception {
        HttpResponse<String> response = get(sample, "/bug");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("\"Code\":\"InternalError\"").doesNotContain("secret", "Exception");
    }

    @Test
    void aFailedRequestIsLoggedAsOneJsonObjectWithItsIds() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(ProtocolErrors.class);
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.start();
        logger.addAppender(seen);
        try {
            get(sample, "/bug", "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
        } finally {
            logger.detachAppender(seen);
        }
        var stdout = (ConsoleAppender<ILoggingEvent>)
                logger.getLoggerContext().getLogger("ROOT").getAppender("stdout");
        String line = new String(stdout.getEncoder().encode(seen.list.getFirst()), StandardCharsets.UTF_8);
        assertThat(line.lines()).hasSize(1);
        assertThat(line)
                .startsWith("{\"@timestamp\":")
                .contains("\"traceId\":\"" + TRACE + "\"", "\"level\":\"ERROR\"", "a secret from inside");
    }

    @Test
    void requestsAreBounded() throws Exception {
        assertThat(post("/echo", 1024 * 1024).body()).isEqualTo("1048576");
        HttpResponse<String> tooLarge = post("/echo", 1024 * 1024 + 1);
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(tooLarge.body()).contains("\"Code\":\"RequestTooLarge\"");
        assertThat(get(sample, "/trace?q=" + "x".repeat(60_000)).statusCode()).isEqualTo(200);
        assertThat(get(sample, "/trace?q=" + "x".repeat(70_000)).statusCode()).isEqualTo(413);
        assertThat(get(sample, "/trace", "x-long", "x".repeat(20_000)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void healthAndMetricsAreAtTheCommonPaths() throws Exception {
        assertThat(get(sample, "/health").body()).contains("\"name\":\"sample-service\"", "\"status\":\"UP\"");
        assertThat(get(sample, "/health/liveness").statusCode()).isEqualTo(200);
        assertThat(get(sample, "/health/readiness").body()).contains("\"status\":\"UP\"");
        assertThat(get(sample, "/prometheus").body()).contains("service=\"sample-service\"", "jvm_memory_used_bytes");
        assertThat(get(sample, "/beans").statusCode()).isEqualTo(404);
        assertThat(get(sample, "/env").statusCode()).isEqualTo(404);
    }

    @Test
    void anotherServiceInTheSameJvmHasNoneOfItsBeans() throws Exception {
        try (RunningService other = OTHER.start(Map.of())) {
            assertThat(get(other, "/trace").statusCode()).isEqualTo(404);
            assertThat(get(other, "/health").body()).contains("\"name\":\"other-service\"");
            assertThat(get(other, "/prometheus").body())
                    .contains("service=\"other-service\"")
                    .doesNotContain("sample");
            assertThat(get(other, "/health").body()).doesNotContain("discovery", "diskSpace");
        }
        assertThat(get(sample, "/trace").statusCode()).isEqualTo(200);
    }

    @Test
    void aTakenPortIsOneSentenceThatNamesTheService() {
        int taken = URI.create(sample.url()).getPort();
        assertThatThrownBy(() -> SAMPLE.start(Map.of("opsbus.sample.port", taken)))
                .isInstanceOf(ServiceStartException.class)
                .hasMessageStartingWith("sample-service cannot start: ")
                .hasMessageContaining("Address already in use")
                .hasMessageContaining(Integer.toString(taken));
    }

    @Test
    void argumentsWinOverSettingsAndSettingsOverDefaults() {
        try (RunningService second =
                SAMPLE.start(Map.of("micronaut.server.idle-timeout", "7s", "a.b", "settings"), "--a.b=arguments")) {
            assertThat(second.context().getProperty("micronaut.server.idle-timeout", String.class))
                    .contains("7s");
            assertThat(second.context().getProperty("a.b", String.class)).contains("arguments");
        }
    }

    private static HttpResponse<String> get(RunningService service, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(service.url() + path.replace("<", "%3C").replace(">", "%3E")));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, int size) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sample.url() + path))
                .POST(BodyPublishers.ofByteArray(new byte[size]))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
