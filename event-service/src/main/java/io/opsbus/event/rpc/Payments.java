package io.opsbus.event.rpc;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.Violation;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.decide.EventInput;
import io.opsbus.event.decide.EventInput.Acted;
import io.opsbus.event.fleet.Choice;
import io.opsbus.event.fleet.KnownInstance;
import io.opsbus.event.kind.Cause;
import io.opsbus.event.kind.Deed;
import io.opsbus.event.kind.UserWindow;
import io.opsbus.event.rpc.Request.Body;
import io.opsbus.event.rpc.ecs.EventDesk;
import io.opsbus.event.source.Bill;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An account's balance, as an operator tells it (guide 3.1: 因账号欠费…停止, …释放). Below zero, what it pays as it is used is stopped within
 * the hour and released 15 days later; back at zero, what has not happened yet is avoided.
 */
record Payments(EventDesk desk) {
    private static final Duration USUAL_GRACE = Duration.ofMinutes(30);
    private static final ResourceId NONE = new ResourceId("none");

    /** The balance fell below zero, {@code since} (now) with a {@code grace} (PT30M, at most PT1H). */
    Answer overdue(AccountId account, Body body, Instant now, String requestId) {
        var wrong = new ArrayList<Violation>();
        var form = Form.of(body, wrong);
        Instant since = form.time("since").orElse(now);
        Duration grace = form.duration("grace").orElse(USUAL_GRACE);
        if (grace.isNegative() || grace.compareTo(UserWindow.OVERDUE.longest()) > 0) {
            wrong.add(new Violation("grace", "OutOfRange", "must be PT0S to " + UserWindow.OVERDUE.longest()));
        }
        if (!wrong.isEmpty()) {
            return Problem.INVALID_PARAMETER.answer(requestId, wrong);
        }
        var instances = desk.fleet().chosen(Choice.paidAsUsed(account), MaintenanceOrder.MOST + 1);
        if (instances.size() > MaintenanceOrder.MOST) {
            return Problem.REFUSED.answer(requestId, MaintenanceOrder.TOO_MANY);
        }
        List<SystemEvent> planned = new ArrayList<>();
        for (KnownInstance instance : instances) {
            if (desk.rules().families().haveEvents(instance.terms().instanceType())) {
                for (var event : new Bill.Overdue(instance.target(), since, grace).events()) {
                    changed(event.subject().id(), "overdue/" + since, now, _ -> event)
                            .ifPresent(planned::add);
                }
            }
        }
        return OperatorReply.planned(planned);
    }

    /** The balance is at zero or above again. */
    Answer paid(AccountId account, Instant now, String requestId) {
        List<SystemEvent> avoided = new ArrayList<>();
        for (EventId id : desk.events().pending(account, Cause.ACCOUNT_UNBALANCED)) {
            changed(id, "paid/" + requestId, now, event -> paid(account, event, now))
                    .ifPresent(avoided::add);
        }
        return OperatorReply.planned(avoided);
    }

    /** Of which instance is the event's own knowledge; one that has gone meanwhile is nobody's. */
    private static EventInput paid(AccountId account, @Nullable SystemEvent event, Instant now) {
        ResourceId instance =
                event == null ? NONE : event.subject().target().instanceId().orElse(NONE);
        return new Acted(account, instance, Deed.PAY, Deed.Channel.API, now);
    }

    private Optional<SystemEvent> changed(
            EventId id, String why, Instant now, Function<@Nullable SystemEvent, EventInput> input) {
        var key = ChangeKey.ofRequest("balance/" + why + "/" + id);
        return switch (desk.ledger().change(id, key, event -> desk.decisions().on(event, input.apply(event), now))) {
            case Decision.Accepted<SystemEvent, Decision.Done, EventFact> yes -> Optional.ofNullable(yes.state());
            case Decision.Refused<SystemEvent, Decision.Done, EventFact> _ -> Optional.empty();
        };
    }
}
