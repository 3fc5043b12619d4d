package io.opsbus.event.decide;

import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventCycle.Executing;
import io.opsbus.event.cycle.EventCycle.Scheduled;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.Moment;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Draft;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.decide.EventInput.Outcome;
import io.opsbus.event.decide.EventInput.Reported;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.Operation;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens by itself: time passes, and executions end. */
record Moments(Steps steps, CycleRules rules) {

    /**
     * The event's timer fired: does what is due by the state found, one step at a time. After a long sleep the next
     * step's timer is due at once.
     */
    Decision<SystemEvent, Done, EventFact> due(@Nullable SystemEvent event, Instant now) {
        if (event == null) {
            return steps.unchanged(null);
        }
        var moment = Moment.next(event, rules);
        if (moment.isEmpty() || now.isBefore(moment.get().at())) {
            // moved meanwhile, or the clock went back
            return steps.notYet(event);
        }
        return switch (event) {
            case Draft draft -> publish(draft, now);
            case Published published -> happen(published, moment.get().kind(), now);
        };
    }

    /** Made known late, a maintenance gives the user the promised window all the same: ASSUMED. */
    private Decision<SystemEvent, Done, EventFact> publish(Draft draft, Instant now) {
        Instant earliest = now.plus(draft.type().window().promised());
        Plan plan = draft.plan();
        boolean tooSoon = plan.notBefore().isBefore(earliest)
                && draft.publishAt().isBefore(now)
                && !draft.type().cause().isBilling();
        var cycle = new Scheduled(tooSoon ? Plan.at(earliest) : plan, false);
        return steps.announced(Published.first(draft.subject(), now, cycle), now);
    }

    private Decision<SystemEvent, Done, EventFact> happen(Published event, Moment.Kind kind, Instant now) {
        if (kind == Moment.Kind.FORGET) {
            return steps.gone(event.id());
        }
        return switch (event.cycle()) {
            case Scheduled scheduled -> onScheduled(event, scheduled, kind, now);
            case Executing executing -> onExecuting(event, executing, kind, now);
            case EventCycle.Inquiring _, EventCycle.Closed _ -> steps.unchanged(event);
        };
    }

    private Decision<SystemEvent, Done, EventFact> onScheduled(
            Published event, Scheduled scheduled, Moment.Kind kind, Instant now) {
        boolean open = !now.isBefore(scheduled.plan().notBefore());
        if (kind == Moment.Kind.REMIND && !open) {
            return steps.moved(event, scheduled.remind(), now);
        }
        var executing = scheduled.begin(now);
        return event.subject().isSimulated()
                ? steps.moved(event, executing.complete(now), now)
                : steps.begun(event.to(executing), now);
    }

    private Decision<SystemEvent, Done, EventFact> onExecuting(
            Published event, Executing executing, Moment.Kind kind, Instant now) {
        // where nothing was to be done, nothing can have failed
        boolean over = kind == Moment.Kind.END || event.type().operation() == Operation.NONE;
        EventCycle end =
                over ? executing.complete(now) : executing.fail(now, "not finished within " + rules.execution());
        return steps.moved(event, end, now);
    }

    /** A report counts only while the event is executed; one that comes later, or uncalled for, changes nothing. */
    Decision<SystemEvent, Done, EventFact> reported(@Nullable SystemEvent event, Reported report) {
        boolean awaited = event instanceof Published known
                && known.subject().target().resource().equals(report.resource())
                && !known.subject().isSimulated()
                && !known.subject().isRunElsewhere();
        if (!awaited || !(event instanceof Published known) || !(known.cycle() instanceof Executing executing)) {
            return steps.unchanged(event);
        }
        EventCycle end = switch (report.outcome()) {
            case Outcome.Done(Instant at) -> executing.complete(at);
            case Outcome.Failed(Instant at, String reason) -> executing.fail(at, reason);
            // what went on from the first could not be avoided: it is over without our doing
            case Outcome.UserWasFirst(Instant at) ->
                known.first() == EventStatus.EXECUTING ? executing.complete(at) : executing.avoid(at);
        };
        return steps.moved(known, end, report.outcome().at());
    }
}
