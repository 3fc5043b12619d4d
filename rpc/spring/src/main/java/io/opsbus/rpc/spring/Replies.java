package io.opsbus.rpc.spring;

import io.opsbus.rpc.http.HttpErrors;
import io.opsbus.rpc.http.HttpReply;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;

/** How replies reach the wire. */
final class Replies {
    private static final String REQUEST_ID = "x-acs-request-id";

    private Replies() {}

    /** Writes the reply as it is, with the ids and what every answer has. */
    static void write(HttpReply reply, RequestIds ids, HttpServletResponse response) throws IOException {
        response.setStatus(reply.status());
        response.setHeader(REQUEST_ID, ids.requestId());
        response.setHeader("x-acs-trace-id", ids.trace().traceId());
        // nothing we serve may be taken for another type
        response.setHeader("X-Content-Type-Options", "nosniff");
        reply.headers().forEach(response::setHeader);
        response.setContentType(reply.contentType());
        response.setContentLength(reply.body().length);
        response.getOutputStream().write(reply.body());
    }

    /** Writes the protocol's error for what Tomcat found by itself. */
    static void refuse(int status, Request request, Response response) throws IOException {
        RequestIds ids = RequestIds.fresh();
        // set when the error was found: nothing that was written before counts
        response.setSuspended(false);
        String host = request.getHeader("host");
        Map<String, String> headers = status == 405 ? Map.of("Allow", "GET, POST") : Map.of();
        write(
                HttpErrors.reply(HttpErrors.of(status), ids.requestId(), host == null ? "" : host, headers),
                ids,
                response.getResponse());
        response.finishResponse();
    }
}
