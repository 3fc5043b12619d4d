package io.opsbus.event.rpc;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.decide.EventInput;
import io.opsbus.event.decide.EventInput.Beginning;
import io.opsbus.event.decide.EventRefusal;
import io.opsbus.event.fleet.KnownDisk;
import io.opsbus.event.fleet.KnownInstance;
import io.opsbus.event.fleet.Upkeep;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.rpc.MaintenanceOrder.Instances;
import io.opsbus.event.rpc.ecs.EventDesk;
import io.opsbus.event.source.Rollout;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Maintenance as operators plan and take it back. All instances are looked up before anything is planned. */
record Plans(EventDesk desk) {

    /** Whom an order is about, or why nobody. */
    private sealed interface Found {
        record Targets(List<Target.OfInstance> all) implements Found {}

        record Nobody(String sentence) implements Found {}
    }

    Answer plan(MaintenanceOrder order, Instant now, String requestId) {
        return switch (withDisk(order, find(order.of()))) {
            case Found.Nobody(String sentence) -> Problem.REFUSED.answer(requestId, sentence);
            case Found.Targets(var targets) -> plan(order, targets, now, requestId);
        };
    }

    /** The disk must hang on the instance, as far as the bus has told. */
    private Found withDisk(MaintenanceOrder order, Found found) {
        ResourceId disk = order.disk();
        if (disk == null || !(found instanceof Found.Targets(var all))) {
            return found;
        }
        var target = all.getFirst();
        return desk.fleet().disks(target.owner(), Set.of(disk)).stream()
                .map(KnownDisk::place)
                .filter(place -> place != null && place.instance().equals(target.instance()))
                .<Found>map(place -> new Found.Targets(List.of(new Target.OfInstance(
                        target.owner(), target.instance(), target.name(), new Target.DiskRef(disk, place.device())))))
                .findFirst()
                .orElseGet(() -> new Found.Nobody("Disk " + disk + " is not on instance " + target.instance() + "."));
    }

    private Found find(Instances of) {
        return switch (of) {
            case Instances.Named(var ids) -> named(ids);
            case Instances.Chosen(var choice) ->
                those(
                        desk.fleet().chosen(choice, MaintenanceOrder.MOST + 1),
                        "No instance of the account fits that has system events.");
            case Instances.OnHost(String host) ->
                those(
                        desk.fleet().onHost(host, MaintenanceOrder.MOST + 1),
                        "No instance that has system events runs on host " + host + ".");
        };
    }

    private Found those(List<KnownInstance> chosen, String nobody) {
        if (chosen.size() > MaintenanceOrder.MOST) {
            return new Found.Nobody(MaintenanceOrder.TOO_MANY);
        }
        var targets = chosen.stream()
                .filter(this::hasEvents)
                .map(KnownInstance::target)
                .toList();
        return targets.isEmpty() ? new Found.Nobody(nobody) : new Found.Targets(targets);
    }

    private Found named(Set<ResourceId> ids) {
        List<Target.OfInstance> targets = new ArrayList<>();
        for (ResourceId id : ids) {
            Optional<KnownInstance> known = desk.fleet().anyInstance(id);
            if (known.isEmpty()) {
                return new Found.Nobody("There is no instance " + id + ".");
            }
            if (!hasEvents(known.get())) {
                return new Found.Nobody("Instances of the family of " + id + " have no system events.");
            }
            targets.add(known.get().target());
        }
        return new Found.Targets(targets);
    }

    private boolean hasEvents(KnownInstance instance) {
        return desk.rules().families().haveEvents(instance.terms().instanceType());
    }

    private Answer plan(MaintenanceOrder order, List<Target.OfInstance> targets, Instant now, String requestId) {
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

    private List<? extends Beginning> beginnings(MaintenanceOrder order, List<Target.OfInstance> targets) {
        Instant notBefore = order.notBefore();
        var wishes = desk.fleet()
                .upkeep(targets.stream().map(Target.OfInstance::instance).collect(Collectors.toSet()));
        if (notBefore != null) {
            return new Rollout(order.request(), order.type(), notBefore, order.rate(), order.reason())
                    .over(targets, wishes);
        }
        return targets.stream()
                .map(target -> new EventInput.Inquire(new Subject(
                        EventId.derived(order.request() + "/" + target.instance()),
                        wishes.getOrDefault(target.instance(), Upkeep.USUAL)
                                .instead(order.type(), EventStatus.INQUIRING),
                        target,
                        Origin.OPERATOR,
                        order.reason())))
                .toList();
    }

    Answer withdraw(EventId id, Instant now, String requestId) {
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
