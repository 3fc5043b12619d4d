package io.opsbus.event.rpc.ecs;

import io.opsbus.event.AccountId;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.decide.EventDecisions;
import io.opsbus.event.decide.EventInput;
import io.opsbus.event.decide.EventRefusal;
import io.opsbus.event.fleet.KnownFleet;
import io.opsbus.event.health.HealthRules;
import io.opsbus.event.kind.Families;
import io.opsbus.event.query.SystemEvents;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.rpc.Call;
import java.util.Optional;

/**
 * What Actions work with.
 *
 * @param ledger the one way events change
 * @param events the events as they are
 * @param fleet the instances and disks they are about
 * @param rules of health, and of what has events at all
 */
public record EventDesk(
        Ledger<EventId, SystemEvent, EventFact> ledger,
        EventDecisions decisions,
        SystemEvents events,
        KnownFleet fleet,
        Rules rules) {

    /**
     * Settings of the API.
     *
     * @param simulations how many simulated events of an account may be open
     */
    public record Rules(HealthRules health, Families families, int simulations) {
        /** The usual ones. */
        public static final Rules USUAL = new Rules(HealthRules.USUAL, Families.GUIDE, 1_000);
    }

    /** Who asks. */
    public static AccountId account(Call call) {
        return new AccountId(call.accountId());
    }

    /**
     * Has the event decide on a request.
     *
     * @param purpose tells changes of one request apart
     * @return why not; empty when it was done
     */
    Optional<EventRefusal> ask(Call call, String purpose, EventId id, EventInput input) {
        var key = ChangeKey.ofRequest(call.accountId() + "/" + call.fresh().changeKey(purpose));
        var decision = ledger.change(id, key, event -> decisions.on(event, input, call.now()));
        return switch (decision) {
            case Decision.Accepted<SystemEvent, Decision.Done, EventFact> _ -> Optional.empty();
            case Decision.Refused<SystemEvent, Decision.Done, EventFact>(EventRefusal refusal) -> Optional.of(refusal);
            case Decision.Refused<SystemEvent, Decision.Done, EventFact>(var other) ->
                throw new IllegalStateException("not a refusal of ours: " + other);
        };
    }
}
