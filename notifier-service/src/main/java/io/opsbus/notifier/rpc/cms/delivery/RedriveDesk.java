package io.opsbus.notifier.rpc.cms.delivery;

import io.opsbus.notifier.redrive.DeadDeliveries;
import io.opsbus.notifier.redrive.Redrive;
import io.opsbus.notifier.redrive.Redrives;
import io.opsbus.notifier.rpc.cms.Turns;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.reply.RpcError;

/**
 * What Actions on redrives work with.
 *
 * @param bounds what an account may ask for
 * @param turns who may look through letters
 */
public record RedriveDesk(DeadDeliveries dead, Redrives redrives, Bounds bounds, Turns turns) {
    static final RpcError NO_REDRIVE = new RpcError(404, "ResourceNotFound", "The redrive does not exist.");

    static final RpcError OPERATORS_REDRIVE =
            new RpcError(403, "Forbidden.OperatorsRedrive", "The operator began this redrive; only he stops it.");

    /**
     * What an account may ask for; operators have bounds of their own.
     *
     * @param most how many may be under way, the operator's for it included
     * @param fastest deliveries a second
     */
    public record Bounds(int most, int fastest) {
        /** The settings. */
        public static final String MOST = "opsbus.notifier.accounts.redrives";

        /** Likewise. */
        public static final String FASTEST = "opsbus.notifier.accounts.redrive-rate";
    }

    /** The parameter that names one. */
    static Take<Redrive.Id> id() {
        return Take.id("RedriveId").names("event-redrive").as("an id as returned", RedriveDesk::id);
    }

    private static Got<Redrive.Id> id(String name, String text) {
        return Redrive.Id.isValid(text)
                ? new Got.Given<>(new Redrive.Id(text))
                : Got.wrong(name, Reason.MALFORMED, "is no id of a redrive");
    }
}
