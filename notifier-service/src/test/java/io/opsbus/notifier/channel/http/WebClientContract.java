package io.opsbus.notifier.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.channel.egress.AddressResolver;
import io.opsbus.notifier.channel.egress.EgressPolicy;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Answered;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.delivery.Outcome.Unanswered;
import io.opsbus.testkit.SettableClock;
import io.opsbus.testkit.webhook.Reply;
import io.opsbus.testkit.webhook.WebhookTarget;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What any client must do with a receiver that behaves, and with one that does not. */
abstract class WebClientContract {
    static final Duration ATTEMPT = Duration.ofMillis(800);
    static final WebLimits LIMITS = new WebLimits(ATTEMPT, 4, 1, 20_000, Duration.ofSeconds(30));

    final SettableClock clock = SettableClock.at(Given.NOON);
    private WebhookTarget receiver;
    private WebClient client;

    abstract WebClient client(EgressPolicy policy, AddressResolver resolver);

    @BeforeEach
    void start() {
        receiver = WebhookTarget.start();
        client = client(EgressPolicy.allowing("127.0.0.0/8"), AddressResolver.SYSTEM);
    }

    @AfterEach
    void stop() {
        client.close();
        receiver.close();
    }

    /** A message as a channel makes it. */
    record Plain(URI url, Body body, String id) implements WebClient.Message {
        @Override
        public void headers(WebClient.Headers out) {
            out.set("content-type", "application/json");
            out.set("x-id", id);
        }
    }

    private static WebClient.Call call(String url, int number, CompletableFuture<Outcome> done) {
        var body = Body.of(("{\"n\":" + number + ",\"中\":\"文\"}").getBytes(UTF_8));
        return new WebClient.Call(
                new Plain(URI.create(url), body, "id-" + number),
                WebClient.Call.HEAD,
                (outcome, _) -> done.complete(outcome));
    }

    private static Outcome send(WebClient to, String url) {
        var done = new CompletableFuture<Outcome>();
        to.send(List.of(call(url, 1, done)));
        return await(done);
    }

