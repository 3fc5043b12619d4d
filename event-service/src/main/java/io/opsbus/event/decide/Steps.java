package io.opsbus.event.decide;

import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.EventFact.Announced;
import io.opsbus.event.cycle.EventFact.Asked;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Moment;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.kind.Operation;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Accepted;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Timer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accepted decisions: the next state with its facts, its one timer set to its next moment. */
record Steps(CycleRules rules) {

    /** Nothing changes, and the timer stays as it is. */
    Decision<SystemEvent, Done, EventFact> unchanged(@Nullable SystemEvent event) {
        return Decision.accepted(event, List.of());
    }

    /** Nothing changes; the timer that fired is set again. */
    Decision<SystemEvent, Done, EventFact> notYet(SystemEvent event) {
        return quiet(event);
    }

    /** Nobody is told. */
    Decision<SystemEvent, Done, EventFact> quiet(SystemEvent event) {
        return accepted(event, List.of());
    }

    /** The user is told of the state. */
    Decision<SystemEvent, Done, EventFact> announced(Published event, Instant now) {
        return accepted(event, List.of(new Announced(event, now)));
    }

    /** The user is told, and the instance's owner is asked to do what is to be done. */
    Decision<SystemEvent, Done, EventFact> begun(Published event, Instant now) {
        Operation operation = event.type().operation();
        boolean asks = operation != Operation.NONE && !event.subject().isSimulated();
        return asks
                ? accepted(event, List.of(new Announced(event, now), new Asked(event, operation, now)))
                : announced(event, now);
    }

    /** The event in its next state, announced. */
    Decision<SystemEvent, Done, EventFact> moved(Published event, EventCycle next, Instant now) {
        return announced(event.to(next), now);
    }

    /** The event is no more. */
    Decision<SystemEvent, Done, EventFact> gone(EventId id) {
        Accepted<SystemEvent, Done, EventFact> gone = Decision.accepted(null, List.of());
        return gone.withTimers(new Timer.Cancel(id.text()));
    }

    private Decision<SystemEvent, Done, EventFact> accepted(SystemEvent event, List<EventFact> facts) {
        String id = event.id().text();
        Timer timer = Moment.next(event, rules)
                .<Timer>map(moment -> new Timer.Set(id, moment.at(), id))
                .orElseGet(() -> new Timer.Cancel(id));
        Accepted<SystemEvent, Done, EventFact> accepted = Decision.accepted(event, facts);
        return accepted.withTimers(timer);
    }
}
