package io.opsbus.command.wiring;

import io.opsbus.command.bus.CommandRecords;
import io.opsbus.command.query.Commands;
import io.opsbus.command.use.PeriodicUses;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.rpc.ServiceEndpoint;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.postgres.PostgresClientTokens;
import io.opsbus.rpc.reply.RpcError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a caller hears of a failure: a part that is away is 503, which official clients try again, all else is a bug. */
final class Failures implements ServiceEndpoint.Failures {
    private static final Logger LOGGER = LoggerFactory.getLogger(Failures.class);
    private static final RpcError AWAY =
            new RpcError(503, "ServiceUnavailable", "The request has failed due to a temporary failure of the server.");
    /** The code all actions of Cloud Assistant have for it (API facts 2.1). */
    private static final RpcError BUG =
            new RpcError(500, "InternalError.Dispatch", "An error occurred when you dispatched the request.");

    @Override
    public RpcError of(RuntimeException failure, Identity identity) {
        boolean isAway = failure instanceof Ledger.Unavailable
                || failure instanceof Commands.Away
                || failure instanceof PeriodicUses.Away
                || failure instanceof CommandRecords.Away
                || failure instanceof PostgresClientTokens.Unavailable;
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
