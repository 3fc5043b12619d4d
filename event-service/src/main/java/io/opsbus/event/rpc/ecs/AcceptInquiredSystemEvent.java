package io.opsbus.event.rpc.ecs;

import io.opsbus.event.cycle.EventId;
import io.opsbus.event.decide.EventInput;
import io.opsbus.event.decide.EventRefusal;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;
import java.util.Optional;

/** {@code AcceptInquiredSystemEvent} (API facts 2.1): the user consents, and the default operation is carried out. */
final class AcceptInquiredSystemEvent implements Action {
    private static final Declaration DECLARATION = Declaration.writing(
                    EventParameters.VERSION,
                    "AcceptInquiredSystemEvent",
                    "Consents to an event that asks for consent; it is carried out at once.")
            .takes(EventParameters.REGION, EventParameters.EVENT_ID)
            .ignores("Choice")
            .fails(EventErrors.NO_INQUIRY)
            .end();

    private final EventDesk desk;

    AcceptInquiredSystemEvent(EventDesk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        Optional<EventId> id = EventId.parse(call.get(EventParameters.EVENT_ID));
        if (id.isEmpty()) {
            return new Answer.Refused(EventErrors.NO_INQUIRY);
        }
        return desk.ask(call, "accept", id.get(), new EventInput.Accept(EventDesk.account(call)))
                .map(AcceptInquiredSystemEvent::refused)
                .orElseGet(Answer.Reply::done);
    }

    /** Whether there is no such event or none that asks, the contract has one code for it. */
    private static Answer refused(EventRefusal refusal) {
        return refusal instanceof EventRefusal.NoSuchEvent
                ? new Answer.Refused(EventErrors.NO_INQUIRY)
                : EventErrors.refused(refusal);
    }
}
