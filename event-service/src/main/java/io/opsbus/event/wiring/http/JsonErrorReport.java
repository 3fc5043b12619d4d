package io.opsbus.event.wiring.http;

import io.opsbus.event.rpc.Answer;
import io.opsbus.event.rpc.Problem;
import java.io.IOException;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Errors Tomcat finds before any servlet sees the request (a broken request line, for one), as JSON. Made by Tomcat. */
public final class JsonErrorReport extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Answer answer =
                Problem.ofStatus(response.getStatus()).answer(UUID.randomUUID().toString());
        try {
            response.setStatus(answer.status());
            response.setContentType("application/json");
            response.setContentLength(answer.body().length);
            response.getOutputStream().write(answer.body());
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            // the client is gone or has its answer already
            container.getLogger().debug("no error report", e);
        }
    }
}
