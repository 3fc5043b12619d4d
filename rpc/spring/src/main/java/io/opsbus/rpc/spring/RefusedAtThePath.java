package io.opsbus.rpc.spring;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * What Tomcat itself refuses at the endpoint's path is an error of the protocol too. It stands in two places: around the
 * engine for what is refused before a servlet sees it (TRACE, for one), and within the context for a body whose framing
 * breaks while the servlet reads it; from there it would go to the service's error page.
 */
final class RefusedAtThePath extends ValveBase {
    private final String path;

    RefusedAtThePath(String path) {
        super(true);
        this.path = path;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!path.equals(request.getRequestURI())) {
            getNext().invoke(request, response);
        } else if (!isReported(request, response)) {
            getNext().invoke(request, response);
            isReported(request, response);
        }
    }

    private static boolean isReported(Request request, Response response) throws IOException {
        if (!response.isErrorReportRequired() || !response.setErrorReported()) {
            return false;
        }
        Replies.refuse(response.getStatus(), request, response);
        return true;
    }
}
