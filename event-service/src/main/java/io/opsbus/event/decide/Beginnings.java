package io.opsbus.event.decide;

import io.opsbus.event.cycle.EventCycle.Closed;
import io.opsbus.event.cycle.EventCycle.Executing;
import io.opsbus.event.cycle.EventCycle.Inquiring;
import io.opsbus.event.cycle.EventCycle.Scheduled;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Draft;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.decide.EventInput.Beginning;
import io.opsbus.event.decide.EventInput.Inquire;
import io.opsbus.event.decide.EventInput.Mirror;
import io.opsbus.event.decide.EventInput.Occur;
import io.opsbus.event.decide.EventInput.Schedule;
import io.opsbus.event.decide.EventInput.Simulate;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.kind.EventType.Trait;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How events come to be. */
record Beginnings(Steps steps) {

    Decision<SystemEvent, Done, EventFact> on(@Nullable SystemEvent event, Beginning beginning, Instant now) {
        if (event == null) {
            return switch (beginning) {
                case Schedule schedule -> schedule(schedule, now);
                case Inquire(Subject subject) -> inquire(subject, now);
                case Occur occur -> occur(occur, now);
                case Simulate simulate -> simulate(simulate, now);
                case Mirror(Subject subject, Instant publishedAt, var cycle) ->
                    steps.quiet(Published.first(subject, publishedAt, cycle));
            };
        }
        return beginning instanceof Mirror mirror ? mirror(event, mirror) : again(event, beginning.subject());
    }

    private Decision<SystemEvent, Done, EventFact> again(SystemEvent event, Subject subject) {
        return event.subject().equals(subject)
                ? steps.unchanged(event)
                : Decision.refused(new EventRefusal.IdTaken(subject.id()));
    }

    private Decision<SystemEvent, Done, EventFact> schedule(Schedule schedule, Instant now) {
        EventType type = schedule.subject().type();
        Instant notBefore = schedule.notBefore();
        if (!type.beginsIn(EventStatus.SCHEDULED)) {
            return Decision.refused(new EventRefusal.CannotBegin(type, EventStatus.SCHEDULED));
        }
        // a subscription may have ended before anybody told us
        if (!notBefore.isAfter(now) && !type.cause().isBilling()) {
            return Decision.refused(new EventRefusal.NotBeforePassed(notBefore, now));
        }
        var plan = Plan.at(notBefore);
        Instant publishAt = type.window().opens(notBefore);
        return publishAt.isAfter(now)
                ? steps.quiet(new Draft(schedule.subject(), plan, publishAt))
                : steps.announced(Published.first(schedule.subject(), now, new Scheduled(plan, false)), now);
    }

    private Decision<SystemEvent, Done, EventFact> inquire(Subject subject, Instant now) {
        return subject.type().beginsIn(EventStatus.INQUIRING)
                ? steps.announced(Published.first(subject, now, new Inquiring()), now)
                : Decision.refused(new EventRefusal.CannotBegin(subject.type(), EventStatus.INQUIRING));
    }

    private Decision<SystemEvent, Done, EventFact> occur(Occur occur, Instant now) {
        EventType type = occur.subject().type();
        if (!type.beginsIn(EventStatus.EXECUTING)) {
            return Decision.refused(new EventRefusal.CannotBegin(type, EventStatus.EXECUTING));
        }
        var event = Published.first(occur.subject(), now, new Executing(occur.since(), null));
        return occur.underWay() ? steps.announced(event, now) : steps.begun(event, now);
    }

    /** API facts 2.1: maintenance is planned; a failure goes on at once and is over at {@code notBefore}. */
    private Decision<SystemEvent, Done, EventFact> simulate(Simulate simulate, Instant now) {
        EventType type = simulate.subject().type();
        if (!type.has(Trait.SIMULATABLE)) {
            return Decision.refused(new EventRefusal.NotSimulatable(type));
        }
        if (!simulate.notBefore().isAfter(now)) {
            return Decision.refused(new EventRefusal.NotBeforePassed(simulate.notBefore(), now));
        }
        var plan = Plan.at(simulate.notBefore());
        var cycle = switch (type.cause()) {
            case SYSTEM_MAINTENANCE -> new Scheduled(plan, false);
            case SYSTEM_FAILURE, INSTANCE_FAILURE -> new Executing(now, plan);
            case INSTANCE_EXPIRATION, ACCOUNT_UNBALANCED, DISK_TROUBLE ->
                throw new IllegalStateException(type + " is not simulatable");
        };
        return steps.announced(Published.first(simulate.subject(), now, cycle), now);
    }

    /** What is closed stays closed, and what is ours is not another's to change: our own notices come back here. */
    private Decision<SystemEvent, Done, EventFact> mirror(SystemEvent event, Mirror mirror) {
        boolean news = event instanceof Published known
                && known.subject().isRunElsewhere()
                && known.subject().equals(mirror.subject())
                && !(known.cycle() instanceof Closed)
                && !known.cycle().equals(mirror.cycle());
        return news ? steps.quiet(((Published) event).to(mirror.cycle())) : steps.unchanged(event);
    }
}
