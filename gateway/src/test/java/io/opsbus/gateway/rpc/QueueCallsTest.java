package io.opsbus.gateway.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.gateway.Access;
import io.opsbus.gateway.Given;
import io.opsbus.gateway.route.ActionKey;
import io.opsbus.gateway.route.RoutedAction;
import io.opsbus.gateway.route.ServiceNotice;
import io.opsbus.gateway.rpc.backend.Backends;
import io.opsbus.gateway.rpc.backend.FakeBackends;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.reply.Format;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests to queues: by path and a signature of their own, and from then on calls like any other. */
class QueueCallsTest {
    private static final String BODY = "<Message><MessageBody>a&amp;b é</MessageBody></Message>";

    private final Door door = new Door();

    @BeforeEach
    void announce() {
        var actions = Stream.of(
                        "CreateQueue",
                        "SetQueueAttributes",
                        "GetQueueAttributes",
                        "DeleteQueue",
                        "ListQueue",
                        "SendMessage",
                        "ReceiveMessage",
                        "PeekMessage",
                        "DeleteMessage",
                        "ChangeMessageVisibility")
                .map(name -> new RoutedAction(
                        new ActionKey("2015-06-06", name),
                        List.of("GetQueueAttributes", "ListQueue", "PeekMessage")
                                        .contains(name)
                                ? Access.READ
                                : Access.WRITE,
                        List.of(new RoutedAction.IdParameter("QueueName", false))))
                .toList();
        door.routes.accept(
                new ServiceNotice(
                        "queue-service", URI.create("http://127.0.0.1:18086"), door.clock.instant(), false, actions),
                door.clock.instant());
    }

    private HttpReply call(String method, String target, String body, Map<String, String> more) {
        return door.answer(signed(Door.KEY, method, target, body, more));
    }

    private HttpCall signed(String key, String method, String target, String body, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("host", "127.0.0.1:18080");
        headers.put(":scheme", "http");
        headers.put("content-type", "text/xml;charset=UTF-8");
        headers.put("x-mns-version", "2015-06-06");
        headers.putIfAbsent("date", date(door.clock.instant()));
        String own = headers.keySet().stream()
                .filter(name -> name.startsWith("x-mns-"))
                .sorted()
                .map(name -> name + ":" + headers.get(name) + "\n")
                .collect(java.util.stream.Collectors.joining());
        String signed = method + "\n" + headers.getOrDefault("content-md5", "") + "\n" + headers.get("content-type")
                + "\n" + headers.get("date") + "\n" + own + target;
        headers.putIfAbsent("authorization", "MNS " + key + ":" + hmac(signed));
        int mark = target.indexOf('?');
        return new HttpCall(
                method,
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? "" : target.substring(mark + 1),
                headers,
                body.getBytes(UTF_8),
                "192.0.2.7");
    }

