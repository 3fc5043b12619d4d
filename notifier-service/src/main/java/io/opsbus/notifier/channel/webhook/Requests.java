package io.opsbus.notifier.channel.webhook;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;

/** Builds requests. Names and values were checked when the subscription was made, or are our own: they are not checked again. */
final class Requests {
    private static final AsciiString ID = AsciiString.cached("webhook-id");
    private static final AsciiString TIMESTAMP = AsciiString.cached("webhook-timestamp");
    private static final AsciiString ATTEMPT = AsciiString.cached("x-opsbus-attempt");
    private static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");
    private static final AsciiString AGENT = AsciiString.cached("OpsBus");
    private static final HttpHeadersFactory UNCHECKED =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private final InstantSource clock;

    Requests(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    FullHttpRequest of(WebhookClient.Call call, Origin origin) {
        var body = Unpooled.wrappedBuffer(call.body().bytes());
        var request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, path(call.target().url()), body, UNCHECKED, UNCHECKED);
        var headers = request.headers();
        headers.set(HttpHeaderNames.HOST, origin.authority());
        headers.set(HttpHeaderNames.USER_AGENT, AGENT);
        headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.readableBytes()));
        call.target().headers().forEach((name, value) -> headers.set(name, value.reveal()));
        headers.set(ID, call.id());
        headers.set(TIMESTAMP, Long.toString(clock.millis() / 1000));
        headers.set(ATTEMPT, Integer.toString(call.attempt()));
        call.traceparent().ifPresent(trace -> headers.set(TRACEPARENT, trace));
        return request;
    }

    private static String path(URI url) {
        var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }
}
