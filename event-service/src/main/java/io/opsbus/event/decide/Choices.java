package io.opsbus.event.decide;

import io.opsbus.event.AccountId;
import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventCycle.Closed;
import io.opsbus.event.cycle.EventCycle.Executing;
import io.opsbus.event.cycle.EventCycle.Inquiring;
import io.opsbus.event.cycle.EventCycle.Open;
import io.opsbus.event.cycle.EventCycle.Scheduled;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Draft;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.decide.EventInput.Accept;
import io.opsbus.event.decide.EventInput.Acted;
import io.opsbus.event.decide.EventInput.CancelSimulated;
import io.opsbus.event.decide.EventInput.Reschedule;
import io.opsbus.event.kind.Deed;
import io.opsbus.event.kind.EventType.Trait;
import io.opsbus.event.kind.Operation;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people choose: the user through an API, by a deed, the operator. */
record Choices(Steps steps, CycleRules rules) {

    Decision<SystemEvent, Done, EventFact> reschedule(@Nullable SystemEvent event, Reschedule asked, Instant now) {
        var mine = visible(event, asked.caller())
                .filter(one -> one.subject().target().instanceId().equals(Optional.of(asked.instance())));
        if (mine.isEmpty()) {
            return Decision.refused(new EventRefusal.NoSuchEvent());
        }
        Published known = mine.get();
        if (known.subject().isRunElsewhere()) {
            return Decision.refused(new EventRefusal.RunElsewhere());
        }
        if (!(known.cycle() instanceof Scheduled scheduled)) {
            return Decision.refused(new EventRefusal.NotScheduled(known.status()));
        }
        if (!known.type().has(Trait.RESCHEDULABLE)) {
            return Decision.refused(new EventRefusal.NotReschedulable(known.type()));
        }
        if (!asked.to().isAfter(now)) {
            return Decision.refused(new EventRefusal.NotBeforePassed(asked.to(), now));
        }
        Instant latest = scheduled.plan().latest(rules.lead());
        if (asked.to().isAfter(latest)) {
            return Decision.refused(new EventRefusal.NotBeforeTooLate(asked.to(), latest));
        }
        var moved = scheduled.reschedule(asked.to());
        // who has just chosen the time needs no reminder of it
        boolean soon = !asked.to().minus(rules.reminder()).isAfter(now);
        return steps.moved(known, soon ? moved.remind() : moved, now);
    }

    Decision<SystemEvent, Done, EventFact> accept(@Nullable SystemEvent event, Accept accept, Instant now) {
        var mine = visible(event, accept.caller());
        if (mine.isEmpty()) {
            return Decision.refused(new EventRefusal.NoSuchEvent());
        }
        Published known = mine.get();
        if (known.subject().isRunElsewhere()) {
            return Decision.refused(new EventRefusal.RunElsewhere());
        }
        return known.cycle() instanceof Inquiring inquiring
                ? steps.begun(known.to(inquiring.accept(now)), now)
                : Decision.refused(new EventRefusal.NotInquiring(known.status()));
    }

    Decision<SystemEvent, Done, EventFact> cancelSimulated(
            @Nullable SystemEvent event, CancelSimulated cancel, Instant now) {
        var mine = visible(event, cancel.caller());
        if (mine.isEmpty()) {
            return Decision.refused(new EventRefusal.NoSuchEvent());
        }
        Published known = mine.get();
        if (!known.subject().isSimulated()) {
            return Decision.refused(new EventRefusal.NotSimulated());
        }
        return known.cycle() instanceof Open open
                ? steps.moved(known, open.cancel(now), now)
                : Decision.refused(new EventRefusal.AlreadyClosed(known.status()));
    }

    Decision<SystemEvent, Done, EventFact> withdraw(@Nullable SystemEvent event, Instant now) {
        return switch (event) {
            case null -> Decision.refused(new EventRefusal.NoSuchEvent());
            case Draft draft -> steps.gone(draft.id());
            case Published known
            when known.subject().isRunElsewhere() -> Decision.refused(new EventRefusal.RunElsewhere());
            case Published known ->
                switch (known.cycle()) {
                    case Inquiring inquiring -> steps.moved(known, inquiring.cancel(now), now);
                    case Scheduled scheduled -> steps.moved(known, scheduled.cancel(now), now);
                    case Executing _ -> Decision.refused(new EventRefusal.UnderWay());
                    case Closed _ -> Decision.refused(new EventRefusal.AlreadyClosed(known.status()));
                };
        };
    }

    /**
     * The state decides, not the clock: a deed that arrives while the event still waits avoids it, also when its time has
     * come and nobody has opened the window yet. Otherwise the instance would be rebooted twice.
     */
    Decision<SystemEvent, Done, EventFact> acted(@Nullable SystemEvent event, Acted acted, Instant now) {
        if (event == null || acted.channel() == Deed.Channel.GUEST || !concerns(event, acted)) {
            return steps.unchanged(event);
        }
        return switch (event) {
            case Draft draft -> onDraft(draft, acted.deed());
            case Published known ->
                acted.at().isBefore(known.publishedAt())
                        ? steps.unchanged(known)
                        : onPublished(known, acted.deed(), earlier(acted.at(), now));
        };
    }

    /** Nobody has heard of a draft: it goes without a word when its reason has gone. */
    private Decision<SystemEvent, Done, EventFact> onDraft(Draft draft, Deed deed) {
        boolean pointless = switch (deed) {
            case RELEASE, RENEW, PAY -> draft.type().isAvoidedBy(deed);
            case REBOOT, STOP, START, REDEPLOY -> false;
        };
        return pointless ? steps.gone(draft.id()) : steps.unchanged(draft);
    }

    private Decision<SystemEvent, Done, EventFact> onPublished(Published known, Deed deed, Instant at) {
        return switch (known.cycle()) {
            case Inquiring inquiring -> avoided(known, inquiring, deed, at);
            case Scheduled scheduled -> avoided(known, scheduled, deed, at);
            case Executing executing -> onExecuting(known, executing, deed, at);
            case Closed _ -> steps.unchanged(known);
        };
    }

    private Decision<SystemEvent, Done, EventFact> avoided(Published known, Open open, Deed deed, Instant at) {
        return known.type().isAvoidedBy(deed) ? steps.moved(known, open.avoid(at), at) : steps.unchanged(known);
    }

    private Decision<SystemEvent, Done, EventFact> onExecuting(
            Published known, Executing executing, Deed deed, Instant at) {
        if (known.type().isAvoidedWhileExecuted(deed)) {
            return steps.moved(known, executing.avoid(at), at);
        }
        // what deletes the instance anyway reports by itself; a disk outlives its instance
        boolean lost = deed == Deed.RELEASE
                && known.type().operation() != Operation.DELETE
                && !known.type().isOfDisk();
        if (!lost) {
            return steps.unchanged(known);
        }
        EventCycle end = known.subject().isSimulated()
                ? executing.cancel(at)
                : executing.fail(at, "the instance was released meanwhile");
        return steps.moved(known, end, at);
    }

    private static boolean concerns(SystemEvent event, Acted acted) {
        Target target = event.subject().target();
        return !event.subject().isRunElsewhere()
                && target.owner().account().equals(acted.account())
                && target.instanceId().equals(Optional.of(acted.instance()));
    }

    private static Optional<Published> visible(@Nullable SystemEvent event, AccountId caller) {
        return event instanceof Published known
                        && known.subject().target().owner().account().equals(caller)
                ? Optional.of(known)
                : Optional.empty();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
