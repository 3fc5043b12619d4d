package io.opsbus.instance.disk;

import static io.opsbus.instance.Given.ALICE;
import static io.opsbus.instance.Given.ID;
import static io.opsbus.instance.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.DecisionTable;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.Given;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.disk.DiskFact.Kind;
import io.opsbus.instance.fleet.InstanceState;
import io.opsbus.instance.fleet.InstanceState.StoppedMode;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.provider.OperationResult;
import io.opsbus.instance.provider.OperationResult.Reason;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiskDecisionTableTest {
    private static final DiskId DISK = new DiskId("d-bp1bwa00000009ol4mi");
    private static final OperationId OPERATION = new OperationId("d-x.5");
    private static final SnapshotId SNAPSHOT = new SnapshotId("s-1");
    private static final DiskState.InUse IN_USE = new DiskState.InUse(Given.at(ID), NOW);

    private interface Input extends Function<Disk, Decision<Disk, Done, DiskFact>> {}

    private static Map<String, DiskState> states() {
        var states = new LinkedHashMap<String, DiskState>();
        states.put("Creating", new DiskState.Creating(OPERATION, NOW, null));
        states.put("Available", new DiskState.Available());
        states.put("Attaching", new DiskState.Attaching(OPERATION, NOW, Given.at(ID)));
        states.put("InUse", IN_USE);
        states.put("Detaching", new DiskState.Detaching(OPERATION, NOW, IN_USE));
        states.put("ReIniting", new DiskState.ReIniting(OPERATION, NOW, SNAPSHOT, IN_USE));
        states.put("Deleting", new DiskState.Deleting(OPERATION, NOW));
        return states;
    }

    private static Map<String, Input> inputs() {
        var target = new AttachTarget(
                Given.instance(new InstanceState.Stopped(StoppedMode.KEEP_CHARGING)), Set.of("/dev/xvda"));
        var inputs = new LinkedHashMap<String, Input>();
        inputs.put("attach", ask(new DiskRequest.Attach(target, false)));
        inputs.put("detach", ask(new DiskRequest.Detach(target)));
        inputs.put("delete", ask(new DiskRequest.Delete()));
        inputs.put("reset", ask(new DiskRequest.Reset(SNAPSHOT, InstanceStatus.STOPPED)));
        inputs.put("tag", ask(new DiskRequest.Tag(Tags.of(Map.of("a", "b")))));
        inputs.put("untag", ask(new DiskRequest.Untag(Set.of("a"))));
        inputs.put("untag all", ask(new DiskRequest.UntagAll()));
        inputs.put("isolated", ask(new DiskRequest.Isolated(ID)));
        inputs.put("emptied", ask(new DiskRequest.Emptied(ID)));
        inputs.put("instance gone", ask(new DiskRequest.InstanceGone(ID)));
        inputs.put("done", result(new OperationResult.Done(0, NOW, null)));
        inputs.put("failed", result(new OperationResult.Failed(Reason.BROKEN, "", NOW)));
        inputs.put("nothing heard", disk -> DiskWatch.rung(disk, DISK, NOW));
        inputs.put("given up", disk -> DiskWatch.rung(disk, DISK, NOW.plus(Duration.ofMinutes(16))));
        return inputs;
    }

    private static Input ask(DiskRequest request) {
        return disk -> DiskRequests.decide(disk, ALICE, DISK, request, NOW);
    }

    private static Input result(OperationResult result) {
        return disk -> DiskResults.decide(disk, DISK, OPERATION, result, NOW);
    }

    private static DecisionTable<DiskState, Input> table() {
        return new DecisionTable<>(states(), inputs(), (state, input) -> {
            var disk = Given.disk(DISK, state);
            return DecisionTable.outcome(
                    input.apply(disk), disk, one -> one.state().getClass().getSimpleName());
        });
    }

    @Test
    void everyStateAndRequestIsATestedOne() {
        var tested = states().values().stream().map(Object::getClass).collect(Collectors.toSet());
        var leaves = leaves(DiskState.class).collect(Collectors.toSet());
        leaves.remove(DiskState.Deleted.class); // never stored

        assertThat(tested).isEqualTo(leaves);
        assertThat(inputs()).hasSize(DiskRequest.class.getPermittedSubclasses().length + 4);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(t -> leaves(t)) : Stream.of(type);
    }

    @Test
    void theTableInTheReadmeIsTheCode() throws IOException {
        String made = table().table();
        assertThat(DecisionTable.inReadme("disk table", made)).isEqualTo(made);
    }

    @Test
    void theDiagramInTheReadmeIsTheCode() throws IOException {
        String made = table().diagram();
        assertThat(DecisionTable.inReadme("disk diagram", made)).isEqualTo(made);
    }

    @Test
    void anAttemptToAttachIsToldHoweverItEnds() {
        var attaching = Given.disk(DISK, new DiskState.Attaching(OPERATION, NOW, Given.at(ID)));

        assertThat(told(result(new OperationResult.Done(0, NOW, null)).apply(attaching)))
                .containsExactly(Kind.ATTACH + " true");
        assertThat(told(result(new OperationResult.Failed(Reason.BROKEN, "", NOW))
                        .apply(attaching)))
                .containsExactly(Kind.ATTACH + " false");
    }

    private static List<String> told(Decision<Disk, Done, DiskFact> decision) {
        return ((Decision.Accepted<Disk, Done, DiskFact>) decision)
                .facts().stream()
                        .filter(DiskFact.OperationCompleted.class::isInstance)
                        .map(DiskFact.OperationCompleted.class::cast)
                        .map(fact -> fact.operation() + " " + fact.accomplished())
                        .toList();
    }

    @Test
    void theFirstFreeDeviceIsTaken() {
        var instance = Given.instance(new InstanceState.Running());
        var target = new AttachTarget(instance, Set.of("/dev/xvda", "/dev/xvdb", "/dev/xvdd"));

        var decision = ask(new DiskRequest.Attach(target, false)).apply(Given.disk(DISK, new DiskState.Available()));

        var yes = (Decision.Accepted<Disk, Done, DiskFact>) decision;
        assertThat(yes.state())
                .isNotNull()
                .extracting(disk -> disk.state().attachment())
                .isEqualTo(Optional.of(new Attachment(ID, "/dev/xvdc")));
    }
}
