package io.opsbus.notifier.channel.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.egress.AddressResolver;
import io.opsbus.notifier.channel.egress.EgressPolicy;
import io.opsbus.notifier.channel.http.NettyWebClient;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.channel.http.WebLimits;
import io.opsbus.notifier.consent.Consent.Answer;
import io.opsbus.notifier.consent.Receiver;
import io.opsbus.notifier.targets.Webhook;
import io.opsbus.testkit.SettableClock;
import io.opsbus.testkit.webhook.Reply;
import io.opsbus.testkit.webhook.WebhookTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentRequestTest {
    private static final String ORIGIN = "ops.example.com";

    private final WebhookTarget receiver = WebhookTarget.start();
    private final WebClient client = client(EgressPolicy.allowing("127.0.0.0/8"));

    private static WebClient client(EgressPolicy policy) {
        return new NettyWebClient(WebLimits.DEFAULT, policy, AddressResolver.SYSTEM, SettableClock.at(Given.NOON));
    }

    @AfterEach
    void stop() {
        client.close();
        receiver.close();
    }

    private Answer ask(WebClient by, Map<String, ?> more) {
        var form = new HashMap<String, Object>(Map.of("type", "webhook", "url", receiver.url("/in?token=a%20b")));
        form.putAll(more);
        var webhook = (Webhook) Read.target(form);
        var heard = new CompletableFuture<Answer>();
        ConsentRequest.by(by, ORIGIN).ask(Receiver.of(Given.ACCOUNT, webhook.url()), webhook, heard::complete);
        try {
            return heard.get(30, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Answer answered(Map<String, String> headers) {
        receiver.answer(new Reply.Status(200, headers, ""));
        return ask(client, Map.of());
    }

    @Test
    void itAsksAtTheAddressItselfAndTellsNothingOfAnyEvent() {
        ask(client, Map.of("perSecond", 2, "headers", Map.of("Authorization", "Bearer t")));
        var request = receiver.received().getFirst();
        assertThat(request.method()).isEqualTo("OPTIONS");
        assertThat(request.target()).isEqualTo("/in?token=a%20b");
        assertThat(request.headers())
                .containsEntry("webhook-request-origin", List.of(ORIGIN))
                .containsEntry("webhook-request-rate", List.of("120"))
                .containsEntry("authorization", List.of("Bearer t"));
        assertThat(request.body().array()).isEmpty();
    }

    @Test
    void whoHasNoRateAsksForNone() {
        ask(client, Map.of());
        assertThat(receiver.received().getFirst().headers()).doesNotContainKey("webhook-request-rate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", ORIGIN, "OPS.example.com"})
    void anAnswerForEverybodyOrForUsIsConsent(String allowed) {
        assertThat(answered(Map.of("WebHook-Allowed-Origin", allowed))).isEqualTo(new Answer(true, ""));
        assertThat(answered(Map.of("WebHook-Allowed-Origin", allowed, "WebHook-Allowed-Rate", "100")))
                .isEqualTo(new Answer(true, "webhook-allowed-rate: 100"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.com", "other.example.com", "*.example.com", "*, *", "null"})
    void anAnswerForSomebodyElseIsNone(String allowed) {
        assertThat(answered(Map.of("WebHook-Allowed-Origin", allowed)).given()).isFalse();
    }

    @Test
    void aStatusAloneIsNone() {
        assertThat(answered(Map.of("Allow", "OPTIONS, POST")))
                .isEqualTo(new Answer(false, "the answer has no webhook-allowed-origin"));
        assertThat(answered(Map.of("Access-Control-Allow-Origin", "*")).given()).isFalse();
    }

    @Test
    void aRefusalARedirectAndNoAnswerAreNone() {
        var allowed = Map.of("WebHook-Allowed-Origin", "*", "Location", receiver.url("/other"));
        for (var status : List.of(301, 404, 405, 410, 429, 500, 501)) {
            receiver.answer(new Reply.Status(status, allowed, ""));
            assertThat(ask(client, Map.of()).given()).as("HTTP %s", status).isFalse();
        }
        assertThat(receiver.received()).as("no redirect was followed").hasSize(7);
        receiver.answer(new Reply.Close());
        assertThat(ask(client, Map.of()).given()).isFalse();
        receiver.shut();
        assertThat(ask(client, Map.of())).isEqualTo(new Answer(false, "refused"));
    }

    @Test
    void anAddressThatMayNotBeDialledIsNotAsked() {
        receiver.answer(new Reply.Status(200, Map.of("WebHook-Allowed-Origin", "*"), ""));
        try (var careful = client(EgressPolicy.allowing(""))) {
            assertThat(ask(careful, Map.of())).isEqualTo(new Answer(false, "blocked"));
        }
        assertThat(receiver.connections()).isZero();
    }
}
