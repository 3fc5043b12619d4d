package io.opsbus.gateway.rpc.admin;

import io.opsbus.gateway.AccessKeyId;
import io.opsbus.gateway.Accounts;
import io.opsbus.gateway.audit.Audit;
import io.opsbus.gateway.audit.AuditedCall;
import io.opsbus.gateway.rpc.FrontDoor;
import io.opsbus.gateway.rpc.admin.Administration.Did;
import io.opsbus.ledger.Ledger;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.OperatorToken;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Accounts and access keys, for whoever shows the operator's token. Parameters in a form, answers in JSON; every request is
 * in the audit.
 *
 * <pre>
 * GET  /admin/accounts
 * POST /admin/accounts                    [name=]                  makes one
 * GET  /admin/access-keys                 [account=]
 * POST /admin/access-keys                 account=, [policy=full]  makes one; the secret is in this answer and nowhere else
 * POST /admin/access-keys/{id}/disable    (or enable, delete)
 * </pre>
 */
public final class AdminApi {
    /** Everything below it is this API's. */
    public static final String PATH = "/admin";

    private static final String ACCOUNTS = PATH + "/accounts";
    private static final String KEYS = PATH + "/access-keys";
    private static final String OPERATOR = "operator";

    private final OperatorToken token;
    private final Administration administration;
    private final Audit audit;
    private final FrontDoor.Around around;

    /** @param around time and trace; its page is not used */
    public AdminApi(
            OperatorToken token, Accounts accounts, AccountChanges changes, Audit audit, FrontDoor.Around around) {
        this.token = token;
        this.administration = new Administration(accounts, changes);
        this.audit = audit;
        this.around = around;
    }

    /** Answers a request whose peer may ask at all. */
    public HttpReply answer(HttpCall http) {
        Instant now = around.clock().instant();
        long begun = around.nanoTime().getAsLong();
        if (!token.isShownBy(http.headers().getOrDefault("authorization", ""))) {
            HttpReply reply =
                    AdminReply.error(401, "Unauthorized", "Show the operator's token: Authorization: Bearer …");
            audit.refused(audited(http, now, begun, "", new Did("", List.of(), reply)));
            return reply;
        }
        Optional<Audit.Place> place = audit.reserve();
        if (place.isEmpty()) {
            return AdminReply.unavailable();
        }
        Did did = new Did("", List.of(), AdminReply.unavailable());
        try {
            did = read(http);
            return did.reply();
        } finally {
            place.get().record(audited(http, now, begun, OPERATOR, did));
        }
    }

    private Did read(HttpCall http) {
        try {
            return switch (Parameters.merge(http.query(), http.form())) {
                case Got.Given<Parameters>(Parameters parameters) -> known(http, parameters.asMap());
                case Got.Absent<Parameters> _ -> known(http, Map.of());
                case Got.Wrong<Parameters> _ ->
                    new Did("", List.of(), AdminReply.error(400, "BadForm", "The form cannot be read."));
            };
        } catch (Accounts.Away | Ledger.Unavailable _) {
            return new Did("", List.of(), AdminReply.unavailable());
        }
    }

    private Did known(HttpCall http, Map<String, String> form) {
        return switch (http.method() + " " + http.path()) {
            case "GET " + ACCOUNTS -> administration.listAccounts();
            case "POST " + ACCOUNTS -> administration.createAccount(form);
            case "GET " + KEYS -> administration.listKeys(form);
            case "POST " + KEYS -> administration.createKey(form);
            default -> onKey(http);
        };
    }

    private Did onKey(HttpCall http) {
        String rest = http.path().startsWith(KEYS + "/") ? http.path().substring(KEYS.length() + 1) : "";
        int slash = rest.indexOf('/');
        Optional<AccessKeyId> key = slash < 0 || !http.method().equals("POST")
                ? Optional.empty()
                : AccessKeyId.parse(rest.substring(0, slash));
        if (key.isEmpty()) {
            return notFound();
        }
        return switch (rest.substring(slash + 1)) {
            case "disable" -> administration.disableKey(key.get());
            case "enable" -> administration.enableKey(key.get());
            case "delete" -> administration.deleteKey(key.get());
            default -> notFound();
        };
    }

    private static Did notFound() {
        return new Did("", List.of(), AdminReply.error(404, "NotFound", "There is nothing of that method and path."));
    }

    private AuditedCall audited(HttpCall http, Instant now, long begun, String account, Did did) {
        int status = did.reply().status();
        return new AuditedCall(
                now,
                http.requestId(),
                around.trace().get().traceId(),
                new AuditedCall.Caller(
                        account, OPERATOR, http.remoteAddress(), http.headers().getOrDefault("user-agent", "")),
                new AuditedCall.Asked("admin", did.action(), "", "", did.ids()),
                new AuditedCall.Outcome(
                        status,
                        status < 400 ? "" : AdminReply.code(did.reply()),
                        (around.nanoTime().getAsLong() - begun) / 1000));
    }
}
