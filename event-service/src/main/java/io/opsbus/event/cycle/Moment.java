package io.opsbus.event.cycle;

import io.opsbus.event.kind.Operation;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The next time something happens to an event by itself. One durable timer for each event is always set to it; the timer
 * is a notice, and whoever fires it looks here again.
 *
 * @param kind what happens
 * @param at when
 */
public record Moment(Kind kind, Instant at) {
    /** What happens by itself. */
    public enum Kind {
        /** A draft is made known. */
        PUBLISH,
        /** The user is reminded of a planned event. */
        REMIND,
        /** The execution window opens. */
        OPEN,
        /** A simulated execution is over. */
        END,
        /** The execution took longer than its window. */
        TIME_OUT,
        /** A closed event is forgotten. */
        FORGET
    }

    /** The next moment of this event; empty if it waits for somebody without limit. */
    public static Optional<Moment> next(SystemEvent event, CycleRules rules) {
        return switch (event) {
            case SystemEvent.Draft draft -> Optional.of(new Moment(Kind.PUBLISH, draft.publishAt()));
            case SystemEvent.Published published -> next(published, rules);
        };
    }

    private static Optional<Moment> next(SystemEvent.Published event, CycleRules rules) {
        if (event.cycle() instanceof EventCycle.Closed closed) {
            return Optional.of(forgotten(closed.finishedAt(), rules));
        }
        if (event.subject().isRunElsewhere()) {
            // whoever runs it may never tell its end
            Instant last = event.cycle().planned().map(Plan::notBefore).orElse(event.publishedAt());
            return Optional.of(forgotten(last, rules));
        }
        return switch ((EventCycle.Open) event.cycle()) {
            case EventCycle.Inquiring _ -> Optional.empty();
            case EventCycle.Scheduled scheduled -> Optional.of(ofScheduled(scheduled, event.publishedAt(), rules));
            case EventCycle.Executing executing -> ofExecuting(event, executing, rules);
        };
    }

    /** Months have different lengths; UTC has no summer time. */
    private static Moment forgotten(Instant last, CycleRules rules) {
        return new Moment(
                Kind.FORGET, last.atZone(ZoneOffset.UTC).plus(rules.kept()).toInstant());
    }

    private static Moment ofScheduled(EventCycle.Scheduled scheduled, Instant publishedAt, CycleRules rules) {
        Instant notBefore = scheduled.plan().notBefore();
        Instant reminder = notBefore.minus(rules.reminder());
        boolean remind = !scheduled.reminded() && !rules.reminder().isZero() && reminder.isAfter(publishedAt);
        return remind ? new Moment(Kind.REMIND, reminder) : new Moment(Kind.OPEN, notBefore);
    }

    private static Optional<Moment> ofExecuting(
            SystemEvent.Published event, EventCycle.Executing executing, CycleRules rules) {
        Instant limit = executing.startedAt().plus(rules.execution());
        if (event.subject().isSimulated()) {
            return Optional.of(new Moment(
                    Kind.END, executing.planned().map(Plan::notBefore).orElse(limit)));
        }
        // a disk's trouble lasts as long as it lasts
        boolean endsByItself = event.type().isOfDisk() && event.type().operation() == Operation.NONE;
        return endsByItself ? Optional.empty() : Optional.of(new Moment(Kind.TIME_OUT, limit));
    }
}
