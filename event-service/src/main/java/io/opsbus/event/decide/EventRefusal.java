package io.opsbus.event.decide;

import io.opsbus.event.cycle.EventId;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.ledger.Refusal;
import java.time.Instant;

/** Every "no" about a system event. */
public sealed interface EventRefusal extends Refusal {

    /** There is no such event, or it is another account's, or not of that instance: the caller cannot tell which. */
    record NoSuchEvent() implements EventRefusal {}

    /** Another event has this id. */
    record IdTaken(EventId id) implements EventRefusal {}

    /** Events of this type do not begin like that. */
    record CannotBegin(EventType type, EventStatus status) implements EventRefusal {}

    /** Events of this type cannot be simulated. */
    record NotSimulatable(EventType type) implements EventRefusal {}

    /** The time asked for is not in the future. */
    record NotBeforePassed(Instant asked, Instant now) implements EventRefusal {}

    /** 预约重启时间不能超过最晚可预约时间 (guide 3.1). */
    record NotBeforeTooLate(Instant asked, Instant latest) implements EventRefusal {}

    /** The planned time of events of this type is not the user's to move. */
    record NotReschedulable(EventType type) implements EventRefusal {}

    /** Only what is scheduled can be moved. */
    record NotScheduled(EventStatus status) implements EventRefusal {}

    /** Only an inquired event can be accepted. */
    record NotInquiring(EventStatus status) implements EventRefusal {}

    /** A real event cannot be canceled like a simulated one. */
    record NotSimulated() implements EventRefusal {}

    /** What is being executed cannot be taken back. */
    record UnderWay() implements EventRefusal {}

    /** The event is closed. */
    record AlreadyClosed(EventStatus status) implements EventRefusal {}

    /** Another service runs it: it is theirs to change. */
    record RunElsewhere() implements EventRefusal {}
}
