package io.opsbus.event.rpc;

import io.opsbus.event.ResourceId;
import io.opsbus.event.Violation;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.decide.EventInput;
import io.opsbus.event.decide.EventInput.Beginning;
import io.opsbus.event.decide.EventRefusal;
import io.opsbus.event.fleet.KnownInstance;
import io.opsbus.event.rpc.ecs.EventDesk;
import io.opsbus.event.source.Rollout;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.rpc.identity.OperatorToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What operators plan and take back; for who shows the operator's token from this machine. Forms in, JSON out.
 *
 * <pre>
 * POST /admin/maintenance                      instance=, type=, [not-before=, rate=, reason=, request=]
 * POST /admin/maintenance/{event id}/withdraw
 * </pre>
 *
 * Without {@code not-before} the users are asked for their consent. All instances are looked up before anything is planned.
 */
public final class OperatorDoor {
    private static final String PATH = "/admin/maintenance";
    private static final String WITHDRAW = "/withdraw";

    private final OperatorToken token;
    private final EventDesk desk;
    private final InstantSource clock;

    /** A door for who shows this token. */
    public OperatorDoor(OperatorToken token, EventDesk desk, InstantSource clock) {
        this.token = token;
        this.desk = desk;
        this.clock = clock;
    }

    /** Whether a path is one of these. */
    static boolean isAt(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    Answer answer(Request request, String requestId) {
        if (!token.isShownBy(request.header("authorization").orElse(""))) {
            return Problem.UNAUTHORIZED.answer(requestId);
        }
        if (!request.method().equals("POST")) {
            return Problem.METHOD_NOT_ALLOWED.answer(requestId).with("Allow", "POST");
        }
        if (request.path().equals(PATH)) {
            return switch (MaintenanceOrder.read(request.body(), requestId)) {
                case MaintenanceOrder.Reading.Understood(MaintenanceOrder order) -> plan(order, requestId);
                case MaintenanceOrder.Reading.Wrong(List<Violation> why) ->
                    Problem.INVALID_PARAMETER.answer(requestId, why);
            };
        }
        String rest = request.path().substring(PATH.length() + 1);
        Optional<EventId> event = rest.endsWith(WITHDRAW)
                ? EventId.parse(rest.substring(0, rest.length() - WITHDRAW.length()))
                : Optional.empty();
        return event.map(id -> withdraw(id, requestId)).orElseGet(() -> Problem.NOT_FOUND.answer(requestId));
    }

    private Answer plan(MaintenanceOrder order, String requestId) {
        List<Target.OfInstance> targets = new ArrayList<>();
        for (ResourceId id : order.instances()) {
            Optional<KnownInstance> known = desk.fleet().anyInstance(id);
            if (known.isEmpty()) {
                return Problem.REFUSED.answer(requestId, "There is no instance " + id + ".");
            }
            if (!desk.rules().families().haveEvents(known.get().terms().instanceType())) {
                return Problem.REFUSED.answer(
                        requestId, "Instances of the family of " + id + " have no system events.");
            }
            targets.add(known.get().target());
        }
        Instant now = clock.instant();
        List<SystemEvent> planned = new ArrayList<>();
        for (Beginning beginning : beginnings(order, targets)) {
            var id = beginning.subject().id();
            var key = ChangeKey.ofRequest("operator/" + order.request() + "/" + id);
            switch (desk.ledger().change(id, key, event -> desk.decisions().on(event, beginning, now))) {
                case Decision.Refused<SystemEvent, Done, EventFact>(var refusal) -> {
                    return Problem.REFUSED.answer(requestId, sentence(refusal));
                }
                case Decision.Accepted<SystemEvent, Done, EventFact> yes ->
                    Optional.ofNullable(yes.state()).ifPresent(planned::add);
            }
        }
        return OperatorReply.planned(planned);
    }

    private static List<? extends Beginning> beginnings(MaintenanceOrder order, List<Target.OfInstance> targets) {
        Instant notBefore = order.notBefore();
        if (notBefore != null) {
            return new Rollout(order.request(), order.type(), notBefore, order.rate(), order.reason()).over(targets);
        }
        return targets.stream()
                .map(target -> new EventInput.Inquire(new Subject(
                        EventId.derived(order.request() + "/" + target.instance()),
                        order.type(),
                        target,
                        Origin.OPERATOR,
                        order.reason())))
                .toList();
    }

    private Answer withdraw(EventId id, String requestId) {
        Instant now = clock.instant();
        var key = ChangeKey.ofRequest("operator/" + requestId + "/" + id);
        var decision =
                desk.ledger().change(id, key, event -> desk.decisions().on(event, new EventInput.Withdraw(), now));
        return switch (decision) {
            case Decision.Refused<SystemEvent, Done, EventFact>(var refusal) ->
                Problem.REFUSED.answer(requestId, sentence(refusal));
            case Decision.Accepted<SystemEvent, Done, EventFact> _ -> OperatorReply.withdrawn(id);
        };
    }

    private static String sentence(Object refusal) {
        return refusal instanceof EventRefusal known
                ? switch (known) {
                    case EventRefusal.NoSuchEvent _ -> "There is no such event.";
                    case EventRefusal.CannotBegin(var type, var status) ->
                        type.word() + " cannot begin as " + status.word() + ".";
                    case EventRefusal.NotBeforePassed(var asked, var _) -> asked + " has passed.";
                    case EventRefusal.IdTaken _ -> "This request has planned another event already.";
                    case EventRefusal.UnderWay _ -> "It is being executed.";
                    case EventRefusal.AlreadyClosed(var status) -> "It is " + status.word() + " already.";
                    case EventRefusal.RunElsewhere _ -> "Another service runs it.";
                    case EventRefusal.NotBeforeTooLate _,
                            EventRefusal.NotReschedulable _,
                            EventRefusal.NotScheduled _,
                            EventRefusal.NotInquiring _,
                            EventRefusal.NotSimulated _,
                            EventRefusal.NotSimulatable _ -> "The event does not allow this.";
                }
                : String.valueOf(refusal);
    }
}
