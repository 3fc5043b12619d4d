package io.opsbus.rpc.spring;

import io.opsbus.rpc.http.Door;
import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.IncomingBody;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands every request at its path to the endpoint. */
final class RpcServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = LoggerFactory.getLogger(RpcServlet.class);
    private static final byte[] NO_BODY = {};

    private final transient Door door;
    private final String service;

    RpcServlet(Endpoint endpoint, String service) {
        this.door = new Door(endpoint, RpcServlet::log);
        this.service = service;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (RequestIds ids = RequestIds.begin(request.getHeader("traceparent"), service)) {
            Replies.write(door.answer(head(request, ids), new ServletBody(request)), ids, response);
        }
    }

    private static void log(HttpCall call, Throwable bug) {
        LOGGER.atError().addKeyValue("path", call.path()).setCause(bug).log("request failed");
    }

    private static HttpCall head(HttpServletRequest request, RequestIds ids) {
        String query = request.getQueryString();
        return new HttpCall(
                request.getMethod(),
                request.getRequestURI(),
                query == null ? "" : query,
                headers(request),
                NO_BODY,
                request.getRemoteAddr(),
                ids.requestId());
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = HashMap.newHashMap(16);
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", Collections.list(request.getHeaders(name))));
        }
        return headers;
    }

    private record ServletBody(HttpServletRequest request) implements IncomingBody {
        @Override
        public long length() {
            long announced = request.getContentLengthLong();
            boolean hasNone = announced < 0
                    && request.getProtocol().startsWith("HTTP/1")
                    && request.getHeader("transfer-encoding") == null;
            return hasNone ? 0 : announced;
        }

        /** Never through {@code getParameter}, which would read a form for itself. */
        @Override
        public InputStream open() throws IOException {
            return request.getInputStream();
        }
    }
}
