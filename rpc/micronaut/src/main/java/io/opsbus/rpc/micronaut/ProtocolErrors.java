package io.opsbus.rpc.micronaut;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.opsbus.rpc.TraceContext;
import io.opsbus.rpc.http.HttpErrors;
import io.opsbus.rpc.reply.Format;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.WireReply;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every error the framework answers with (unknown path, method, size, a bug) has the protocol's body. It tells the status
 * and nothing from inside: no exception text, no class name.
 */
@Singleton
public final class ProtocolErrors implements ErrorResponseProcessor<String> {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProtocolErrors.class);

    @Override
    public MutableHttpResponse<String> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        HttpRequest<?> request = context.getRequest();
        if (response.code() >= 500) {
            logBug(request, context);
        }
        return written(request, HttpErrors.of(response.code()), response);
    }

    /** The response that tells {@code error}; for controllers. */
    public MutableHttpResponse<String> reply(HttpRequest<?> request, RpcError error) {
        return written(request, error, HttpResponse.status(HttpStatus.valueOf(error.status())));
    }

    private static MutableHttpResponse<String> written(
            HttpRequest<?> request, RpcError error, MutableHttpResponse<?> response) {
        WireReply.Envelope envelope = new WireReply.Envelope(RequestIds.of(request), host(request));
        WireReply reply = WireReply.error(error, Format.JSON, envelope);
        return response.body(reply.body()).contentType(MediaType.of(reply.contentType()));
    }

    /** The framework logs a failure outside the request's log context; here the ids are known. */
    private static void logBug(HttpRequest<?> request, ErrorContext context) {
        String traceId = request.getAttribute(RequestIds.TRACE, TraceContext.class)
                .map(TraceContext::traceId)
                .orElse("");
        LOGGER.atError()
                .addKeyValue("requestId", RequestIds.of(request))
                .addKeyValue("traceId", traceId)
                .addKeyValue("path", request.getPath())
                .setCause(context.getRootCause().orElse(null))
                .log("request failed");
    }

    private static String host(HttpRequest<?> request) {
        String host = request.getHeaders().get("Host");
        return host == null ? "" : HttpErrors.hostId(host);
    }
}
