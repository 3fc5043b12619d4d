package io.opsbus.rpc.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The endpoint disturbs nothing a service serves already, and its requests are told apart in the logs. */
class BesideAServiceTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static HttpClient client;
    private static ServletWebServerApplicationContext service;

    @BeforeAll
    static void start() {
        client = HttpClient.newHttpClient();
        service = SampleService.start(BesideAServiceTest::logContext, "--own-errors=true");
    }

    @AfterAll
    static void stop() {
        service.close();
        client.close();
    }

    @Test
    void managementAndTheServicesOwnDoorStayWhereTheyAre() throws Exception {
        assertThat(send("GET", "/health").body()).contains("\"status\":\"UP\"");
        assertThat(send("GET", "/events").body()).isEqualTo("the service's own door: GET /events");
        assertThat(send("DELETE", "/").body()).isEqualTo("the service's own door: DELETE /");
        assertThat(send("POST", "/rpc/further").body()).isEqualTo("the service's own door: POST /rpc/further");
        assertThat(send("PUT", "/rpc").body()).contains("\"Code\":\"UnsupportedHTTPMethod\"");
    }

    @Test
    void aRequestHasItsIdsInTheLogs() throws Exception {
        HttpResponse<String> answer = send("POST", "/rpc", "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
        String id = answer.headers().firstValue("x-acs-request-id").orElseThrow();
        assertThat(answer.body())
                .matches(
                        "\\{requestId=" + id + ", service=sample-service, spanId=[0-9a-f]{16}, traceId=" + TRACE + "}");
    }

    @Test
    void errorsOfTomcatElsewhereAreTheServicesBusiness() throws IOException {
        assertThat(raw("TRACE /rpc HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains("\"Code\":\"UnsupportedHTTPMethod\"");
        assertThat(raw("GARBAGE\r\n\r\n")).contains(" 400 ", SampleService.OwnErrors.TEXT);
    }

    private static HttpReply logContext(HttpCall call) {
        return HttpReply.text(200, "text/plain", Map.of(), new TreeMap<>(MDC.getCopyOfContextMap()).toString());
    }

    private static URI url(String path) {
        return URI.create("http://127.0.0.1:"
                + Objects.requireNonNull(service.getWebServer()).getPort() + path);
    }

    private static HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url(path)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url("/").getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
