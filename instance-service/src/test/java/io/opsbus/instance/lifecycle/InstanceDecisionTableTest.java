package io.opsbus.instance.lifecycle;

import static io.opsbus.instance.Given.ALICE;
import static io.opsbus.instance.Given.ID;
import static io.opsbus.instance.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.DecisionTable;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.Given;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.SystemEventId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.fleet.Duty;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceFact;
import io.opsbus.instance.fleet.InstanceState;
import io.opsbus.instance.fleet.InstanceState.Next;
import io.opsbus.instance.fleet.InstanceState.StoppedMode;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.fleet.Prepaid;
import io.opsbus.instance.fleet.Spot;
import io.opsbus.instance.provider.OperationResult;
import io.opsbus.instance.provider.OperationResult.Reason;
import io.opsbus.instance.provider.Origin;
import io.opsbus.instance.provider.PowerState;
import io.opsbus.instance.provider.ProviderEvent;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every state of an instance with everything that can be asked, told or come due; and what holds for all of them. */
class InstanceDecisionTableTest {
    private static final OperationId OPERATION = new OperationId("i-x.5");
    private static final OperationId BESIDE = new OperationId("i-x.4");
    private static final DiskId DISK = new DiskId("d-1");
    private static final Origin ORIGIN = new Origin(Given.PROVIDER, ID, 1, 7, NOW);
    private static final OperationResult DONE = new OperationResult.Done(2, NOW, null);
    private static final OperationResult FAILED = new OperationResult.Failed(Reason.NO_STOCK, "sold out", NOW);

    private interface Input extends Function<Instance, Decision<Instance, StatusChange, InstanceFact>> {}

    private static Map<String, InstanceState> states() {
        var states = new LinkedHashMap<String, InstanceState>();
        states.put("Pending", new InstanceState.Pending(OPERATION, NOW, true, List.of()));
        states.put("Starting", new InstanceState.Starting(OPERATION, NOW, false));
        states.put("StartingElsewhere", new InstanceState.Starting(OPERATION, NOW, true));
        states.put("Running", new InstanceState.Running());
        states.put("Stopping", stopping(Next.STAY));
        states.put("Rebooting", stopping(Next.RESTART));
        states.put("Redeploying", stopping(Next.REDEPLOY));
        states.put("StoppingToRelease", stopping(Next.RELEASE));
        states.put("Stopped", new InstanceState.Stopped(StoppedMode.KEEP_CHARGING));
        states.put("CreationFailed", new InstanceState.CreationFailed(new SystemEventId("e-1"), NOW, "sold out"));
        states.put("Releasing", new InstanceState.Releasing(OPERATION, NOW));
        return states;
    }

    private static InstanceState stopping(Next next) {
        return new InstanceState.Stopping(OPERATION, NOW, false, next, StoppedMode.KEEP_CHARGING);
    }

