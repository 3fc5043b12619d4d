package io.opsbus.event.rpc.ecs;

import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.decide.EventInput;
import io.opsbus.event.decide.EventRefusal;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.util.List;
import java.util.Optional;

/** {@code CancelSimulatedSystemEvents} (API facts 2.1): Scheduled or Executing simulated events become Canceled. */
final class CancelSimulatedSystemEvents implements Action {
    /** Here, other than elsewhere, with 403 (API facts 2.1). */
    private static final RpcError NO_EVENT =
            new RpcError(403, EventErrors.NO_EVENT.code(), EventErrors.NO_EVENT.message());

    private static final RpcError TOO_MANY =
            new RpcError(400, EventErrors.TOO_MANY_EVENTS.code(), EventErrors.TOO_MANY_EVENTS.message());

    private static final Parameter<List<String>> EVENTS =
            EventParameters.ids("EventId", "event", TOO_MANY).required();
    private static final Declaration DECLARATION = Declaration.writing(
                    EventParameters.VERSION,
                    "CancelSimulatedSystemEvents",
                    "Cancels simulated events that are not over; if one cannot be canceled, none is.")
            .takes(EventParameters.REGION, EVENTS)
            .fails(NO_EVENT, EventErrors.NOT_SIMULATED, EventErrors.INCORRECT_STATUS)
            .end();

    private final EventDesk desk;

    CancelSimulatedSystemEvents(EventDesk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        List<String> named = call.get(EVENTS).stream().distinct().toList();
        for (String text : named) {
            Optional<RpcError> no = refusal(call, text);
            if (no.isPresent()) {
                return new Answer.Refused(no.get());
            }
        }
        for (String text : named) {
            var cancel = new EventInput.CancelSimulated(EventDesk.account(call));
            Optional<EventRefusal> refused = desk.ask(call, "cancel/" + text, new EventId(text), cancel);
            if (refused.isPresent()) {
                return new Answer.Refused(error(refused.get()));
            }
        }
        return Answer.Reply.done();
    }

    private Optional<RpcError> refusal(Call call, String text) {
        Optional<Published> event = EventId.parse(text)
                .flatMap(id -> desk.events().find(EventDesk.account(call), id))
                .filter(found -> found.subject().target().owner().region().equals(call.get(EventParameters.REGION)));
        if (event.isEmpty()) {
            return Optional.of(NO_EVENT);
        }
        if (!event.get().subject().isSimulated()) {
            return Optional.of(EventErrors.NOT_SIMULATED);
        }
        return event.get().cycle() instanceof EventCycle.Closed
                ? Optional.of(error(new EventRefusal.AlreadyClosed(event.get().status())))
                : Optional.empty();
    }

    private static RpcError error(EventRefusal refusal) {
        return refusal instanceof EventRefusal.NoSuchEvent ? NO_EVENT : EventErrors.of(refusal);
    }
}
