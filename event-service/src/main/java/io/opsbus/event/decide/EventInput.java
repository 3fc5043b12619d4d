package io.opsbus.event.decide;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.kind.Deed;
import java.time.Instant;

/** Everything that can happen to a system event. Sealed: a new kind must be decided on in every state. */
public sealed interface EventInput {

    /** An event comes to be. Told twice it is one event: its id is made of its origin. */
    sealed interface Beginning extends EventInput {
        /** What the event is about. */
        Subject subject();
    }

    /**
     * An operator, or a bill, plans one. It is made known when its user window opens, not before.
     *
     * @param notBefore when it is to be executed
     */
    record Schedule(Subject subject, Instant notBefore) implements Beginning {
        /** Refuses the origin of another beginning. */
        public Schedule {
            require(subject.origin() != Origin.SIMULATION && subject.origin() != Origin.ELSEWHERE, subject);
        }
    }

    /** An operator asks the user for consent. */
    record Inquire(Subject subject) implements Beginning {
        /** Refuses the origin of another beginning. */
        public Inquire {
            require(subject.origin() == Origin.OPERATOR || subject.origin() == Origin.PROVIDER, subject);
        }
    }

    /**
     * A provider tells what goes on already.
     *
     * @param since when it began
     * @param underWay whether who tells also does what is to be done (a failed creation is released by its owner)
     */
    record Occur(Subject subject, Instant since, boolean underWay) implements Beginning {
        /** Refuses the origin of another beginning. */
        public Occur {
            require(subject.origin() == Origin.OPERATOR || subject.origin() == Origin.PROVIDER, subject);
        }
    }

    /**
     * CreateSimulatedSystemEvents.
     *
     * @param notBefore when a maintenance is executed, or a failure is over
     */
    record Simulate(Subject subject, Instant notBefore) implements Beginning {
        /** Refuses the origin of another beginning. */
        public Simulate {
            require(subject.isSimulated(), subject);
        }
    }

    /**
     * Another service runs an event of its own and told where it stands.
     *
     * @param publishedAt since when it is known
     */
    record Mirror(Subject subject, Instant publishedAt, EventCycle cycle) implements Beginning {
        /** Refuses the origin of another beginning. */
        public Mirror {
            require(subject.isRunElsewhere(), subject);
        }
    }

    /**
     * ModifySystemEventAttribute: the user moves the planned time.
     *
     * @param caller who asks
     * @param instance the one they name; must be the event's
     * @param to the new time
     */
    record Reschedule(AccountId caller, ResourceId instance, Instant to) implements EventInput {}

    /** AcceptInquiredSystemEvent: the user consents. */
    record Accept(AccountId caller) implements EventInput {}

    /** CancelSimulatedSystemEvents. */
    record CancelSimulated(AccountId caller) implements EventInput {}

    /** An operator takes back what is planned or inquired. */
    record Withdraw() implements EventInput {}

    /**
     * The user did something about the instance of their own accord.
     *
     * @param account owner of the instance, as its service tells
     * @param instance which one
     * @param channel where they did it
     * @param at when they did it; it counts only after the event was made known
     */
    record Acted(AccountId account, ResourceId instance, Deed deed, Deed.Channel channel, Instant at)
            implements EventInput {}

    /**
     * The resource's owner tells how it went.
     *
     * @param resource must be the event's
     */
    record Reported(ResourceId resource, Outcome outcome) implements EventInput {}

    /** Its timer fired. */
    record Due() implements EventInput {}

    /** How an execution went. */
    sealed interface Outcome {
        /** When. */
        Instant at();

        /** It is done, or what went on is over. */
        record Done(Instant at) implements Outcome {}

        /** It could not be done. */
        record Failed(Instant at, String reason) implements Outcome {}

        /** Nothing was done: the user had done it before the request arrived. */
        record UserWasFirst(Instant at) implements Outcome {}
    }

    private static void require(boolean fits, Subject subject) {
        if (!fits) {
            throw new IllegalArgumentException("no event of " + subject.origin() + " begins like this");
        }
    }
}
