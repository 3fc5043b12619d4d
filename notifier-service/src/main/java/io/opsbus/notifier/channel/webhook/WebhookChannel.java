package io.opsbus.notifier.channel.webhook;

import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.consent.Gate;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.Function;
import io.opsbus.notifier.targets.Webhook;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Makes attempts by webhook, and by function, which is one too. */
public final class WebhookChannel implements Channel {
    /** By then what waits for a consent is held. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final WebClient client;
    private final InstantSource clock;
    private final Gate gate;

    /** Sends through {@code client}, which stays the caller's to close, without asking anybody's consent. */
    public WebhookChannel(WebClient client, InstantSource clock) {
        this(client, clock, Gate.NONE);
    }

    /**
     * Likewise.
     *
     * @param gate asked before each attempt at a webhook: an address may have changed a moment ago
     */
    public WebhookChannel(WebClient client, InstantSource clock, Gate gate) {
        this.client = client;
        this.clock = clock;
        this.gate = gate;
    }

    @Override
    public void send(List<? extends Post> posts) {
        var calls = new ArrayList<WebClient.Call>(posts.size());
        for (var post : posts) {
            if (post.target() instanceof Webhook webhook
                    && !gate.isOpen(post.delivery().to().account(), webhook.url())) {
                // never within the call: an end may start the next attempt
                var _ = Thread.ofVirtual().start(() -> post.ended(Outcome.Postponed.resting(SOON)));
                continue;
            }
            var message = message(post);
            calls.add(WebClient.Call.of(
                    post.delivery().to(), message, WebClient.Call.HEAD, (outcome, _) -> post.ended(outcome)));
        }
        client.send(calls);
    }

    private WebClient.Message message(Post post) {
        return switch (post.target()) {
            case Webhook webhook -> WebhookMessage.of(webhook, post, clock, gate.origin());
            case Function function -> new FunctionMessage(function, post);
            default ->
                throw new IllegalArgumentException(
                        "not a webhook: " + post.target().kind());
        };
    }
}
