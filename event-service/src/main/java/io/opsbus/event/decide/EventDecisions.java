package io.opsbus.event.decide;

import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The one way an event changes: {@code ledger.change(id, key, event -> decisions.on(event, input, now))}. */
public final class EventDecisions {
    private final Beginnings beginnings;
    private final Choices choices;
    private final Moments moments;

    /** Decisions by these rules. */
    public EventDecisions(CycleRules rules) {
        var steps = new Steps(rules);
        this.beginnings = new Beginnings(steps);
        this.choices = new Choices(steps, rules);
        this.moments = new Moments(steps, rules);
    }

    /**
     * Decides what an input does. Facts (a deed, a report, a timer) that concern the event no more are accepted and change
     * nothing; requests that cannot be met are refused.
     *
     * @param event the event as it is stored; null if there is none
     */
    public Decision<SystemEvent, Done, EventFact> on(@Nullable SystemEvent event, EventInput input, Instant now) {
        return switch (input) {
            case EventInput.Beginning beginning -> beginnings.on(event, beginning, now);
            case EventInput.Reschedule reschedule -> choices.reschedule(event, reschedule, now);
            case EventInput.Accept accept -> choices.accept(event, accept, now);
            case EventInput.CancelSimulated cancel -> choices.cancelSimulated(event, cancel, now);
            case EventInput.Withdraw _ -> choices.withdraw(event, now);
            case EventInput.Acted acted -> choices.acted(event, acted, now);
            case EventInput.Reported reported -> moments.reported(event, reported);
            case EventInput.Due _ -> moments.due(event, now);
        };
    }
}
