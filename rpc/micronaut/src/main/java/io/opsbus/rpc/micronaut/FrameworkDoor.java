package io.opsbus.rpc.micronaut;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.opsbus.rpc.http.Door;
import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link Door} in the framework's words, for filters that answer a path by themselves. Call it on a blocking thread. */
public final class FrameworkDoor {
    /**
     * A header no client can send by HTTP/1: {@code http} or {@code https}, whichever the request came by.
     */
    public static final String SCHEME = ":scheme";

    private static final Logger LOGGER = LoggerFactory.getLogger(FrameworkDoor.class);
    private static final byte[] NO_BODY = {};

    private final Door door;

    /** The API's usual door. */
    FrameworkDoor(Endpoint endpoint) {
        this(Door.Rules.RPC, endpoint);
    }

    public FrameworkDoor(Door.Rules rules, Endpoint endpoint) {
        this.door = new Door(rules, endpoint, FrameworkDoor::log);
    }

    /** Answers the whole request; the framework looks for no route then. */
    public HttpResponse<byte[]> answer(HttpRequest<?> request) {
        if (!(request instanceof NettyHttpRequest<?> netty)) {
            throw new IllegalStateException("served by Netty, not by " + request.getClass());
        }
        HttpReply reply = door.answer(head(netty), new NettyBody(netty.byteBody()));
        MutableHttpResponse<byte[]> response =
                HttpResponse.<byte[]>status(reply.status(), "").body(reply.body());
        response.header("Content-Type", reply.contentType());
        reply.headers().forEach(response::header);
        // filters of responses see only what routes answer
        RequestIds.name(request, response);
        return response;
    }

    private static void log(HttpCall call, Throwable bug) {
        LOGGER.atError().addKeyValue("path", call.path()).setCause(bug).log("request failed");
    }

    private static HttpCall head(NettyHttpRequest<?> request) {
        var asSent = request.getNativeRequest();
        int mark = asSent.uri().indexOf('?');
        return new HttpCall(
                asSent.method().name(),
                request.getUri().getRawPath(),
                mark < 0 ? "" : asSent.uri().substring(mark + 1),
                headers(asSent.headers().iteratorCharSequence(), request.isSecure()),
                NO_BODY,
                request.getRemoteAddress().getAddress().getHostAddress(),
                RequestIds.of(request));
    }

    private static Map<String, String> headers(Iterator<Map.Entry<CharSequence, CharSequence>> sent, boolean isSecure) {
        Map<String, String> headers = HashMap.newHashMap(16);
        while (sent.hasNext()) {
            var header = sent.next();
            headers.merge(
                    header.getKey().toString().toLowerCase(Locale.ROOT),
                    header.getValue().toString(),
                    (one, other) -> one + ", " + other);
        }
        headers.put(SCHEME, isSecure ? "https" : "http");
        return headers;
    }
}
