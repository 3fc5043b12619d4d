package io.opsbus.notifier.wiring.http;

import io.opsbus.notifier.rpc.Api;
import io.opsbus.notifier.rpc.ApiRequest;
import io.opsbus.notifier.wiring.Preparation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.web.HttpRequestHandler;

/** Hands every request that is not for a management endpoint to the API. */
final class HttpDoor implements HttpRequestHandler {
    private final Api api;
    private final Preparation preparation;

    HttpDoor(Api api, Preparation preparation) {
        this.api = api;
        this.preparation = preparation;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var answer = preparation.waitingFor().isEmpty()
                ? api.answer(new ApiRequest(
                        request.getMethod(),
                        request.getRequestURI(),
                        Objects.requireNonNullElse(request.getQueryString(), ""),
                        headers(request),
                        body(request),
                        request.getRemoteAddr()))
                : Api.notYet();
        response.setStatus(answer.status());
        if (answer.body().length > 0) {
            response.setContentType("application/json");
            response.setContentLength(answer.body().length);
            response.getOutputStream().write(answer.body());
        }
    }

    private static Optional<ApiRequest.Content> body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > ApiRequest.MAX_BODY) {
            return Optional.empty();
        }
        var bytes = request.getInputStream().readNBytes(ApiRequest.MAX_BODY + 1);
        return bytes.length > ApiRequest.MAX_BODY ? Optional.empty() : Optional.of(new ApiRequest.Content(bytes));
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        var headers = new HashMap<String, String>();
        for (var name : Collections.list(request.getHeaderNames())) {
            headers.putIfAbsent(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        return headers;
    }
}
