package io.opsbus.instance.rpc;

import static java.util.stream.Collectors.joining;

import io.opsbus.instance.control.HostDesk;
import io.opsbus.instance.fleet.HostId;
import io.opsbus.instance.provider.LostHosts.LostHost;
import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.OperatorToken;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an operator says of hosts, for who shows the operator's token. A form in, JSON out.
 *
 * <pre>
 * POST /admin/hosts/{host}/lost   [returns=true]
 * POST /admin/hosts/{host}/back
 * GET  /admin/hosts                          those that are lost
 * </pre>
 *
 * <p>Answers 200 {@code {"host":"h-1","machines":3}}, or {@code {"lost":[{"host":"h-1","returns":false,"since":"2019-04-09T12:18:26Z"}]}};
 * 401 without the token, 404 {@code NoSuchHost} where no provider has that host.
 */
public final class HostDoor implements Endpoint {
    /** Where it is. */
    public static final String PATH = "/admin/hosts";

    private static final String LOST = "/lost";
    private static final String BACK = "/back";
    private static final String JSON = "application/json";

    private final OperatorToken token;
    private final HostDesk hosts;

    /** A door for who shows this token. */
    public HostDoor(OperatorToken token, HostDesk hosts) {
        this.token = token;
        this.hosts = hosts;
    }

    @Override
    public HttpReply answer(HttpCall call) {
        if (!token.isShownBy(call.header("authorization").orElse(""))) {
            return problem(
                    call, 401, "Unauthorized", "Show the operator's token.", Map.of("WWW-Authenticate", "Bearer"));
        }
        if (call.method().equals("GET") && call.path().equals(PATH)) {
            return HttpReply.text(200, JSON, Map.of(), listed(hosts.lost()));
        }
        if (!call.method().equals("POST")) {
            return problem(call, 405, "MethodNotAllowed", "Only POST is.", Map.of("Allow", "POST"));
        }
        boolean returns = List.of(call.form().split("&")).contains("returns=true");
        return named(call.path(), LOST)
                .map(host -> told(call, host, hosts.lost(host, returns)))
                .or(() -> named(call.path(), BACK).map(host -> told(call, host, hosts.back(host))))
                .orElseGet(() -> problem(call, 404, "NotFound", "There is nothing here.", Map.of()));
    }

    private static Optional<HostId> named(String path, String what) {
        String start = PATH + "/";
        return path.startsWith(start) && path.endsWith(what) && path.length() > start.length() + what.length()
                ? HostId.parse(path.substring(start.length(), path.length() - what.length()))
                : Optional.empty();
    }

    private static String listed(List<LostHost> lost) {
        return lost.stream()
                .map(one -> "{\"host\":\"" + one.host() + "\",\"returns\":" + one.returns() + ",\"since\":\""
                        + one.since().truncatedTo(ChronoUnit.SECONDS) + "\"}")
                .collect(joining(",", "{\"lost\":[", "]}"));
    }

    /** An id of a host has no character JSON would have to escape. */
    private static HttpReply told(HttpCall call, HostId host, OptionalInt machines) {
        return machines.isPresent()
                ? HttpReply.text(
                        200, JSON, Map.of(), "{\"host\":\"" + host + "\",\"machines\":" + machines.getAsInt() + "}")
                : problem(call, 404, "NoSuchHost", "No instance was ever on host " + host + ".", Map.of());
    }

    private static HttpReply problem(
            HttpCall call, int status, String code, String message, Map<String, String> headers) {
        String body = "{\"code\":\"" + code + "\",\"message\":\"" + message + "\",\"requestId\":\"" + call.requestId()
                + "\"}";
        return HttpReply.text(status, JSON, headers, body);
    }
}
