package io.opsbus.notifier.channel.webhook;

import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.dispatch.Channel.Post;
import io.opsbus.notifier.targets.Function;
import java.net.URI;

/**
 * One call of a function: CloudEvents 1.0 in binary mode, as Knative and OpenFaaS take it and Function Compute hands it on. Asynchronously
 * it says so in the words of Function Compute, older and newer, and of RFC 7240.
 */
final class FunctionMessage implements WebClient.Message {
    private final Function target;
    private final Post post;

    FunctionMessage(Function target, Post post) {
        this.target = target;
        this.post = post;
    }

    @Override
    public URI url() {
        return target.url();
    }

    @Override
    public Body body() {
        return post.delivery().body();
    }

    @Override
    public void headers(WebClient.Headers out) {
        out.set(WebhookMessage.CONTENT_TYPE, WebhookMessage.JSON);
        CloudEvent.of(post.delivery()).headers(out);
        if (target.mode() == Function.Mode.ASYNC) {
            out.set("x-fc-invocation-type", "Async");
            out.set("prefer", "respond-async");
        }
        target.headers().forEach((name, value) -> out.set(name, value.reveal()));
        WebhookMessage.attempt(post, out);
        WebhookMessage.from(post, out);
    }
}
