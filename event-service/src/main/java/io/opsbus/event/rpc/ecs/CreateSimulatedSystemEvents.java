package io.opsbus.event.rpc.ecs;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.event.decide.EventInput;
import io.opsbus.event.decide.EventRefusal;
import io.opsbus.event.fleet.KnownInstance;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.kind.EventType.Trait;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.Hops;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code CreateSimulatedSystemEvents} (API facts 2.1): events that run their course and touch no instance. */
final class CreateSimulatedSystemEvents implements Action {
    private static final String REASON = "A simulated event.";
    private static final int ID_LENGTH = 20;

    private static final Parameter<EventType> TYPE = EventParameters.word(
                    Take.text("EventType"),
                    Arrays.stream(EventType.values())
                            .filter(type -> type.has(Trait.SIMULATABLE))
                            .map(EventType::word)
                            .toList(),
                    word -> EventType.parse(word).filter(type -> type.has(Trait.SIMULATABLE)))
            .refusing(403, "InvalidParameter")
            .required();
    private static final Parameter<List<String>> INSTANCES = EventParameters.ids(
                    "InstanceId", "instance", EventErrors.TOO_MANY_INSTANCES)
            .required();
    private static final Parameter<Instant> NOT_BEFORE =
            Take.time("NotBefore").refusing(403, "InvalidParameter").required();
    private static final Declaration DECLARATION = Declaration.writing(
                    EventParameters.VERSION,
                    "CreateSimulatedSystemEvents",
                    "Makes one simulated event for each instance; it runs its course and touches nothing.")
            .takes(EventParameters.REGION, TYPE, INSTANCES, NOT_BEFORE)
            .fails(
                    EventErrors.NO_INSTANCE,
                    EventErrors.PASSED,
                    EventErrors.TOO_MANY_SIMULATED,
                    EventErrors.TOO_MANY_INSTANCES,
                    EventErrors.NO_EVENTS_OF_FAMILY,
                    EventErrors.TOLD)
            .end();

    private final EventDesk desk;

    CreateSimulatedSystemEvents(EventDesk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var owner = new Owner(EventDesk.account(call), call.get(EventParameters.REGION));
        Set<ResourceId> named = EventParameters.resources(call.get(INSTANCES));
        Map<ResourceId, KnownInstance> known = desk.fleet().instances(owner, named).stream()
                .collect(Collectors.toMap(KnownInstance::id, Function.identity()));
        Optional<RpcError> no = refusal(call, owner, named, known);
        if (no.isPresent()) {
            return new Answer.Refused(no.get());
        }
        var made = new ArrayList<String>();
        for (ResourceId id : named) {
            KnownInstance instance = known.get(id);
            if (instance == null) {
                throw new IllegalStateException("looked up before: " + id);
            }
            String purpose = "event/" + made.size();
            var event = new EventId(call.fresh().id("e-", purpose, ID_LENGTH));
            var subject = new Subject(event, call.get(TYPE), instance.target(), Origin.SIMULATION, REASON);
            Optional<EventRefusal> refused =
                    desk.ask(call, purpose, event, new EventInput.Simulate(subject, call.get(NOT_BEFORE)));
            if (refused.isPresent()) {
                return EventErrors.refused(refused.get());
            }
            made.add(event.text());
        }
        return new Answer.Reply(
                Tree.build().texts("EventIdSet", "EventId", made).end(), made);
    }

    /** Looked at before anything is made, so that it is all or nothing. */
    private Optional<RpcError> refusal(
            Call call, Owner owner, Set<ResourceId> named, Map<ResourceId, KnownInstance> known) {
        if (!call.hops().equals(Hops.NONE)) {
            // such an event lives for days and tells many times, and does not keep the count
            return Optional.of(EventErrors.TOLD);
        }
        if (!known.keySet().containsAll(named)) {
            return Optional.of(EventErrors.NO_INSTANCE);
        }
        if (!call.get(NOT_BEFORE).isAfter(call.now())) {
            return Optional.of(EventErrors.PASSED);
        }
        boolean haveEvents = known.values().stream()
                .allMatch(instance ->
                        desk.rules().families().haveEvents(instance.terms().instanceType()));
        if (!haveEvents) {
            return Optional.of(EventErrors.NO_EVENTS_OF_FAMILY);
        }
        long open = desk.events().openSimulations(owner.account());
        return open + named.size() > desk.rules().simulations()
                ? Optional.of(EventErrors.TOO_MANY_SIMULATED)
                : Optional.empty();
    }
}
