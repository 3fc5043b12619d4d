package io.opsbus.rpc.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
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

/**
 * Serves the context's {@link Endpoint} at the path {@value #PATH} names; without both there is nothing here.
 *
 * <p>A filter and not a controller: it answers every method and content type, and it answers before the framework looks for a
 * route, for filters of that route, for arguments and for a form of the answer, which costs a third of a request.
 */
@ServerFilter("${" + RpcFilter.PATH + "}")
@Requires(property = RpcFilter.PATH)
@Requires(beans = Endpoint.class)
final class RpcFilter {
    /** The setting with the endpoint's path: {@code /} or {@code /rpc}. */
    static final String PATH = "opsbus.rpc.path";

    private static final Logger LOGGER = LoggerFactory.getLogger(RpcFilter.class);
    private static final byte[] NO_BODY = {};

    private final Door door;

    RpcFilter(Endpoint endpoint) {
        this.door = new Door(endpoint, RpcFilter::log);
    }

    @RequestFilter
    @PreMatching
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> answer(HttpRequest<?> request) {
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
                headers(asSent.headers().iteratorCharSequence()),
                NO_BODY,
                request.getRemoteAddress().getAddress().getHostAddress(),
                RequestIds.of(request));
    }

    private static Map<String, String> headers(Iterator<Map.Entry<CharSequence, CharSequence>> sent) {
        Map<String, String> headers = HashMap.newHashMap(16);
        while (sent.hasNext()) {
            var header = sent.next();
            headers.merge(
                    header.getKey().toString().toLowerCase(Locale.ROOT),
                    header.getValue().toString(),
                    (one, other) -> one + ", " + other);
        }
        return headers;
    }
}
