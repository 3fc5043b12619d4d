package io.opsbus.notifier.rpc.cms.target;

import io.opsbus.rpc.reply.RpcError;

/** Every error of these Actions; the codes are our choice. */
final class TargetErrors {
    /** The caller has no such target: another account's is none. */
    static final RpcError NO_TARGET = new RpcError(404, "ResourceNotFound", "The target does not exist.");

    /** It stems from no rule of the caller's. */
    static final RpcError OPERATORS_TARGET = new RpcError(
            403,
            "Forbidden.OperatorsTarget",
            "The target is of a subscription the operator made; only he changes anything about it.");

    /** What an operator holds only he lets go. */
    static final RpcError HELD_BY_OPERATOR =
            new RpcError(403, "Forbidden.HeldByOperator", "The operator holds this target; only he lets it go.");

    /** All sending is stopped. */
    static final RpcError STOPPED = new RpcError(
            409, "SendingIsStopped", "The operator has stopped all sending; until it is resumed nothing goes out.");

    /** Its receiver has not been heard. */
    static final RpcError NOT_CONSENTED = new RpcError(
            409,
            "NotConsented",
            "The receiver has not consented to be sent anything; AskEventTargetConsent asks it again.");

    /** It is not asked. */
    static final RpcError NOTHING_TO_ASK = new RpcError(
            409, "NothingToAsk", "Only receivers of webhooks are asked, and only where the operator requires it.");

    /** There have been too many. */
    static final RpcError TOO_OFTEN = new RpcError(
            400, "Throttling.User", "That was asked too often; try again in a few seconds, or in a minute.");

    private TargetErrors() {}
}
