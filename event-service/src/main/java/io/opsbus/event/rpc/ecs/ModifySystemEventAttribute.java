package io.opsbus.event.rpc.ecs;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.decide.EventInput;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import java.time.Instant;
import java.util.Optional;

/** {@code ModifySystemEventAttribute} (guide 3.1 修改预约重启时间, API facts 2.1): the user moves the planned time. */
final class ModifySystemEventAttribute implements Action {
    private static final Parameter<String> INSTANCE =
            Take.text("InstanceId").names("instance").required();
    private static final Parameter<Instant> NOT_BEFORE =
            Take.time("NotBefore").refusing(403, "InvalidParameter").required();
    private static final Declaration DECLARATION = Declaration.writing(
                    EventParameters.VERSION,
                    "ModifySystemEventAttribute",
                    "Moves the planned time of a scheduled maintenance to an earlier one, at most to 30 minutes before the"
                            + " first plan.")
            .takes(EventParameters.REGION, EventParameters.EVENT_ID, INSTANCE, NOT_BEFORE)
            .fails(EventErrors.NO_EVENT, EventErrors.PASSED, EventErrors.TOO_LATE, EventErrors.INCORRECT_STATUS)
            .end();

    private final EventDesk desk;

    ModifySystemEventAttribute(EventDesk desk) {
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
            return new Answer.Refused(EventErrors.NO_EVENT);
        }
        var reschedule = new EventInput.Reschedule(
                EventDesk.account(call), new ResourceId(call.get(INSTANCE)), call.get(NOT_BEFORE));
        return desk.ask(call, "reschedule", id.get(), reschedule)
                .map(EventErrors::refused)
                .orElseGet(Answer.Reply::done);
    }
}