    private static Map<String, Input> inputs() {
        var inputs = new LinkedHashMap<String, Input>();
        inputs.put("start", ask(new InstanceRequest.Start()));
        inputs.put("stop", ask(new InstanceRequest.Stop(false, StoppedMode.KEEP_CHARGING)));
        inputs.put("reboot", ask(new InstanceRequest.Reboot(false)));
        inputs.put("redeploy", ask(new InstanceRequest.Redeploy(false)));
        inputs.put("delete", ask(new InstanceRequest.Delete(false, false)));
        inputs.put("delete by force", ask(new InstanceRequest.Delete(true, false)));
        inputs.put("modify", ask(new InstanceRequest.Modify("other", null, null, null, null)));
        inputs.put("renew", ask(new InstanceRequest.Renew(new Prepaid(1, Prepaid.Unit.MONTH))));
        inputs.put("tag", ask(new InstanceRequest.Tag(Tags.of(Map.of("a", "b")))));
        inputs.put("untag", ask(new InstanceRequest.Untag(Set.of("a"))));
        inputs.put("untag all", ask(new InstanceRequest.UntagAll()));
        inputs.put("lock", ask(new InstanceRequest.Lock(Set.of())));
        inputs.put("done", result(DONE));
        inputs.put("failed", result(FAILED));
        inputs.put("went off", event(new ProviderEvent.PowerChanged(ORIGIN, PowerState.OFF)));
        inputs.put("went on", event(new ProviderEvent.PowerChanged(ORIGIN, PowerState.ON)));
        inputs.put("reset inside", event(new ProviderEvent.GuestReset(ORIGIN)));
        inputs.put("crashed inside", event(new ProviderEvent.GuestCrashed(ORIGIN)));
        inputs.put("host lost", event(new ProviderEvent.HostLost(ORIGIN, false)));
        inputs.put(
                "reboot, host lost", i -> Requests.decide(cutOff(i), ALICE, ID, new InstanceRequest.Reboot(true), NOW));
        inputs.put(
                "redeploy, host lost",
                i -> Requests.decide(cutOff(i), ALICE, ID, new InstanceRequest.Redeploy(true), NOW));
        inputs.put("host back", i -> MachineNews.event(cutOff(i), new ProviderEvent.HostRecovered(ORIGIN), NOW));
        inputs.put(
                "capacity reclaimed", i -> MachineNews.event(spot(i, false), new ProviderEvent.Reclaimed(ORIGIN), NOW));
        inputs.put("nothing heard", i -> Alarms.decide(i, rung(Alarm.WATCHDOG), NOW));
        inputs.put("given up", i -> Alarms.decide(i, rung(Alarm.WATCHDOG), NOW.plus(Duration.ofMinutes(16))));
        inputs.put("release due", i -> Alarms.decide(spot(i, true), rung(Alarm.RELEASE), NOW));
        inputs.put("creation failure ends", i -> Alarms.decide(i, rung(Alarm.CREATION_FAILURE_ENDS), NOW));
        for (var work : Duty.Work.values()) {
            inputs.put(
                    "system event: " + work.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    i -> Duties.decide(i, order(work), NOW));
        }
        inputs.put("duty asked for", i -> Alarms.decide(asking(i), rung(Alarm.DUTY), NOW));
        inputs.put("duty not answered", i -> Alarms.decide(asking(i), rung(Alarm.DUTY), NOW.plus(Duration.ofHours(6))));
        inputs.put("duty done", i -> ProviderPolicy.result(asking(i), ID, BESIDE, DONE, NOW));
        inputs.put("duty failed", i -> ProviderPolicy.result(asking(i), ID, BESIDE, FAILED, NOW));
        inputs.put("duty due", i -> Alarms.decide(dutiful(i), rung(Alarm.DUTY), NOW));
        return inputs;
    }

    private static Duties.Order order(Duty.Work work) {
        return new Duties.Order(new SystemEventId("e-2"), ALICE, ID, work, false, NOW, NOW, DISK);
    }

    private static Instance dutiful(Instance instance) {
        var duty = new Duty(new SystemEventId("e-2"), Duty.Work.REBOOT, false, NOW, false, null, null);
        return instance.with(instance.machine().with(duty));
    }

    /** A duty is under way beside the state the instance is in. */
    private static Instance asking(Instance instance) {
        var duty = new Duty(new SystemEventId("e-2"), Duty.Work.ISOLATE_DISK, false, NOW, true, DISK, BESIDE);
        return instance.with(instance.machine().with(duty));
    }

    private static Instance cutOff(Instance instance) {
        return instance.with(instance.machine().hostLost(NOW));
    }

    private static Alarm.Rung rung(Alarm alarm) {
        return new Alarm.Rung(ID, alarm);
    }

    private static Instance spot(Instance instance, boolean announced) {
        var spot = new Spot(Spot.Strategy.AS_PRICE_GO, 0, 0, Spot.Interruption.TERMINATE, announced ? NOW : null);
        return instance.with(instance.terms().withSpot(spot));
    }

    private static Input ask(InstanceRequest request) {
        return instance -> Requests.decide(instance, ALICE, ID, request, NOW);
    }

    private static Input result(OperationResult result) {
        return instance -> ProviderPolicy.result(instance, ID, OPERATION, result, NOW);
    }

    private static Input event(ProviderEvent.OfMachine event) {
        return instance -> MachineNews.event(instance, event, NOW);
    }

