package io.opsbus.rpc.spring;

import io.opsbus.rpc.TraceContext;
import io.opsbus.rpc.http.HttpCall;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A request's id and its place in a trace: in the logs (MDC {@code service}, {@code requestId}, {@code traceId},
 * {@code spanId}) until it is closed, on the thread that began it.
 */
record RequestIds(String requestId, TraceContext trace, Map<String, String> logged) implements AutoCloseable {
    private static final RandomGenerator RANDOM = RandomGenerator.of("SecureRandom");

    /** Ids without a log context. */
    static RequestIds fresh() {
        return new RequestIds(HttpCall.freshRequestId(), TraceContext.begin(RANDOM), Map.of());
    }

    /**
     * Begins a request.
     *
     * @param traceparent the header as sent, if it was; one that is broken begins a new trace
     */
    static RequestIds begin(@Nullable String traceparent, String service) {
        TraceContext trace = Optional.ofNullable(traceparent)
                .flatMap(TraceContext::parse)
                .map(parent -> parent.child(RANDOM))
                .orElseGet(() -> TraceContext.begin(RANDOM));
        String id = HttpCall.freshRequestId();
        Map<String, String> logged =
                Map.of("service", service, "requestId", id, "traceId", trace.traceId(), "spanId", trace.spanId());
        logged.forEach(MDC::put);
        return new RequestIds(id, trace, logged);
    }

    @Override
    public void close() {
        logged.keySet().forEach(MDC::remove);
    }
}
