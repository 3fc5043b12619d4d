package io.opsbus.notifier.channel.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.util.AsciiString;
import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.channel.consent.ConsentRequest;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.dispatch.Channel.Post;
import io.opsbus.notifier.targets.PeerTls;
import io.opsbus.notifier.targets.Webhook;
import io.opsbus.rpc.Hops;
import java.net.URI;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.Optional;

/** One attempt at a webhook. The id is the delivery's, the same on each attempt; timestamp and signature are this attempt's own. */
final class WebhookMessage implements WebClient.Message {
    static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
    static final AsciiString JSON = AsciiString.cached("application/json");
    private static final AsciiString ID = AsciiString.cached("webhook-id");
    private static final AsciiString TIMESTAMP = AsciiString.cached("webhook-timestamp");
    private static final AsciiString SIGNATURE = AsciiString.cached("webhook-signature");
    private static final AsciiString ATTEMPT = AsciiString.cached("x-opsbus-attempt");
    private static final AsciiString HOPS = AsciiString.cached(Hops.HEADER);
    private static final AsciiString REDELIVERY = AsciiString.cached("x-opsbus-redelivery");
    private static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");
    private static final Body NONE = Body.of(new byte[0]);

    private final Webhook target;
    private final Post post;
    private final InstantSource clock;
    private final Optional<String> origin;
    private final URI url;
    private final Body body;

    private WebhookMessage(
            Webhook target, Post post, InstantSource clock, Optional<String> origin, URI url, Body body) {
        this.target = target;
        this.post = post;
        this.clock = clock;
        this.origin = origin;
        this.url = url;
        this.body = body;
    }

    /** @param origin as whom its receiver was asked for its consent; empty when it was not */
    static WebhookMessage of(Webhook target, Post post, InstantSource clock, Optional<String> origin) {
        var raw = post.delivery().body();
        if (target.method() == Webhook.Method.GET) {
            var url = withQuery(target.url(), EventDocument.of(raw));
            return new WebhookMessage(target, post, clock, origin, url, NONE);
        }
        var structured = target.format() == Webhook.Format.CLOUDEVENTS;
        return new WebhookMessage(
                target,
                post,
                clock,
                origin,
                target.url(),
                structured ? CloudEvent.of(post.delivery()).structured() : raw);
    }

    /** The envelope's fields as parameters after those the address has; {@code content} is JSON. */
    private static URI withQuery(URI url, EventDocument event) {
        var query = new StringBuilder(url.getRawQuery() == null ? "" : url.getRawQuery());
        for (var field : event.parameters().entrySet()) {
            query.append(query.isEmpty() ? "" : "&")
                    .append(field.getKey())
                    .append('=')
                    .append(URLEncoder.encode(field.getValue(), UTF_8).replace("+", "%20"));
        }
        var text = url.toString();
        var end = text.indexOf('?');
        return URI.create((end < 0 ? text : text.substring(0, end)) + "?" + query);
    }

    @Override
    public String method() {
        return target.method().name();
    }

    @Override
    public URI url() {
        return url;
    }

    @Override
    public Optional<PeerTls> tls() {
        return target.tls();
    }

    @Override
    public Body body() {
        return body;
    }

    @Override
    public void headers(WebClient.Headers out) {
        switch (target.format()) {
            case RAW -> {
                if (target.method() == Webhook.Method.POST) {
                    out.set(CONTENT_TYPE, JSON);
                }
            }
            case CLOUDEVENTS -> out.set(CONTENT_TYPE, "application/cloudevents+json; charset=UTF-8");
            case CLOUDEVENTS_BINARY -> {
                out.set(CONTENT_TYPE, JSON);
                CloudEvent.of(post.delivery()).headers(out);
            }
        }
        target.headers().forEach((name, value) -> out.set(name, value.reveal()));
        var id = post.delivery().id().toString();
        var timestamp = clock.millis() / 1000;
        origin.ifPresent(name -> out.set(ConsentRequest.ORIGIN, name));
        out.set(ID, id);
        out.set(TIMESTAMP, Long.toString(timestamp));
        attempt(post, out);
        if (!target.secrets().isEmpty()) {
            out.set(SIGNATURE, Signature.of(target.secrets(), id, timestamp, signed()));
        }
        from(post, out);
    }

    /** A GET has no body: what is signed in its place is the request's path and query. */
    private byte[] signed() {
        return target.method() == Webhook.Method.POST
                ? body.bytes()
                : requestTarget().getBytes(UTF_8);
    }

    /** Where the event comes from: its trace, and how often it has been told, this time included. */
    static void from(Post post, WebClient.Headers out) {
        out.set(HOPS, Integer.toString(post.delivery().about().told()));
        post.delivery().about().traceparent().ifPresent(trace -> out.set(TRACEPARENT, trace));
    }

    /** Which attempt it is, and whether its receiver may have had it before it was given up and brought back. */
    static void attempt(Post post, WebClient.Headers out) {
        out.set(ATTEMPT, Integer.toString(post.attempt()));
        if (post.delivery().redriven()) {
            out.set(REDELIVERY, "true");
        }
    }
}
