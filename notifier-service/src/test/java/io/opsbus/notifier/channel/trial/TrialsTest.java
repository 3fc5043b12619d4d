package io.opsbus.notifier.channel.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.channel.Channels;
import io.opsbus.notifier.channel.Peer;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.webhook.WebhookChannel;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.targets.Target.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** By webhook, to a real peer. */
class TrialsTest {
    private static final String SIGNING = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final Peer peer = Peer.start();
    private final Trials trials = trials(peer);

    @AfterEach
    void stop() {
        peer.close();
    }

    private static Trials trials(Peer peer) {
        var web = new WebhookChannel(peer.client(), peer.clock());
        return new Trials(
                new Channels(Map.of(Kind.WEBHOOK, web), Duration.ofSeconds(20)),
                Duration.ofSeconds(20),
                peer.clock(),
                UUID::randomUUID);
    }

    private static Subscription owner(Peer peer, AccountId account, int number) {
        var target = Read.target(Map.of(
                "type", "webhook",
                "url", peer.url("/hook"),
                "headers", Map.of("X-Key", "s3cret"),
                "secrets", List.of(SIGNING)));
        return new Subscription(
                new SubscriptionId("sub-" + account.value().length() + "x" + number),
                account,
                1,
                Given.everything(),
                target,
                true);
    }

    private Trial tried(Subscription owner) {
        return trials.of(owner.id().target(), owner);
    }

    @Test
    void whatIsSentSaysThatItIsATestAndIsSignedLikeAnyOther() {
        peer.answers(200, "taken, s3cret");
        var owner = owner(peer, Given.ACCOUNT, 1);
        assertThat(tried(owner)).isInstanceOfSatisfying(Trial.Made.class, made -> {
            assertThat(made.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(200));
            assertThat(made.outcome().said()).as("without the key it was shown").isEqualTo("taken, ******");
            assertThat(peer.header("webhook-id")).isEqualTo(made.delivery().toString());
        });
        assertThat(peer.header("x-key")).isEqualTo("s3cret");
        assertThat(peer.header("webhook-signature")).startsWith("v1,");
        var event = peer.json();
        assertThat(event.path("name").asText()).isEqualTo("Target:Delivery:Test");
        assertThat(event.path("product").asText()).isEqualTo("OpsBus");
        assertThat(event.path("level").asText()).isEqualTo("INFO");
        assertThat(event.path("id").asText()).startsWith("test-");
        assertThat(event.at("/content/test").asText()).isEqualTo("true");
        assertThat(event.at("/content/targetId").asText())
                .isEqualTo(owner.id().target().value());
    }

    @Test
    void aFailureIsTold() {
        peer.answers(503, "no room");
        assertThat(tried(owner(peer, Given.ACCOUNT, 1))).isInstanceOfSatisfying(Trial.Made.class, made -> {
            assertThat(made.outcome().label()).isEqualTo("5xx");
            assertThat(made.outcome().said()).isEqualTo("no room");
        });
    }

    @Test
    void aForbiddenAddressIsNotDialled() {
        try (var forbidden = Peer.forbidden()) {
            var owner = owner(forbidden, Given.ACCOUNT, 1);
            assertThat(trials(forbidden).of(owner.id().target(), owner))
                    .isInstanceOfSatisfying(
                            Trial.Made.class,
                            made -> assertThat(made.outcome()).isEqualTo(new Outcome.Unanswered(Trouble.BLOCKED)));
            assertThat(forbidden.connections()).isZero();
        }
    }

    @Test
    void aTargetAndAnAccountAreTriedSoOftenAndNoMore() {
        peer.answers(204, "");
        var first = owner(peer, Given.ACCOUNT, 1);
        assertThat(tried(first)).isInstanceOf(Trial.Made.class);
        assertThat(tried(first)).isInstanceOf(Trial.TooMany.class);
        peer.clock().advance(Trials.APART);
        assertThat(tried(first)).isInstanceOf(Trial.Made.class);
        for (var number = 2; number < Trials.A_MINUTE; number++) {
            assertThat(tried(owner(peer, Given.ACCOUNT, number))).isInstanceOf(Trial.Made.class);
        }
        assertThat(tried(owner(peer, Given.ACCOUNT, 99))).isInstanceOf(Trial.TooMany.class);
        assertThat(tried(owner(peer, new AccountId("another"), 1))).isInstanceOf(Trial.Made.class);
        peer.clock().advance(Duration.ofMinutes(1));
        assertThat(tried(owner(peer, Given.ACCOUNT, 99))).isInstanceOf(Trial.Made.class);
    }
}
