package io.opsbus.notifier.channel.webhook;

import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.Function;
import io.opsbus.notifier.targets.Webhook;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Makes attempts by webhook, and by function, which is one too. */
public final class WebhookChannel implements Channel {
    private final WebClient client;
    private final InstantSource clock;

    /** Sends through {@code client}, which stays the caller's to close. */
    public WebhookChannel(WebClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public void send(List<? extends Post> posts) {
        var calls = new ArrayList<WebClient.Call>(posts.size());
        for (var post : posts) {
            var message = message(post);
            calls.add(WebClient.Call.of(
                    post.delivery().to(), message, WebClient.Call.HEAD, (outcome, _) -> post.ended(outcome)));
        }
        client.send(calls);
    }

    private WebClient.Message message(Post post) {
        return switch (post.target()) {
            case Webhook webhook -> WebhookMessage.of(webhook, post, clock);
            case Function function -> new FunctionMessage(function, post);
            default ->
                throw new IllegalArgumentException(
                        "not a webhook: " + post.target().kind());
        };
    }
}
