package io.opsbus.rpc.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.opsbus.rpc.http.Door;
import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.http.IncomingBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Serves the context's {@link Endpoint} at the path {@value #PATH} names; without both there is nothing here. */
@Controller("${" + RpcController.PATH + "}")
@Requires(property = RpcController.PATH)
@Requires(beans = Endpoint.class)
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class RpcController {
    /** The setting with the endpoint's path: {@code /} or {@code /rpc}. */
    static final String PATH = "opsbus.rpc.path";

    private final Door door;

    RpcController(Endpoint endpoint) {
        this.door = new Door(endpoint);
    }

    @Get(headRoute = false)
    HttpResponse<byte[]> get(ServerHttpRequest<?> request) throws IOException {
        return answer(request);
    }

    @Post
    HttpResponse<byte[]> post(ServerHttpRequest<?> request) throws IOException {
        return answer(request);
    }

    private HttpResponse<byte[]> answer(ServerHttpRequest<?> request) throws IOException {
        HttpReply reply = door.answer(head(request), new Body(request));
        MutableHttpResponse<byte[]> response =
                HttpResponse.<byte[]>status(reply.status(), "").body(reply.body());
        response.header("Content-Type", reply.contentType());
        reply.headers().forEach(response::header);
        return response;
    }

    private static HttpCall head(ServerHttpRequest<?> request) {
        String query = request.getUri().getRawQuery();
        return new HttpCall(
                request.getMethodName(),
                request.getUri().getRawPath(),
                query == null ? "" : query,
                headers(request),
                new byte[0],
                request.getRemoteAddress().getAddress().getHostAddress(),
                RequestIds.of(request));
    }

    private static Map<String, String> headers(ServerHttpRequest<?> request) {
        Map<String, String> headers = HashMap.newHashMap(16);
        for (Map.Entry<String, List<String>> header : request.getHeaders()) {
            headers.merge(
                    header.getKey().toLowerCase(Locale.ROOT),
                    String.join(", ", header.getValue()),
                    (one, other) -> one + ", " + other);
        }
        return headers;
    }

    private record Body(ServerHttpRequest<?> request) implements IncomingBody {
        @Override
        public long length() {
            return request.byteBody().expectedLength().orElse(-1);
        }

        @Override
        public InputStream open() {
            return request.byteBody().toInputStream();
        }
    }
}
