package io.opsbus.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.micronaut.RunningService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GatewayTest {
    private static HttpClient client;
    private static RunningService gateway;

    @BeforeAll
    static void start() {
        client = HttpClient.newHttpClient();
        gateway = Main.SERVICE.start(Keys.with(Map.of("opsbus.notifier.port", 28182)));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        client.close();
    }

    @Test
    void theHomePageIsSelfContainedAndStrict() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).contains("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(page.body())
                .contains("网关正在运行", "The gateway is running", "28182", "/health/readiness")
                .doesNotContain("http://", "https://", "<script", "src=", "{{");
    }

    @Test
    void beforeItIsPreparedCallsAreToldToComeAgain() throws Exception {
        for (HttpResponse<String> response : List.of(
                get("/?Action=DescribeInstances&Version=2014-05-26"),
                get("/", "x-acs-action", "DescribeInstances"),
                post("/?Action=RunCommand", ""),
                post("/", "Action=RunCommand&CommandContent=" + "x".repeat(40_000)))) {
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("\"Code\":\"ServiceUnavailable\"", "\"RequestId\":\"");
            assertThat(response.headers().firstValue("x-acs-retry-after")).contains("1000");
            assertThat(response.headers().firstValue("x-acs-trace-id").orElseThrow())
                    .hasSize(32);
        }
        assertThat(get("/health/readiness").statusCode()).isEqualTo(503);
        assertThat(get("/health/readiness").body()).contains("\"reason\":\"postgres");
        assertThat(get("/health/liveness").statusCode()).isEqualTo(200);
        assertThat(get("/admin/accounts").statusCode()).isEqualTo(503);
        assertThat(get("/prometheus").body())
                .as("calls that fail are counted from the first moment on")
                .containsPattern(
                        "opsbus_gateway_calls_seconds_count\\{action=\"other\",answer=\"5xx\",product=\"other\"[^}]*} [1-9]")
                .containsPattern(
                        "opsbus_gateway_calls_seconds_bucket\\{action=\"other\",answer=\"5xx\"[^}]*le=\"5.0\"} [1-9]");
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        assertThat(post("/", "x".repeat((1 << 20) + 1)).statusCode()).isEqualTo(413);
        assertThat(get("/?" + "x".repeat(70_000)).statusCode()).isIn(413, 414);
    }

    @Test
    void unknownPathsAndMethodsAreErrorsOfTheProtocol() throws Exception {
        assertThat(get("/nothing/here").body()).contains("\"Code\":\"InvalidAction.NotFound\"");
        assertThat(get("/gateway/application.yml").statusCode()).isEqualTo(404);
        HttpRequest delete =
                HttpRequest.newBuilder(URI.create(gateway.url() + "/")).DELETE().build();
        HttpResponse<String> refused = client.send(delete, BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.body()).contains("\"Code\":\"UnsupportedHTTPMethod\"");
    }

    @Test
    void readinessSaysWhereItListensAndWhyNot() throws Exception {
        assertThat(get("/health/readiness").body())
                .contains(
                        "\"listeners\"",
                        "off: opsbus.gateway.keystore and opsbus.gateway.keystore-password are not set");
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
