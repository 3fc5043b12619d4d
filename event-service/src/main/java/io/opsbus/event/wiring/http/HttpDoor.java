package io.opsbus.event.wiring.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.opsbus.event.rpc.Answer;
import io.opsbus.event.rpc.Door;
import io.opsbus.event.rpc.Request;
import io.opsbus.event.rpc.Request.Body;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.HttpRequestHandler;

/** Hands every request that is not for the management endpoints to the {@link Door}. */
final class HttpDoor implements HttpRequestHandler {
    private final Door door;
    private final MeterRegistry meters;
    private final boolean isRemoteAdmin;

    /**
     * The way to this door.
     *
     * @param isRemoteAdmin whether operators may come from another machine
     */
    HttpDoor(Door door, MeterRegistry meters, boolean isRemoteAdmin) {
        this.door = door;
        this.meters = meters;
        this.isRemoteAdmin = isRemoteAdmin;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answer answer = door.answer(new Request(
                request.getMethod(),
                request.getRequestURI(),
                query(request.getQueryString()),
                headers(request),
                body(request),
                isRemoteAdmin || isLoopback(request.getRemoteAddr())));
        meters.counter("opsbus.event.requests", "status", String.valueOf(answer.status()))
                .increment();
        write(answer, response);
    }

    static void write(Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setContentType("application/json");
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    /** An address as the server tells it: no name is looked up. */
    private static boolean isLoopback(String address) {
        return InetAddress.ofLiteral(address).isLoopbackAddress();
    }

    private static Body body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > Request.BODY_LIMIT) {
            return new Body.TooLarge();
        }
        byte[] bytes = request.getInputStream().readNBytes(Request.BODY_LIMIT + 1);
        return bytes.length > Request.BODY_LIMIT ? new Body.TooLarge() : new Body.Whole(bytes);
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        var headers = new HashMap<String, String>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.putIfAbsent(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        return headers;
    }

    /** Not {@code getParameter}: that would read a form body as parameters. */
    private static Map<String, String> query(@org.jspecify.annotations.Nullable String text) {
        var query = new HashMap<String, String>();
        if (text != null) {
            for (String pair : text.split("&", 64)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                query.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