    private static DecisionTable<InstanceState, Input> table() {
        return new DecisionTable<>(states(), inputs(), (state, input) -> {
            var instance = Given.instance(state);
            return DecisionTable.outcome(input.apply(instance), instance, one -> nameOf(one.state()));
        });
    }

    private static String nameOf(InstanceState state) {
        if (state instanceof InstanceState.Starting starting && starting.elsewhere()) {
            return "StartingElsewhere";
        }
        return state instanceof InstanceState.Stopping stopping
                ? switch (stopping.next()) {
                    case STAY -> "Stopping";
                    case RESTART -> "Rebooting";
                    case REDEPLOY -> "Redeploying";
                    case RELEASE -> "StoppingToRelease";
                }
                : state.getClass().getSimpleName();
    }

    @Test
    void everyStateIsATestedOne() {
        var tested = states().values().stream().map(Object::getClass).collect(Collectors.toSet());
        var leaves = leaves(InstanceState.class).collect(Collectors.toSet());
        leaves.remove(InstanceState.Deleted.class); // never stored

        assertThat(tested).isEqualTo(leaves);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(t -> leaves(t)) : Stream.of(type);
    }

    @Test
    void everyRequestAndEventIsATestedOne() {
        int requests = InstanceRequest.class.getPermittedSubclasses().length;
        int events = ProviderEvent.OfMachine.class.getPermittedSubclasses().length;

        // delete twice, power twice, two requests to who is cut off, two results, two watchdogs, three other alarms,
        // every
        // work of system events, and four ends of what is asked for beside the state
        assertThat(inputs()).hasSize(requests + 1 + events + 1 + 2 + 2 + 5 + Duty.Work.values().length + 4);
    }

    @Test
    void theTableInTheReadmeIsTheCode() throws IOException {
        String made = table().table();
        assertThat(DecisionTable.inReadme("instance table", made)).isEqualTo(made);
    }

    @Test
    void theDiagramInTheReadmeIsTheCode() throws IOException {
        String made = table().diagram();
        assertThat(DecisionTable.inReadme("instance diagram", made)).isEqualTo(made);
    }

    @Test
    void whoAsksForAnothersInstanceCannotTellItFromNone() {
        states().values().forEach(state -> {
            var instance = Given.instance(state);
            for (var request : List.of(new InstanceRequest.Start(), new InstanceRequest.Delete(true, true))) {
                assertThat(Requests.decide(instance, Given.MALLORY, ID, request, NOW))
                        .isEqualTo(Requests.decide(null, Given.MALLORY, ID, request, NOW));
            }
        });
    }

    @Test
    void everyAcceptedChangeHoldsTheRules() {
        states().forEach((name, state) -> inputs().forEach((asked, input) -> {
            var before = Given.instance(state);
            if (input.apply(before) instanceof Decision.Accepted<Instance, StatusChange, InstanceFact> yes) {
                assertHolds(name + " / " + asked, before, yes);
            }
        }));
    }

    private static void assertHolds(
            String what, Instance before, Decision.Accepted<Instance, StatusChange, InstanceFact> yes) {
        Instance after = yes.state();
        assertThat(yes.facts()).as(what).extracting(InstanceFact::id).doesNotHaveDuplicates();
        if (after != null && after.revision() == before.revision()) {
            assertThat(yes.facts()).as(what).isEmpty();
            return;
        }
        var told = yes.facts().stream()
                .filter(InstanceFact.StateChanged.class::isInstance)
                .map(fact -> ((InstanceFact.StateChanged) fact).status())
                .toList();
        var status = after == null ? InstanceStatus.DELETED : after.status();
        if (status != before.status()) {
            assertThat(told).as(what).endsWith(status);
        }
        assertThat(yes.facts().getLast())
                .as(what)
                .isInstanceOf(after == null ? InstanceFact.Forgotten.class : InstanceFact.Recorded.class);
        if (after != null) {
            assertThat(after.revision()).as(what).isEqualTo(before.revision() + 1);
            if (after.state() instanceof InstanceState.Transitional) {
                assertThat(yes.timers())
                        .as(what + " is watched")
                        .anyMatch(timer ->
                                timer instanceof Timer.Set && timer.key().endsWith("/watchdog"));
            }
        }
    }
}
