package io.opsbus.notifier.rpc.audit;

import io.opsbus.notifier.rpc.ApiAnswer;
import io.opsbus.notifier.rpc.ApiRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each call that changed or sent something: who, what, of which account, and the id of what was made. Nothing of its query and its
 * body: they may hold secrets.
 */
public final class AuditLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(AuditLog.class);
    private static final int ACCEPTED = 202;

    private AuditLog() {}

    /** Writes it, unless nothing came of the call. */
    public static void note(ApiRequest request, ApiAnswer answer) {
        if (!isChange(request, answer)) {
            return;
        }
        var parts = request.path().split("/", 4);
        var isOfAccount = parts.length == 4 && parts[1].equals("accounts");
        LOGGER.atInfo()
                .addKeyValue("from", request.from())
                .addKeyValue("accountId", isOfAccount ? parts[2] : "*")
                .addKeyValue("did", request.method() + " " + (isOfAccount ? parts[3] : request.path()))
                .addKeyValue("about", answer.about())
                .addKeyValue("status", answer.status())
                .log("an operator changed something");
    }

    /** A preview and a redrive that only counts change nothing. */
    private static boolean isChange(ApiRequest request, ApiAnswer answer) {
        var counts = request.path().endsWith("/redrives") && answer.status() < ACCEPTED;
        return answer.status() < 300
                && !request.method().equals("GET")
                && !request.path().endsWith(":preview")
                && !counts;
    }
}
