package io.opsbus.rpc.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.rpc.identity.OperatorToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/**
 * Whoever shows no operator's token reaches the health of a service and nothing else; the RPC path has a signature of its
 * own to show. Register it for every path.
 *
 * <p>Without a token set it lets everybody in: a service under test, or one started by hand on its own machine.
 */
public final class OperatorsOnly extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final String HEALTH = "/health";
    private static final byte[] REFUSED = """
            {"code":"Unauthorized","message":"Show the operator's token: Authorization: Bearer <token>."}""".getBytes(UTF_8);

    private final transient OperatorToken token;
    private final String rpcPath;

    /**
     * A guard.
     *
     * @param rpcPath the path of {@code opsbus.rpc.path}
     */
    public OperatorsOnly(OperatorToken token, String rpcPath) {
        this.token = token;
        this.rpcPath = rpcPath;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!token.isSet() || isOpen(request.getRequestURI()) || isShown(request)) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setHeader("WWW-Authenticate", "Bearer");
        response.setContentType("application/json");
        response.setContentLength(REFUSED.length);
        response.getOutputStream().write(REFUSED);
    }

    /** Paths as sent: one that is only equal after decoding is not open. */
    private boolean isOpen(String path) {
        return path.equals(rpcPath)
                || path.equals(HEALTH)
                || path.equals(HEALTH + "/liveness")
                || path.equals(HEALTH + "/readiness");
    }

    private boolean isShown(HttpServletRequest request) {
        return token.isShownBy(Objects.requireNonNullElse(request.getHeader("Authorization"), ""));
    }
}