    private static Outcome await(CompletableFuture<Outcome> done) {
        try {
            return done.get(ATTEMPT.multipliedBy(8).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("the attempt has no end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Outcome outcomeOf(Reply reply) {
        receiver.answer(reply);
        return send(client, receiver.url("/hook?a=b"));
    }

    private static Outcome status(int code) {
        return new Answered(code, Optional.empty());
    }

    @Test
    void whoWantsToSeesTheHeadersOfTheAnswer() {
        receiver.answer(new Reply.Status(200, Map.of("WebHook-Allowed-Origin", "*"), "{}"));
        var seen = new CompletableFuture<List<String>>();
        var done = new CompletableFuture<Outcome>();
        var message = new WebClient.Message() {
            @Override
            public String method() {
                return "OPTIONS";
            }

            @Override
            public URI url() {
                return URI.create(receiver.url("/hook"));
            }

            @Override
            public Body body() {
                return Body.of(new byte[0]);
            }

            @Override
            public void headers(WebClient.Headers out) {
                out.set("webhook-request-origin", "ops.example");
            }

            @Override
            public void answered(Function<String, List<String>> header) {
                assertThat(done).as("before the end is told").isNotDone();
                assertThat(header.apply("x-none")).isEmpty();
                seen.complete(header.apply("webhook-allowed-origin"));
            }
        };
        client.send(List.of(new WebClient.Call(message, 0, (outcome, _) -> done.complete(outcome))));
        assertThat(await(done).verdict()).isEqualTo(Outcome.Verdict.DELIVERED);
        assertThat(seen).isCompletedWithValue(List.of("*"));
        assertThat(receiver.received().getFirst().method()).isEqualTo("OPTIONS");
        assertThat(receiver.received().getFirst().body().array()).isEmpty();
    }

    @Test
    void theRequestCarriesTheBodyUnchangedAndTheHeadersPromised() {
        assertThat(send(client, receiver.url("/hook?a=b%20c"))).isEqualTo(status(204));
        var request = receiver.received().getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/hook?a=b%20c");
        assertThat(request.body().array()).isEqualTo("{\"n\":1,\"中\":\"文\"}".getBytes(UTF_8));
        assertThat(request.headers())
                .containsEntry("content-type", List.of("application/json"))
                .containsEntry("x-id", List.of("id-1"))
                .containsEntry("host", List.of("127.0.0.1:" + receiver.port()))
                .doesNotContainKeys("accept-encoding", "transfer-encoding");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 299, 400, 404, 410, 500, 503})
    void theStatusIsTold(int code) {
        assertThat(outcomeOf(Reply.status(code))).isEqualTo(status(code));
    }

    @Test
    void aRedirectIsAnAnswerAndIsNotFollowed() {
        assertThat(outcomeOf(Reply.movedTo(receiver.url("/elsewhere")))).isEqualTo(status(301));
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void retryAfterIsTold() {
        assertThat(outcomeOf(Reply.tooManyRequests(Duration.ofSeconds(90))))
                .isEqualTo(new Answered(429, Optional.of(Given.NOON.plusSeconds(90)), "(retry-after: 90)"));
        var date = new Reply.Status(503, Map.of("Retry-After", "Mon, 23 Nov 2026 13:00:00 GMT"), "");
        assertThat(outcomeOf(date).retryAfter()).contains(Given.NOON.plusSeconds(3600));
    }

    @Test
    void aReceiverThatIsNotThereRefuses() {
        receiver.shut();
        assertThat(send(client, receiver.url("/"))).isEqualTo(new Unanswered(Trouble.REFUSED));
    }

    @Test
    void aReceiverThatHangsTimesOut() {
        assertThat(outcomeOf(new Reply.Hang())).isEqualTo(new Unanswered(Trouble.TIMEOUT));
    }

    @Test
    void aReceiverThatDripsTimesOutAllTheSame() {
        assertThat(outcomeOf(new Reply.Drip(Duration.ofMillis(100)))).isEqualTo(new Unanswered(Trouble.TIMEOUT));
    }

    @Test
    void brokenAnswersAreTold() {
        assertThat(outcomeOf(new Reply.Garbage())).isEqualTo(new Unanswered(Trouble.GARBAGE));
        assertThat(outcomeOf(new Reply.Reset())).isEqualTo(new Unanswered(Trouble.RESET));
        assertThat(outcomeOf(new Reply.Close())).isEqualTo(new Unanswered(Trouble.RESET));
        assertThat(outcomeOf(new Reply.Truncated())).isEqualTo(new Unanswered(Trouble.RESET));
    }

    @Test
    void anOversizedAnswerCountsByItsStatusAndCostsTheConnection() {
        assertThat(outcomeOf(new Reply.Status(200, Map.of(), "x".repeat(5_000_000))))
                .isEqualTo(new Answered(200, Optional.empty(), "x".repeat(256)));
        assertThat(outcomeOf(Reply.noContent())).isEqualTo(status(204));
        assertThat(receiver.connections()).isEqualTo(2);
    }

    @Test
    void ofAnAnswerThatRefusesTheHeadIsToldOnOneLine() {
        var said = (Answered) outcomeOf(new Reply.Status(422, Map.of(), "no\r\nsuch\u0000 room: " + "x".repeat(5000)));
        assertThat(said.said()).startsWith("no  such  room: xxx").hasSizeLessThanOrEqualTo(Outcome.MOST_SAID);
    }

    @Test
    void ofASuccessTheHeadIsToldAndItIsBounded() {
        assertThat(outcomeOf(new Reply.Status(200, Map.of(), "fine")))
                .isEqualTo(new Answered(200, Optional.empty(), "fine"));
        var cut = (Answered) outcomeOf(new Reply.Status(202, Map.of(), "a\r\n" + "文".repeat(1000)));
        assertThat(cut.said()).as("253 bytes hold 84 characters of three").isEqualTo("a  " + "文".repeat(84));
    }

    @Test
    void ofTheHeadersOnlyThoseThatHelpToFindTheAnswerAgainAreTold() {
        var headers = Map.of(
                "X-Request-Id",
                "7f3a",
                "Set-Cookie",
                "session=s3cret",
                "Authorization",
                "Bearer s3cret",
                "WWW-Authenticate",
                "Basic realm=s3cret",
                "X-Fc-Request-Id",
                "f".repeat(200));
        assertThat(((Answered) outcomeOf(new Reply.Status(200, headers, "ok"))).said())
                .isEqualTo("(x-request-id: 7f3a; x-fc-request-id: " + "f".repeat(64) + ") ok");
        assertThat(((Answered) outcomeOf(new Reply.Status(503, Map.of("Retry-After", "90"), ""))).said())
                .isEqualTo("(retry-after: 90)");
    }

    @Test
    void endlessHeadersAreGarbage() {
        var huge = new Reply.Status(200, Map.of("X-Huge", "x".repeat(100_000)), "");
        assertThat(outcomeOf(huge)).isEqualTo(new Unanswered(Trouble.GARBAGE));
    }

    @Test
    void connectionsAreKeptAndABatchSharesThem() {
        var calls = new ArrayList<WebClient.Call>();
        var ends = new ArrayList<CompletableFuture<Outcome>>();
        for (var i = 0; i < 200; i++) {
            var done = new CompletableFuture<Outcome>();
            ends.add(done);
            calls.add(call(receiver.url("/batch"), i, done));
        }
        client.send(calls);
        ends.forEach(done -> assertThat(await(done)).isEqualTo(status(204)));
        assertThat(receiver.received()).hasSize(200);
        assertThat(receiver.connections()).isLessThanOrEqualTo(LIMITS.perHost());
    }

    /** Two targets at one host: what hangs holds its own connections only. */
    @Test
    void aTargetThatHangsTakesNoConnectionFromAnotherAtItsHost() {
        receiver.answer(new Reply.Hang());
        var ends = Collections.synchronizedList(new ArrayList<String>());
        var hanging = new ArrayList<WebClient.Call>();
        for (var i = 0; i < LIMITS.perHost(); i++) {
            hanging.add(of(new TargetId("tgt-hangs"), i, ends));
        }
        client.send(hanging);
        Awaitility.await().until(() -> receiver.received().size() == LIMITS.perHost());
        receiver.answer(Reply.noContent());
        client.send(List.of(of(new TargetId("tgt-answers"), 9, ends)));
        Awaitility.await().until(() -> ends.size() == LIMITS.perHost() + 1);
        assertThat(ends).startsWith("tgt-answers " + status(204));
    }

    private WebClient.Call of(TargetId target, int number, List<String> ends) {
        var message = new Plain(URI.create(receiver.url("/")), Body.of(new byte[0]), "id-" + number);
        return WebClient.Call.of(
                new Delivery.Addressee(target, new SubscriptionId("sub-1"), 1, new AccountId("a")),
                message,
                WebClient.Call.HEAD,
                (outcome, _) -> ends.add(target.value() + " " + outcome));
    }

    @Test
    void aKeptConnectionThatDiedIsReplacedWithoutAFailure() {
        assertThat(outcomeOf(Reply.noContent())).isEqualTo(status(204));
        receiver.shut();
        receiver.open();
        assertThat(outcomeOf(Reply.noContent())).isEqualTo(status(204));
    }

    @Test
    void aNameWithoutAnAddressIsUnresolved() {
        try (var lost = client(EgressPolicy.allowing(""), host -> {
            throw new UnknownHostException(host);
        })) {
            assertThat(send(lost, "http://nowhere.example/")).isEqualTo(new Unanswered(Trouble.UNRESOLVED));
        }
    }

    @Test
    void aForbiddenAddressIsNotDialledWhateverTheNameSays() {
        try (var strict = client(EgressPolicy.allowing(""), _ -> List.of(InetAddress.getLoopbackAddress()))) {
            assertThat(send(strict, "http://public.example:" + receiver.port() + "/"))
                    .isEqualTo(new Unanswered(Trouble.BLOCKED));
            assertThat(send(strict, receiver.url("/"))).isEqualTo(new Unanswered(Trouble.BLOCKED));
        }
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void aPublicAddressIsNotDialledInAWayTheOperatorDoesNotAllow() {
        try (var strict =
                client(EgressPolicy.allowing("127.0.0.0/8"), _ -> List.of(InetAddress.ofLiteral("8.8.8.8")))) {
            assertThat(send(strict, "http://public.example/")).isEqualTo(new Unanswered(Trouble.BLOCKED));
            assertThat(send(strict, "https://public.example:25/")).isEqualTo(new Unanswered(Trouble.BLOCKED));
        }
    }

    @Test
    void aNameThatTurnsPrivateBetweenDialsIsCaughtAtTheDial() {
        var answers = new ArrayList<>(List.of("127.0.0.1", "10.0.0.1"));
        try (var client2 = client(
                EgressPolicy.allowing("127.0.0.1"), _ -> List.of(InetAddress.ofLiteral(answers.removeFirst())))) {
            receiver.answer(new Reply.Status(204, Map.of("Connection", "close"), ""));
            var url = "http://rebinding.example:" + receiver.port() + "/";
            assertThat(send(client2, url)).isEqualTo(status(204));
            assertThat(send(client2, url)).isEqualTo(new Unanswered(Trouble.BLOCKED));
        }
    }

    @Test
    void ofSeveralAddressesOnlyAllowedOnesAreDialled() {
        var addresses = List.of(InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("127.0.0.1"));
        try (var client2 = client(EgressPolicy.allowing("127.0.0.1"), _ -> addresses)) {
            assertThat(send(client2, "http://both.example:" + receiver.port() + "/"))
                    .isEqualTo(status(204));
        }
    }

    @Test
    void aReceiverWithoutTlsFailsAsTls() {
        receiver.answer(new Reply.Garbage());
        assertThat(send(client, "https://127.0.0.1:" + receiver.port() + "/"))
                .isIn(new Unanswered(Trouble.TLS), new Unanswered(Trouble.TIMEOUT));
    }
}
