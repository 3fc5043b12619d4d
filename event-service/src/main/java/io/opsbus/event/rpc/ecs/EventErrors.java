package io.opsbus.event.rpc.ecs;

import io.opsbus.event.decide.EventRefusal;
import io.opsbus.rpc.Hops;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.time.temporal.ChronoUnit;

/**
 * What callers hear for each "no" about system events: codes and statuses of API facts 2.1. ASSUMED: those of
 * ModifySystemEventAttribute, which lists none, and of events that are closed or run elsewhere.
 */
public final class EventErrors {
    static final RpcError NO_EVENT =
            new RpcError(404, "InvalidEventId.NotFound", "The specified event does not exist.");
    static final RpcError NO_INQUIRY = new RpcError(
            404, "InvalidEventId.NoInquiringEventFound", "There is no such event that waits for your consent.");
    public static final RpcError NO_INSTANCE =
            new RpcError(404, "InvalidInstanceId.NotFound", "The specified instance does not exist.");
    static final RpcError NOT_SIMULATED = new RpcError(
            403,
            "CannotCancelSystemEvent.NotSimulated",
            "Only events made by CreateSimulatedSystemEvents are canceled.");
    static final RpcError PASSED =
            new RpcError(403, "InvalidNotBefore.Passed", "The specified NotBefore is not in the future.");
    static final RpcError TOO_LATE = new RpcError(
            403, "InvalidNotBefore.TooLate", "The specified NotBefore is later than the latest time allowed.");
    static final RpcError TOO_MANY_SIMULATED = new RpcError(
            403, "SimulatedEventLimitExceeded", "The account has as many open simulated events as it may have.");
    static final RpcError END_BEFORE_START =
            new RpcError(403, "InvalidParameter.TimeEndBeforeStart", "The end of a time range lies before its start.");
    static final RpcError TOO_MANY_EVENTS =
            new RpcError(403, "EventIdLimitExceeded", "At most 100 event ids may be given.");
    public static final RpcError TOO_MANY_INSTANCES =
            new RpcError(403, "InstanceIdLimitExceeded", "At most 100 instance ids may be given.");
    static final RpcError TOO_MANY_DISKS =
            new RpcError(403, "DiskIdLimitExceeded", "At most 100 disk ids may be given.");
    static final RpcError NO_EVENTS_OF_FAMILY = new RpcError(
            403, "OperationDenied.InstanceTypeNotSupported", "Instances of this family have no system events.");
    static final RpcError TOLD = new RpcError(
            Hops.TOO_MANY.status(),
            Hops.TOO_MANY.code(),
            "The header " + Hops.HEADER
                    + " says that a notifier has told this: no events are simulated on that account.");
    static final RpcError INCORRECT_STATUS = incorrect("another one");

    private EventErrors() {}

    static Answer refused(EventRefusal refusal) {
        return new Answer.Refused(of(refusal));
    }

    static RpcError of(EventRefusal refusal) {
        return switch (refusal) {
            case EventRefusal.NoSuchEvent _ -> NO_EVENT;
            case EventRefusal.NotInquiring _ -> NO_INQUIRY;
            case EventRefusal.NotSimulated _ -> NOT_SIMULATED;
            case EventRefusal.NotBeforePassed _ -> PASSED;
            case EventRefusal.NotBeforeTooLate(var _, var latest) ->
                new RpcError(
                        TOO_LATE.status(),
                        TOO_LATE.code(),
                        "The specified NotBefore must be at most " + latest.truncatedTo(ChronoUnit.SECONDS) + ".");
            case EventRefusal.NotScheduled(var status) -> incorrect(status.word());
            case EventRefusal.AlreadyClosed(var status) -> incorrect(status.word());
            case EventRefusal.UnderWay _ -> incorrect("Executing");
            case EventRefusal.NotReschedulable(var type) ->
                new RpcError(
                        403,
                        "InvalidEventType.NotSupported",
                        "The planned time of " + type.word() + " cannot be changed.");
            case EventRefusal.NotSimulatable _, EventRefusal.CannotBegin _ ->
                new RpcError(403, "InvalidParameter", "Events of this type cannot be made like this.");
            case EventRefusal.IdTaken _ -> new RpcError(409, "OperationConflict", "There is another event of this id.");
            case EventRefusal.RunElsewhere _ ->
                new RpcError(
                        403, "OperationConflict", "The event is carried out elsewhere and cannot be changed here.");
        };
    }

    private static RpcError incorrect(String status) {
        return new RpcError(
                403, "IncorrectEventStatus", "The current status of the event, " + status + ", does not allow this.");
    }
}
