package io.opsbus.notifier.channel.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.channel.egress.AddressResolver;
import io.opsbus.notifier.channel.egress.EgressPolicy;
import io.opsbus.notifier.channel.http.NettyWebClient;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.channel.http.WebLimits;
import io.opsbus.notifier.delivery.Outcome.Answered;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.targets.Secret;
import io.opsbus.testkit.SettableClock;
import io.opsbus.testkit.webhook.Received;
import io.opsbus.testkit.webhook.Reply;
import io.opsbus.testkit.webhook.WebhookTarget;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookChannelTest {
    private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
    /** Of RFC 8032, 7.1, test 1. */
    private static final String PRIVATE = "whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";

    private final WebhookTarget receiver = WebhookTarget.start();
    private final WebClient client = new NettyWebClient(
            WebLimits.DEFAULT,
            EgressPolicy.allowing("127.0.0.0/8"),
            AddressResolver.SYSTEM,
            SettableClock.at(Given.NOON));
    private final SettableClock clock = SettableClock.at(Given.NOON);
    private final WebhookChannel channel = new WebhookChannel(client, clock);

    @AfterEach
    void stop() {
        client.close();
        receiver.close();
    }

    private Map<String, Object> form(String type, Map<String, ?> more) {
        var form = new HashMap<String, Object>(Map.of("type", type, "url", receiver.url("/in?a=b%20c")));
        form.putAll(more);
        return form;
    }

    private Received got(String type, Map<String, ?> more) {
        var outcome = Sent.to(Read.target(form(type, more))).on(channel);
        assertThat(outcome.verdict()).isEqualTo(Verdict.DELIVERED);
        return receiver.received().getLast();
    }

    private static String header(Received request, String name) {
        return String.join(",", request.headers().getOrDefault(name, List.of()));
    }

    private static String body(Received request) {
        return new String(request.body().array(), UTF_8);
    }

    /** The vector of the Standard Webhooks reference libraries. */
    @Test
    void theSignatureIsTheStandards() {
        var body = "{\"test\": 2432232314}".getBytes(UTF_8);
        assertThat(Signature.of(List.of(Secret.of(OLD)), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /** The same by a key of one's own, computed by another implementation. */
    @Test
    void theSignatureByAPrivateKeyIsTheStandards() {
        var body = "{\"test\": 2432232314}".getBytes(UTF_8);
        var both = List.of(Secret.of(PRIVATE), Secret.of(OLD));
        assertThat(Signature.of(both, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body))
                .isEqualTo(
                        "v1a,fldxM4gAKugP6nnt1hdz3sgGfZ6d99nzrMFnZOELIxbzEHoVmAb2ADpkJK7zgPePmPsle0zV9jSeGlHFG2NVAw=="
                                + " v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aRawPostIsTheGuidesJsonUnchangedAndUnsignedWithoutASecret() {
        var request = got("webhook", Map.of("headers", Map.of("X-Team", "ops")));
        assertThat(body(request)).isEqualTo(Sent.REBOOT);
        assertThat(request.headers())
                .containsEntry("content-type", List.of("application/json"))
                .containsEntry("webhook-id", List.of("00000000-0000-8000-8000-000000000001"))
                .containsEntry("webhook-timestamp", List.of(Long.toString(Given.NOON.getEpochSecond())))
                .containsEntry("x-opsbus-attempt", List.of("1"))
                .containsEntry("x-opsbus-hops", List.of("1"))
                .containsEntry("x-team", List.of("ops"))
                .doesNotContainKeys("webhook-signature");
    }

    @Test
    void whileOneSecretReplacesTheOtherBothSign() {
        var request = got("webhook", Map.of("secrets", List.of(NEW, OLD)));
        var id = header(request, "webhook-id");
        var timestamp = Long.parseLong(header(request, "webhook-timestamp"));
        var body = body(request).getBytes(UTF_8);
        assertThat(header(request, "webhook-signature").split(" ", -1))
                .containsExactly(
                        Signature.of(List.of(Secret.of(NEW)), id, timestamp, body),
                        Signature.of(List.of(Secret.of(OLD)), id, timestamp, body));
    }

    /** A receiver that takes five minutes of difference, as the standard advises, takes what is tried again a day later. */
    @Test
    void eachAttemptHasATimestampOfItsOwnAndIsSignedWithIt() {
        var first = got("webhook", Map.of("secrets", List.of(NEW)));
        clock.advance(Duration.ofHours(23));
        var second = got("webhook", Map.of("secrets", List.of(NEW)));
        var timestamp = Given.NOON.plus(Duration.ofHours(23)).getEpochSecond();
        assertThat(header(second, "webhook-id")).isEqualTo(header(first, "webhook-id"));
        assertThat(header(second, "webhook-timestamp")).isEqualTo(Long.toString(timestamp));
        assertThat(header(second, "webhook-signature"))
                .isEqualTo(Signature.of(
                        List.of(Secret.of(NEW)),
                        header(second, "webhook-id"),
                        timestamp,
                        body(second).getBytes(UTF_8)))
                .isNotEqualTo(header(first, "webhook-signature"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook", "function"})
    void whatWasBroughtBackFromTheDeadSaysSoUnderItsOldId(String type) {
        var usual = got(type, Map.of());
        assertThat(usual.headers()).doesNotContainKeys("x-opsbus-redelivery");
        var back = Sent.to(Read.target(form(type, Map.of()))).broughtBack();
        assertThat(back.on(channel).verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(receiver.received().getLast().headers()).containsEntry("x-opsbus-redelivery", List.of("true"));
        assertThat(header(receiver.received().getLast(), "webhook-id")).isEqualTo(header(usual, "webhook-id"));
    }

    @Test
    void aGetTellsTheEventInItsQueryAndSignsThat() {
        var request = got("webhook", Map.of("method", "get", "secrets", List.of(OLD)));
        assertThat(request.method()).isEqualTo("GET");
        assertThat(body(request)).isEmpty();
        assertThat(request.target())
                .startsWith("/in?a=b%20c&ver=1.0&")
                .contains("&name=Instance%3ASystemMaintenance.Reboot%3AScheduled&", "&content=%7B%22eventId%22");
        var content = request.target().substring(request.target().indexOf("content=") + 8);
        assertThat(URLDecoder.decode(content, UTF_8)).contains("\"eventStatus\":\"Scheduled\"");
        assertThat(header(request, "webhook-signature")).isEqualTo(signed(request));
    }

    /** What a receiver of a GET computes from the path and query it was asked for. */
    private static String signed(Received request) {
        return Signature.of(
                List.of(Secret.of(OLD)),
                header(request, "webhook-id"),
                Given.NOON.getEpochSecond(),
                request.target().getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?a=b", "/", "/?a=b", "/in", "/%E5%85%A5?%E5%85%A5=1"})
    void whatAGetSignsIsWhatItsReceiverIsAskedForWhateverTheAddressLeavesOut(String rest) {
        var request = got("webhook", Map.of("url", receiver.url(rest), "method", "get", "secrets", List.of(OLD)));
        assertThat(request.target()).startsWith("/").contains("?", "ver=1.0&");
        assertThat(header(request, "webhook-signature")).isEqualTo(signed(request));
    }

    @Test
    void aStructuredCloudEventHoldsTheGuidesJsonAsItIs() throws IOException {
        var request = got("webhook", Map.of("format", "cloudevents"));
        assertThat(header(request, "content-type")).startsWith("application/cloudevents+json");
        assertThat(body(request)).endsWith(",\"data\":" + Sent.REBOOT + "}");
        var event = new ObjectMapper().readTree(body(request));
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("id").asText()).isEqualTo(header(request, "webhook-id"));
        assertThat(event.path("type").asText()).isEqualTo("opsbus.ecs.Instance.SystemMaintenance.Reboot.Scheduled.v1");
        assertThat(event.path("source").asText()).isEqualTo("/ecs/cn-hangzhou/169070*****30");
        assertThat(event.path("time").asText()).isEqualTo("2019-04-09T04:18:26.922Z");
    }

    @Test
    void aBinaryCloudEventHasItsAttributesInHeaders() {
        var request = got("webhook", Map.of("format", "cloudevents-binary"));
        assertThat(body(request)).isEqualTo(Sent.REBOOT);
        assertThat(header(request, "ce-specversion")).isEqualTo("1.0");
        assertThat(header(request, "ce-subject"))
                .isEqualTo("acs:ecs:cn-hangzhou:169070*****30:instance/i-bp1ecr*****5go2go");
    }

    @Test
    void aFunctionIsCalledWithABinaryCloudEventAndToldWhenNobodyWaits() {
        var sync = got("function", Map.of("headers", Map.of("authorization", "Bearer t")));
        assertThat(body(sync)).isEqualTo(Sent.REBOOT);
        assertThat(header(sync, "ce-type")).startsWith("opsbus.ecs.");
        assertThat(header(sync, "authorization")).isEqualTo("Bearer t");
        assertThat(sync.headers()).doesNotContainKeys("x-fc-invocation-type", "prefer");
        receiver.answer(Reply.status(202));
        var async = got("function", Map.of("mode", "async"));
        assertThat(header(async, "x-fc-invocation-type")).isEqualTo("Async");
        assertThat(header(async, "prefer")).isEqualTo("respond-async");
    }

    @Test
    void whatARefusalSaysIsKept() {
        receiver.answer(new Reply.Status(422, Map.of(), "no such room"));
        var outcome = (Answered) Sent.to(Read.target(form("webhook", Map.of()))).on(channel);
        assertThat(outcome.said()).isEqualTo("no such room");
    }
}
