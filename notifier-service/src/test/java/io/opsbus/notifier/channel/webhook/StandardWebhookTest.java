package io.opsbus.notifier.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.opsbus.notifier.channel.Peer;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries as a receiver verifies them who uses the official library of Standard Webhooks. */
class StandardWebhookTest {
    private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
    private static final String STRANGERS = "whsec_////////////////////////////////";

    private final Peer peer = Peer.start();
    private final WebhookChannel channel = new WebhookChannel(peer.client(), peer.clock());

    @AfterEach
    void stop() {
        peer.close();
    }

    /** Now, because the library compares with the machine's clock. */
    private void send(String format) {
        peer.clock().set(Instant.now());
        var form = Map.of("type", "webhook", "url", peer.url("/in"), "format", format, "secrets", List.of(NEW, OLD));
        assertThat(Sent.to(Read.target(form)).on(channel).verdict()).isEqualTo(Verdict.DELIVERED);
    }

    private void verify(String secret, String body) throws Exception {
        new Webhook(secret).verify(body, peer.last().headers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "cloudevents", "cloudevents-binary"})
    void whileOneSecretReplacesTheOtherReceiversOfBothVerify(String format) {
        send(format);
        assertThatCode(() -> verify(OLD, peer.body())).doesNotThrowAnyException();
        assertThatCode(() -> verify(NEW, peer.body())).doesNotThrowAnyException();
    }

    @Test
    void anotherSecretAnotherBodyAndAnotherTimeAreRefused() {
        send("raw");
        assertThatExceptionOfType(WebhookVerificationException.class).isThrownBy(() -> verify(STRANGERS, peer.body()));
        assertThatExceptionOfType(WebhookVerificationException.class).isThrownBy(() -> verify(NEW, peer.body() + " "));
        peer.clock().advance(Duration.ofHours(-1));
        var form = Map.of("type", "webhook", "url", peer.url("/in"), "secrets", List.of(NEW));
        Sent.to(Read.target(form)).on(channel);
        assertThatExceptionOfType(WebhookVerificationException.class).isThrownBy(() -> verify(NEW, peer.body()));
    }
}
