package io.opsbus.queue.wiring;

import io.opsbus.ledger.start.Preparation;
import io.opsbus.queue.Queues;
import io.opsbus.rpc.ServiceEndpoint;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.reply.RpcError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a caller hears of a failure: a database that is away is 503, which may be tried again, all else is a bug. */
final class Failures implements ServiceEndpoint.Failures {
    private static final Logger LOGGER = LoggerFactory.getLogger(Failures.class);
    private static final RpcError AWAY =
            new RpcError(503, "ServiceUnavailable", "The request has failed due to a temporary failure of the server.");
    private static final RpcError BUG =
            new RpcError(500, "InternalError", "The request has failed due to an error of the server.");

    @Override
    public RpcError of(RuntimeException failure, Identity identity) {
        boolean isAway = failure instanceof Queues.Away;
        var line = isAway
                ? LOGGER.atWarn().addKeyValue("reason", Preparation.reason(failure))
                : LOGGER.atError().setCause(failure);
        line.addKeyValue("action", identity.name().action())
                .addKeyValue("accountId", identity.accountId())
                // the log context has the id of this hop
                .addKeyValue("clientRequestId", identity.requestId())
                .log(isAway ? "a part is away" : "request failed");
        return isAway ? AWAY : BUG;
    }
}
