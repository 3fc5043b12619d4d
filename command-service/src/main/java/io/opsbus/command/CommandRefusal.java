package io.opsbus.command;

import io.opsbus.ledger.Refusal;

/** Every "no" of this service; what a caller hears for each is decided in {@code rpc.CommandErrors}. */
public sealed interface CommandRefusal extends Refusal {
    /** There is no such command, or it is another account's or region's: the caller cannot tell which. */
    record NotFound(CommandId id) implements CommandRefusal {}

    /** A periodic invocation uses it. */
    record InUse(CommandId id) implements CommandRefusal {}

    /** The account has as many commands in the region as it may have. */
    record QuotaReached(int most) implements CommandRefusal {}
}
