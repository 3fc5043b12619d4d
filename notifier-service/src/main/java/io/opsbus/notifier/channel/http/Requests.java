package io.opsbus.notifier.channel.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.InstantSource;

/** Builds requests. Names and values were checked when the subscription was made, or are our own: they are not checked again. */
final class Requests {
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

    FullHttpRequest of(WebClient.Call call, Origin origin) {
        var message = call.message();
        var body = Unpooled.wrappedBuffer(message.body().bytes());
        var request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(message.method()),
                message.requestTarget(),
                body,
                UNCHECKED,
                UNCHECKED);
        var headers = request.headers();
        headers.set(HttpHeaderNames.HOST, origin.authority());
        headers.set(HttpHeaderNames.USER_AGENT, AGENT);
        if (!HttpMethod.GET.equals(request.method())) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.readableBytes()));
        }
        message.headers(headers::set);
        return request;
    }
}
