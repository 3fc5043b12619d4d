package io.opsbus.rpc.micronaut;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import io.opsbus.rpc.TraceContext;
import io.opsbus.rpc.http.HttpCall;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Gives every request an id and a place in a trace, in its logs (MDC {@code service}, {@code requestId}, {@code traceId},
 * {@code spanId}) and in its response ({@code x-acs-request-id}, {@code x-acs-trace-id}).
 */
@ServerFilter("/**")
final class RequestIds {
    static final String REQUEST_ID = "opsbus.request-id";
    static final String TRACE = "opsbus.trace";

    private static final RandomGenerator RANDOM = RandomGenerator.of("SecureRandom");

    private final String service;

    RequestIds(@Value("${" + MicronautService.NAME + "}") String service) {
        this.service = service;
    }

    @RequestFilter
    @PreMatching
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void begin(HttpRequest<?> request, MutablePropagatedContext propagated) {
        TraceContext trace = Optional.ofNullable(request.getHeaders().get(TraceContext.HEADER))
                .flatMap(TraceContext::parse)
                .map(parent -> parent.child(RANDOM))
                .orElseGet(() -> TraceContext.begin(RANDOM));
        request.setAttribute(TRACE, trace);
        propagated.add(new MdcPropagationContext(Map.of(
                "service", service,
                "requestId", of(request),
                "traceId", trace.traceId(),
                "spanId", trace.spanId())));
    }

    @ResponseFilter
    void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
        name(request, response);
    }

    /** Puts the ids into a response. */
    static void name(HttpRequest<?> request, MutableHttpResponse<?> response) {
        // an endpoint may answer under the id the gateway gave
        if (!response.getHeaders().contains("x-acs-request-id")) {
            response.header("x-acs-request-id", of(request));
        }
        request.getAttribute(TRACE, TraceContext.class)
                .ifPresent(trace -> response.header("x-acs-trace-id", trace.traceId()));
        // also on errors and metrics: nothing we serve may be taken for another type
        response.header("X-Content-Type-Options", "nosniff");
    }

    /** The request's id, UUID in upper case; made on the first call. */
    static String of(HttpRequest<?> request) {
        return request.getAttribute(REQUEST_ID, String.class).orElseGet(() -> {
            String id = HttpCall.freshRequestId();
            request.setAttribute(REQUEST_ID, id);
            return id;
        });
    }
}
