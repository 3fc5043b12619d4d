package io.opsbus.event.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpIT {
    private static final FakeRegistry REGISTRY = RunningService.sharedRegistry();
    private static final RunningService SERVICE = RunningService.shared();

    @ParameterizedTest(name = "{0} becomes {1}: {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            "level": "CRITICAL" | "level": "FATAL" | level | InvalidValue
            "level": "CRITICAL" | "level": "INFO" | level | LevelNotAllowed
            "product": "ECS" | "product": "OSS" | product | InvalidValue
            SystemMaintenance.Reboot:Scheduled | SystemMaintenance.Nap:Scheduled | name | UnknownEventName
            "2019-04-12T01:01:01Z" | "2019-04-12 01:01:01" | content.notBefore | InvalidTime
            "2019-04-12T01:01:01Z" | 17 | content.notBefore | WrongType
            20190409T121826.922+0800 | 20190432T121826.922+0800 | eventTime | InvalidTime
            "regionId": "cn-hangzhou" | "regionId": "cn-beijing" | resourceId | ResourceMismatch
            :instance/ | :disk/ | resourceId | ResourceMismatch
            acs:ecs: | acs:oss: | resourceId | InvalidValue
            "instanceId": "i- | "instanceId": "j- | resourceId | ResourceMismatch
            "ver" | "extra" | extra | UnknownField
            """)
    void aBrokenFieldIsNamed(String part, String broken, String field, String code) {
        String event = Samples.REBOOT_SCHEDULED.fresh();
        assertThat(event).contains(part);
        var answer = SERVICE.post(event.replace(part, broken));
        assertThat(answer.statusCode()).isEqualTo(400);
        var body = RunningService.json(answer.body());
        assertThat(body.get("code").asText()).isEqualTo("InvalidEvent");
        assertThat(body.get("requestId").asText()).isNotEmpty();
        assertThat(body.get("errors")).as(answer.body()).anySatisfy(error -> {
            assertThat(error.get("field").asText()).isEqualTo(field);
            assertThat(error.get("code").asText()).isEqualTo(code);
            assertThat(error.get("message").asText()).isNotEmpty();
        });
    }

    @Test
    void anAccountInTheArnThatIsNotUserIdIsRefused() {
        var answer =
                SERVICE.post(Samples.REBOOT_SCHEDULED.fresh().replaceFirst("\"userId\":\\s*\"1", "\"userId\": \"2"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("ResourceMismatch");
    }

    @Test
    void aBodyOverOneMebibyteIsRefusedWhetherOrNotItsLengthIsAnnounced() {
        byte[] large = new byte[(1 << 20) + 1];
        assertProblem(SERVICE.post(large), 413, "BodyTooLarge");
        var chunked = SERVICE.request("/events")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)))
                .build();
        assertProblem(SERVICE.send(chunked), 413, "BodyTooLarge");
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/x-www-form-urlencoded", "application/json;charset=gbk", "''"})
    void aBodyThatIsNotDeclaredAsJsonIsRefused(String type) {
        var request = SERVICE.request("/events").POST(BodyPublishers.ofString(Samples.PREEMPTION.fresh()));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        assertProblem(SERVICE.send(request.build()), 415, "UnsupportedMediaType");
    }

    @Test
    void jsonInUtf8ByAnySpellingIsTaken() {
        var answer =
                SERVICE.post(Samples.PREEMPTION.fresh(), Map.of("Content-Type", "Application/JSON; charset=\"UTF-8\""));
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /events, 405, MethodNotAllowed",
        "PUT, /events, 405, MethodNotAllowed",
        "OPTIONS, /events, 405, MethodNotAllowed",
        "BREW, /events, 405, MethodNotAllowed",
        "POST, /accounts/1/events, 405, MethodNotAllowed",
        "POST, /health, 405, MethodNotAllowed",
        "POST, /event, 404, NotFound",
        "POST, /events/, 404, NotFound",
        "GET, /, 404, NotFound",
        "GET, /error, 404, NotFound",
        "GET, /accounts//events, 400, InvalidParameter",
        "GET, /accounts/1%27/events, 400, InvalidParameter",
        "GET, /accounts/1/events?limit=0, 400, InvalidParameter",
        "GET, /accounts/1/events?limit=99999, 400, InvalidParameter",
        "GET, /env, 404, NotFound",
    })
    void whatIsNotThereIsToldInJson(String method, String path, int status, String code) {
        assertProblem(SERVICE.send(method, path), status, code);
    }

    @Test
    void aRequestThatIsNoHttpIsToldInJsonToo() throws IOException {
        var uri = SERVICE.request("/").build().uri();
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream()
                    .write("GET /%zz[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"BadRequest\"");
        }
    }

    @Test
    void healthSaysForEveryPartHowItIs() {
        var health = RunningService.json(SERVICE.get("/health").body());
        assertThat(health.get("status").asText()).isEqualTo("UP");
        assertThat(health.get("components").properties())
                .extracting(Map.Entry::getKey)
                .contains("database", "topics", "schemas", "outbox");
        assertThat(SERVICE.get("/health/liveness").statusCode()).isEqualTo(200);
        assertThat(SERVICE.get("/prometheus").body())
                .contains("opsbus_event_outbox_waiting")
                .contains("opsbus_event_requests_total");
    }

    @Test
    void twoServicesLiveInOneJvm() {
        try (var second = RunningService.startReady(REGISTRY.url())) {
            assertThat(second.post(Samples.PREEMPTION.fresh()).statusCode()).isEqualTo(202);
            assertThat(SERVICE.post(Samples.PREEMPTION.fresh()).statusCode()).isEqualTo(202);
        }
        assertThat(SERVICE.post(Samples.PREEMPTION.fresh()).statusCode()).isEqualTo(202);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(RunningService.json(answer.body()).get("code").asText()).isEqualTo(code);
    }
}
