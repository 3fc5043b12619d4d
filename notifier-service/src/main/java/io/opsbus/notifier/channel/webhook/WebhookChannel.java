package io.opsbus.notifier.channel.webhook;

import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.Webhook;
import java.util.ArrayList;
import java.util.List;

/** Makes attempts by webhook. */
public final class WebhookChannel implements Channel {
    private final WebhookClient client;

    /** Posts through {@code client}, which stays the caller's to close. */
    public WebhookChannel(WebhookClient client) {
        this.client = client;
    }

    @Override
    public void send(List<? extends Post> posts) {
        var calls = new ArrayList<WebhookClient.Call>(posts.size());
        for (var post : posts) {
            var delivery = post.delivery();
            if (!(post.target() instanceof Webhook target)) {
                throw new IllegalArgumentException(
                        "not a webhook: " + post.target().kind());
            }
            calls.add(new WebhookClient.Call(
                    target,
                    delivery.id().toString(),
                    post.attempt(),
                    delivery.about().traceparent(),
                    delivery.body(),
                    post::ended));
        }
        client.send(calls);
    }
}