    private static String date(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Door.SECRET.getBytes(UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    private static void assertDenied(HttpReply reply, int status, String code) {
        assertThat(reply.bodyText())
                .as("status %d", reply.status())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                        + "<Error xmlns=\"http://mns.aliyuncs.com/doc/v1\"><Code>" + code + "</Code>");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.headers()).containsKeys("x-mns-request-id", "x-mns-version");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /queues, ListQueue, ''",
        "PUT, /queues/q, CreateQueue, QueueName=q",
        "PUT, /queues/q?metaoverride=true, SetQueueAttributes, QueueName=q",
        "GET, /queues/q, GetQueueAttributes, QueueName=q",
        "DELETE, /queues/q, DeleteQueue, QueueName=q",
        "POST, /queues/q/messages, SendMessage, QueueName=q",
        "GET, /queues/q/messages, ReceiveMessage, QueueName=q",
        "GET, /queues/q/messages?numOfMessages=3&WaitSeconds=4, ReceiveMessage, NumOfMessages=3&QueueName=q",
        "GET, /queues/q/messages?peekonly=true, PeekMessage, QueueName=q",
        "DELETE, /queues/q/messages?ReceiptHandle=1-x, DeleteMessage, QueueName=q&ReceiptHandle=1-x",
        "DELETE, /queues/q/messages, DeleteMessage, QueueName=q",
        "PUT, /queues/q/messages?ReceiptHandle=1-x&VisibilityTimeout=9, ChangeMessageVisibility, QueueName=q",
    })
    void methodAndPathAreAnAction(String method, String target, String action, String parameters) {
        assertThat(call(method, target, "", Map.of()).status()).isEqualTo(200);

        FakeBackends.Got got = door.backends.calls().getLast();
        assertThat(got.service()).isEqualTo("queue-service");
        assertThat(got.form()).startsWith(parameters);
        assertThat(identity(got).name().action()).isEqualTo(action);
        assertThat(door.audit.made().getLast().asked().action()).isEqualTo(action);
    }

    private Identity identity(FakeBackends.Got got) {
        return Door.INTERNAL
                .verify(
                        got.headers().getOrDefault(InternalKey.HEADER, ""),
                        got.form().getBytes(UTF_8),
                        door.clock.instant())
                .orElseThrow();
    }

    @Test
    void aServiceGetsBodyAndHeadersAsParametersAndWhoAsksAsEver() {
        call("POST", "/queues/q-1/messages", BODY, Map.of("x-mns-prefix", "p", "x-mns-ret-number", "7"));

        FakeBackends.Got got = door.backends.calls().getLast();
        assertThat(got.form())
                .contains("Body=%3CMessage%3E", "a%26amp%3Bb%20%C3%A9")
                .contains("QueueName=q-1", "Prefix=p", "RetNumber=7")
                .doesNotContain(Door.KEY);
        Identity identity = identity(got);
        assertThat(identity.accountId()).isEqualTo(Given.ALICE.value());
        assertThat(identity.hostId()).isEqualTo("http://127.0.0.1:18080");
        assertThat(identity.format()).isEqualTo(Format.XML);
        assertThat(door.audit.made().getLast().asked().resourceIds()).containsExactly("q-1");
        assertThat(door.audit.made().getLast().toString()).doesNotContain("MessageBody");
    }

    @Test
    void theAnswerComesBackWithItsLocationAndTheProductsHeaders() {
        door.backends.answer(FakeBackends.answered(
                201,
                Map.of("location", "http://127.0.0.1:18080/queues/q", "content-type", "text/xml", "set-cookie", "x"),
                ""));
        HttpReply reply = call("PUT", "/queues/q", "", Map.of());

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.headers())
                .containsOnlyKeys("Location", "x-mns-request-id", "x-mns-version")
                .as("as the official client looks for it")
                .containsEntry("Location", "http://127.0.0.1:18080/queues/q");
    }

    @Test
    void strangersAreToldWhatTheProductTells() {
        assertDenied(door.answer(signed("OBnobody", "GET", "/queues", "", Map.of())), 403, "InvalidAccessKeyId");
        assertDenied(call("GET", "/queues", "", Map.of("authorization", "")), 400, "MissingAuthorizationHeader");
        assertDenied(call("GET", "/queues", "", Map.of("authorization", "MNS x")), 400, "InvalidAuthorizationHeader");
        assertDenied(
                call("GET", "/queues", "", Map.of("authorization", "MNS " + Door.KEY + ":eA==")),
                403,
                "SignatureDoesNotMatch");
        assertDenied(call("GET", "/queues", "", Map.of("date", "")), 400, "MissingDateHeader");
        assertDenied(call("GET", "/queues", "", Map.of("date", "today")), 400, "InvalidDateHeader");
        String late = date(door.clock.instant().minus(Duration.ofMinutes(16)));
        assertDenied(call("GET", "/queues", "", Map.of("date", late)), 408, "TimeExpired");
        assertThat(door.backends.calls()).isEmpty();
    }

    @Test
    void aBodyThatSaysItsDigestMustHaveIt() {
        String right = "XrY7u+Ae7tCTyyK7j1rNww==";
        assertThat(call("PUT", "/queues/q", "hello world", Map.of("content-md5", right))
                        .status())
                .isEqualTo(200);
        assertDenied(call("PUT", "/queues/q", "hello w0rld", Map.of("content-md5", right)), 400, "InvalidDegist");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /topics",
        "PUT, /topics/t",
        "POST, /queues",
        "POST, /queues/q",
        "GET, /queues/q/other",
        "GET, /queues/q/messages/more",
    })
    void whatIsNotServedIsSaidSo(String method, String path) {
        assertDenied(call(method, path, "", Map.of()), 400, "InvalidRequestURL");
    }

    @Test
    void policiesHoldHereToo() {
        assertThat(door.answer(signed(Door.READ_ONLY, "GET", "/queues/q", "", Map.of()))
                        .status())
                .isEqualTo(200);
        assertDenied(
                door.answer(signed(Door.READ_ONLY, "GET", "/queues/q/messages", "", Map.of())), 403, "AccessDenied");
        assertDenied(door.answer(signed(Door.BOBS, "GET", "/queues/q", "", Map.of())), 403, "AccessDenied");
    }

    @Test
    void oneRequestMayBeSentTwice() {
        for (int times = 0; times < 2; times++) {
            assertThat(call("POST", "/queues/q/messages", BODY, Map.of()).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void receiversThatWaitHaveTimeAndTakeNoPlaceOfOthers() {
        call("GET", "/queues/q/messages?waitseconds=30", "", Map.of());
        assertThat(door.backends.calls().getLast().limit()).isEqualTo(Duration.ofSeconds(40));
        call("GET", "/queues/q", "", Map.of());
        assertThat(door.backends.calls().getLast().limit()).isEqualTo(Duration.ofSeconds(10));
        try (var one = door.inFlight.enterPatiently("queue-service").orElseThrow();
                var two = door.inFlight.enterPatiently("queue-service").orElseThrow()) {
            assertDenied(call("GET", "/queues/q/messages", "", Map.of()), 503, "ServiceUnavailable");
            assertThat(call("GET", "/queues/q", "", Map.of()).status()).isEqualTo(200);
            assertThat(List.of(one, two)).hasSize(2);
        }
    }

    @Test
    void whoCallsTooOftenIsToldWhen() {
        HttpReply reply = call("GET", "/queues/q", "", Map.of());
        for (int calls = 0; calls < 1_000; calls++) {
            reply = call("GET", "/queues/q", "", Map.of());
        }
        assertDenied(reply, 503, "QpsLimitExceeded");
        assertThat(reply.headers()).containsKey("Retry-After");
    }

    @Test
    void aServiceThatIsAwayIsNotTheClientsMistake() {
        door.backends.answer(new Backends.Answer.Unreachable());
        assertDenied(call("GET", "/queues/q", "", Map.of()), 503, "ServiceUnavailable");
        var other = new Door();
        assertDenied(other.answer(signed(Door.KEY, "GET", "/queues/q", "", Map.of())), 503, "ServiceUnavailable");
    }
}
