package io.opsbus.rpc.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.rpc.identity.OperatorToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;

/**
 * Whoever shows no operator's token reaches the health of a service and nothing else; the RPC path has a signature of its
 * own to show. Register it for every path.
 *
 * <p>Without a token set it lets everybody in: a service under test, or one started by hand on its own machine. That other machines could reach it
 * then is not accepted.
 */
public final class OperatorsOnly extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final String HEALTH = "/health";
    private static final byte[] REFUSED = """
            {"code":"Unauthorized","message":"Show the operator's token: Authorization: Bearer <token>."}""".getBytes(UTF_8);

    private final transient OperatorToken token;
    private final String rpcPath;

    /**
     * Where a service listens, and what its operators' token is called.
     *
     * @param bind a name or an address; empty for every address there is
     * @param setting the name of the token's setting
     */
    public record Listening(String bind, String setting) {
        private boolean isBeyondThisMachine() {
            try {
                return bind.isEmpty() || !InetAddress.getByName(bind).isLoopbackAddress();
            } catch (UnknownHostException unknown) {
                throw new IllegalArgumentException(bind + " is no address to listen on", unknown);
            }
        }
    }

    /**
     * A guard.
     *
     * @param rpcPath the path of {@code opsbus.rpc.path}
     * @throws IllegalArgumentException when other machines would be let in without a token
     */
    public OperatorsOnly(OperatorToken token, String rpcPath, Listening listening) {
        if (!token.isSet() && listening.isBeyondThisMachine()) {
            throw new IllegalArgumentException(listening.setting() + " must be set: the service listens on "
                    + (listening.bind().isEmpty() ? "every address" : listening.bind())
                    + ", which other machines reach, and without it each of them is an operator");
        }
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
