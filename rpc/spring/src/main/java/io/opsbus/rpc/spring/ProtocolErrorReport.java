package io.opsbus.rpc.spring;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Errors no servlet answered, as the protocol has them. Made by Tomcat, by its class name. */
public final class ProtocolErrorReport extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            Replies.refuse(response.getStatus(), request, response);
        } catch (IOException | IllegalStateException e) {
            // the client is gone or has its answer already
            container.getLogger().debug("no error report", e);
        }
    }
}
