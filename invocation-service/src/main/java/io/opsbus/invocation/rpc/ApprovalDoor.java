package io.opsbus.invocation.rpc;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.control.ManagedDesk;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.ledger.Ledger;
import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.OperatorToken;
import io.opsbus.rpc.reply.Json;
import io.opsbus.rpc.reply.Tree;
import java.util.Map;
import java.util.Optional;

/**
 * Machines that have registered and await an operator's approval, for who shows the operator's token (threat 3). JSON out.
 *
 * <pre>
 * GET  /admin/agents/pending          1000 of them at most, the oldest first
 * POST /admin/agents/{mi-…}/approve
 * </pre>
 *
 * <p>Answers 200 with the instance, or {@code {"pending":[…]}}; 401 without the token, 404 {@code NoSuchInstance} for what is
 * no managed instance, 503 while the store is away. To refuse a machine its owner deregisters it.
 */
public final class ApprovalDoor implements Endpoint {
    /** Where it is. */
    public static final String PATH = "/admin/agents";

    private static final String PENDING = PATH + "/pending";
    private static final String APPROVE = "/approve";
    private static final int MOST = 1000;

    private final OperatorToken token;
    private final ManagedDesk desk;

    /** A door for who shows this token. */
    public ApprovalDoor(OperatorToken token, ManagedDesk desk) {
        this.token = token;
        this.desk = desk;
    }

    @Override
    public HttpReply answer(HttpCall call) {
        if (!token.isShownBy(call.header("authorization").orElse(""))) {
            return problem(
                    call, 401, "Unauthorized", "Show the operator's token.", Map.of("WWW-Authenticate", "Bearer"));
        }
        try {
            if (call.method().equals("GET") && call.path().equals(PENDING)) {
                return pending();
            }
            Optional<InstanceId> named = named(call.path());
            return call.method().equals("POST") && named.isPresent()
                    ? approve(call, named.get())
                    : problem(call, 404, "NotFound", "There is nothing here.", Map.of());
        } catch (StoreAway | Ledger.Unavailable away) {
            return problem(call, 503, "ServiceUnavailable", "The database is away.", Map.of("Retry-After", "1"));
        }
    }

    private HttpReply pending() {
        var all = desk.awaiting(MOST).stream().<Tree>map(ApprovalDoor::tree).toList();
        return json(200, Tree.fields().with("pending", new Tree.Bare(all)), Map.of());
    }

    private HttpReply approve(HttpCall call, InstanceId instance) {
        return desk.approve(instance)
                .map(one -> json(200, tree(one), Map.of()))
                .orElseGet(() -> problem(call, 404, "NoSuchInstance", "No managed instance is called so.", Map.of()));
    }

    private static Optional<InstanceId> named(String path) {
        String start = PATH + "/";
        return path.startsWith(start) && path.endsWith(APPROVE) && path.length() > start.length() + APPROVE.length()
                ? InstanceId.parse(path.substring(start.length(), path.length() - APPROVE.length()))
                : Optional.empty();
    }

    /** What an operator knows a machine by. What it says of itself is what it says. */
    private static Tree.Fields tree(ManagedInstance one) {
        return Tree.fields()
                .with("instanceId", one.id().text())
                .with("accountId", one.scope().account().text())
                .with("regionId", one.scope().region().text())
                .with("activationId", one.activation().text())
                .with("address", one.seen().address())
                .with("name", one.name().text())
                .with("hostname", one.seen().machine().hostname())
                .with("registered", Replies.time(one.seen().registered()));
    }

    private static HttpReply problem(
            HttpCall call, int status, String code, String message, Map<String, String> headers) {
        return json(
                status,
                Tree.fields().with("code", code).with("message", message).with("requestId", call.requestId()),
                headers);
    }

    private static HttpReply json(int status, Tree tree, Map<String, String> headers) {
        return HttpReply.text(status, "application/json", headers, Json.write(tree));
    }
}
