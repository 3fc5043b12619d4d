package io.opsbus.event.cycle;

import io.opsbus.event.kind.Operation;
import java.time.Instant;

/** What a change of an event tells the world. */
public sealed interface EventFact {
    /** Unique for ever: made of the event and its count of changes, so that a decision taken again comes out equal. */
    String factId();

    /** The event after the change. */
    SystemEvent.Published event();

    /** When it changed. */
    Instant at();

    /**
     * The notice of a state, for the user (guide 4.2: 事件首次发布通知, 事件状态变化通知); also a reminder of the state it is
     * in.
     */
    record Announced(SystemEvent.Published event, Instant at) implements EventFact {
        @Override
        public String factId() {
            return event.id() + "/" + event.changes() + "/notice";
        }
    }

    /**
     * The instance's owner is asked to carry the event out; whether it may still be done is for them to check.
     *
     * @param operation what is to be done
     */
    record Asked(SystemEvent.Published event, Operation operation, Instant at) implements EventFact {
        @Override
        public String factId() {
            return event.id() + "/" + event.changes() + "/operation";
        }
    }
}
