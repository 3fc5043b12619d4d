package io.opsbus.instance.control;

import static io.opsbus.instance.Given.ALICE;
import static io.opsbus.instance.Given.MALLORY;
import static io.opsbus.instance.Given.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Tags;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceFact;
import io.opsbus.instance.fleet.InstanceFact.EventStatus;
import io.opsbus.instance.fleet.InstanceState.StoppedMode;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.fleet.Spot;
import io.opsbus.instance.fleet.Terms;
import io.opsbus.instance.lifecycle.Alarm;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.lifecycle.NewInstance;
import io.opsbus.instance.lifecycle.StatusChange;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.provider.Capture;
import io.opsbus.instance.provider.CaptureKind;
import io.opsbus.instance.provider.simulated.Conditions;
import io.opsbus.instance.provider.simulated.Conditions.Scarcity;
import io.opsbus.instance.provider.simulated.Mishap;
import io.opsbus.instance.query.InstanceFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final InstanceRequest STOP = new InstanceRequest.Stop(false, StoppedMode.KEEP_CHARGING);
    private static final InstanceRequest START = new InstanceRequest.Start();

    private static InstanceId id(int n) {
        return InstanceId.derived("fleet-test/" + n);
    }

    private static void run(FleetInMemory one, NewInstance... orders) {
        var ignored = one.fleet.instances().launch(List.of(orders), one.key(), one.clock.instant());
    }

    private static FleetInMemory running() {
        var one = new FleetInMemory();
        run(one, Given.order(id(1)));
        one.settle();
        return one;
    }

    private static Answer<StatusChange> ask(FleetInMemory one, InstanceRequest request) {
        return one.fleet.instances().ask(ALICE, id(1), request, one.key(), one.clock.instant());
    }

    private static Answer<Capture.Taken> screenshot(FleetInMemory one) {
        return one.fleet.instances().capture(ALICE, id(1), CaptureKind.SCREENSHOT, one.clock.instant());
    }

    private static InstanceStatus status(FleetInMemory one) {
        return one.fleet.instances().find(ALICE, id(1)).map(Instance::status).orElse(InstanceStatus.DELETED);
    }

    @Test
    void anOrderedInstanceComesToRun() {
        var one = new FleetInMemory();
        run(one, Given.order(id(1)));

        assertThat(status(one)).isEqualTo(InstanceStatus.PENDING);

        one.settle();

        assertThat(status(one)).isEqualTo(InstanceStatus.RUNNING);
        assertThat(one.told(id(1))).containsExactly("Pending", "Starting", "Running");
        assertThat(one.fleet.instances().find(ALICE, id(1))).hasValueSatisfying(instance -> {
            assertThat(instance.network().privateIp()).isEqualTo("172.16.0.1");
            assertThat(instance.machine().incarnation()).isEqualTo(1);
            assertThat(instance.machine().startedAt()).isNotNull();
        });
    }

    @Test
    void stoppingStartingAndRebootingAreToldStepByStep() {
        var one = running();

        assertThat(ask(one, STOP))
                .isEqualTo(new Answer.Yes<>(new StatusChange(InstanceStatus.RUNNING, InstanceStatus.STOPPING)));
        one.settle();
        var started = ask(one, START);
        one.settle();
        var rebooted = ask(one, new InstanceRequest.Reboot(true));
        one.settle();

        assertThat(List.of(started, rebooted)).allMatch(Answer.Yes.class::isInstance);
        assertThat(one.told(id(1)))
                .containsExactly(
                        "Pending",
                        "Starting",
                        "Running",
                        "Stopping",
                        "Stopped",
                        "Starting",
                        "Running",
                        "Stopping",
                        "Starting",
                        "Running");
    }

    @Test
    void aRequestHeardTwiceIsDoneOnceAndAnsweredTheSame() {
        var one = running();
        var key = one.key();
        var now = one.clock.instant();
        var first = one.fleet.instances().ask(ALICE, id(1), STOP, key, now);
        one.settle();
        var again = one.fleet.instances().ask(ALICE, id(1), STOP, key, now);

        assertThat(again).isEqualTo(first);
        assertThat(one.told(id(1))).endsWith("Running", "Stopping", "Stopped");
    }

    @Test
    void anotherAccountFindsNothing() {
        var one = running();
        var answer = one.fleet.instances().ask(MALLORY, id(1), STOP, one.key(), one.clock.instant());

        assertThat(answer).isEqualTo(new Answer.No<>(new FleetRefusal.NotFound(ResourceKind.INSTANCE, id(1).text())));
        assertThat(one.fleet.instances().find(MALLORY, id(1))).isEmpty();
        assertThat(one.fleet.instances().wouldRefuse(MALLORY, id(1), STOP, one.clock.instant()))
                .isPresent();
        assertThat(status(one)).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    void whatWouldBeRefusedIsToldWithoutBeingAsked() {
        var one = running();

        assertThat(one.fleet.instances().wouldRefuse(ALICE, id(1), START, one.clock.instant()))
                .contains(new FleetRefusal.IncorrectInstanceStatus(id(1), "Running"));
        assertThat(one.fleet.instances().wouldRefuse(ALICE, id(1), STOP, one.clock.instant()))
                .isEmpty();
        assertThat(status(one)).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    void aDeletedInstanceIsGoneAtOnceAndToldOnceItIs() {
        var one = running();
        var no = ask(one, new InstanceRequest.Delete(false, false));
        var yes = ask(one, new InstanceRequest.Delete(true, false));

        assertThat(no).isInstanceOf(Answer.No.class);
        assertThat(yes).isInstanceOf(Answer.Yes.class);
        assertThat(status(one)).isEqualTo(InstanceStatus.STOPPING);

        one.settle();

        assertThat(status(one)).isEqualTo(InstanceStatus.DELETED);
        assertThat(one.told(id(1))).endsWith("Running", "Stopping", "Stopped", "Deleted");
        assertThat(one.facts(InstanceFact.Forgotten.class)).hasSize(1);
    }

    @Test
    void ofOneBatchSomeSucceedAndSomeEndAsTheGuideSays() {
        var one = new FleetInMemory(Conditions.FAIR.with(new Scarcity(Map.of(), 2)));
        var ids = IntStream.rangeClosed(1, 3).mapToObj(FleetTest::id).toList();
        run(one, ids.stream().map(Given::order).toArray(NewInstance[]::new));
        one.settle();

        assertThat(one.fleet
                        .instances()
                        .list(SCOPE, InstanceFilter.ALL, Paging.first(10))
                        .total())
                .isEqualTo(2);
        var failed = one.facts(InstanceFact.CreationFailure.class);
        assertThat(failed).extracting(InstanceFact.CreationFailure::status).containsExactly(EventStatus.EXECUTING);
        var loser = failed.getFirst().subject().id();
        assertThat(one.told(loser)).containsExactly("Pending", "Stopped");

        one.pass(Alarm.CREATION_FAILURE);

        assertThat(one.facts(InstanceFact.CreationFailure.class))
                .extracting(InstanceFact.CreationFailure::status)
                .containsExactly(EventStatus.EXECUTING, EventStatus.EXECUTED);
        assertThat(one.told(loser)).containsExactly("Pending", "Stopped", "Deleted");
        assertThat(one.fleet.instances().find(ALICE, loser)).isEmpty();
    }

    @Test
    void whatAProviderDidAndDidNotTellIsAskedForAgain() {
        var one = new FleetInMemory(Conditions.FAIR.withFaults(0, 1, 1));
        run(one, Given.order(id(1)));
        one.settle();

        assertThat(status(one)).isEqualTo(InstanceStatus.PENDING);

        one.pass(Alarm.ASK_AGAIN);
        assertThat(status(one)).isEqualTo(InstanceStatus.STARTING);
        one.pass(Alarm.ASK_AGAIN);
        assertThat(status(one)).isEqualTo(InstanceStatus.RUNNING);
        assertThat(one.told(id(1))).containsExactly("Pending", "Starting", "Running");
    }

    @Test
    void whatWasUnderWayAtTheEndOfAProcessGoesOnInTheNext() {
        var one = running();
        run(one, Given.order(id(2)));
        assertThat(ask(one, STOP)).isInstanceOf(Answer.Yes.class);
        one.restart(Conditions.FAIR);
        one.settle();

        assertThat(status(one)).isEqualTo(InstanceStatus.STOPPED);
        assertThat(one.told(id(2))).containsExactly("Pending", "Starting", "Running");
        assertThat(ask(one, START)).isInstanceOf(Answer.Yes.class);
        one.settle();
        assertThat(one.fleet.instances().find(ALICE, id(1)))
                .hasValueSatisfying(
                        instance -> assertThat(instance.machine().incarnation()).isEqualTo(2));
        assertThat(one.fleet.instances().find(ALICE, id(2)))
                .hasValueSatisfying(
                        instance -> assertThat(instance.network().privateIp()).isEqualTo("172.16.0.2"));
    }

    @Test
    void whatAMachineDoesByItselfIsTold() {
        var one = running();
        one.provider.befall(id(1), Mishap.POWERED_OFF);
        assertThat(status(one)).isEqualTo(InstanceStatus.STOPPED);
        one.provider.befall(id(1), Mishap.POWERED_ON);
        one.provider.befall(id(1), Mishap.CRASH);

        assertThat(status(one)).isEqualTo(InstanceStatus.RUNNING);
        assertThat(one.told(id(1))).endsWith("Running", "Stopped", "Starting", "Running");
        assertThat(one.fleet.instances().find(ALICE, id(1)))
                .hasValueSatisfying(
                        instance -> assertThat(instance.machine().incarnation()).isEqualTo(3));
    }

    @Test
    void aReclaimedSpotInstanceIsAnnouncedFiveMinutesAheadAndGoes() {
        var one = new FleetInMemory();
        var order = Given.order(id(1));
        var terms = Terms.payAsYouGo()
                .withSpot(new Spot(Spot.Strategy.AS_PRICE_GO, 0, 1, Spot.Interruption.TERMINATE, null));
        run(
                one,
                new NewInstance(
                        order.identity(),
                        order.labels(),
                        order.hardware(),
                        order.network(),
                        terms,
                        order.provider(),
                        true,
                        order.disks()));
        one.settle();
        one.provider.befall(id(1), Mishap.RECLAIMED);
        one.provider.befall(id(1), Mishap.RECLAIMED);

        assertThat(one.facts(InstanceFact.PreemptionNoticed.class)).hasSize(1);

        one.pass(Duration.ofMinutes(4));
        assertThat(status(one)).isEqualTo(InstanceStatus.RUNNING);
        one.pass(Duration.ofMinutes(1));
        assertThat(one.told(id(1))).endsWith("Stopping", "Stopped", "Deleted");
    }

    @Test
    void consoleAndScreenAreSeenOfARunningInstanceOnly() {
        var one = running();
        var text = one.fleet.instances().capture(ALICE, id(1), CaptureKind.CONSOLE_OUTPUT, one.clock.instant());
        var picture = one.fleet.instances().capture(ALICE, id(1), CaptureKind.SCREENSHOT, one.clock.instant());

        assertThat(text).isInstanceOf(Answer.Yes.class);
        assertThat(picture).isInstanceOf(Answer.Yes.class);
        assertThat(one.fleet.instances().capture(MALLORY, id(1), CaptureKind.SCREENSHOT, one.clock.instant()))
                .isInstanceOf(Answer.No.class);

        assertThat(ask(one, STOP)).isInstanceOf(Answer.Yes.class);
        assertThat(one.fleet.instances().capture(ALICE, id(1), CaptureKind.SCREENSHOT, one.clock.instant()))
                .isEqualTo(new Answer.No<>(new FleetRefusal.IncorrectInstanceStatus(id(1), "Stopping")));
    }

    /** API action GetInstanceScreenshot. */
    @Test
    void aSecondScreenshotHasToWaitTenSeconds() {
        var one = running();
        assertThat(screenshot(one)).isInstanceOf(Answer.Yes.class);
        one.clock.advance(Duration.ofMillis(9_999));
        assertThat(screenshot(one)).isEqualTo(new Answer.No<>(new FleetRefusal.TooSoon(id(1))));
        one.clock.advance(Duration.ofMillis(1));
        assertThat(screenshot(one)).isInstanceOf(Answer.Yes.class);
    }

    @Test
    void tagsAreSetOnAllOrOnNone() {
        var one = running();
        var add = new TagDesk.Tagging.Add(Tags.of(Map.of("env", "test")));
        var both = List.of(id(1).text(), id(2).text());
        var no = one.fleet.tags().tag(SCOPE, ResourceKind.INSTANCE, both, add, one.key(), one.clock.instant());

        assertThat(no).contains(new FleetRefusal.NotFound(ResourceKind.INSTANCE, id(2).text()));
        assertThat(one.fleet.instances().find(ALICE, id(1)).map(i -> i.labels().tags()))
                .contains(Tags.NONE);

        run(one, Given.order(id(2)));
        var yes = one.fleet.tags().tag(SCOPE, ResourceKind.INSTANCE, both, add, one.key(), one.clock.instant());
        assertThat(yes).isEmpty();
        var remove = new TagDesk.Tagging.Remove(Set.of("env"));
        assertThat(one.fleet
                        .tags()
                        .tag(SCOPE, ResourceKind.INSTANCE, both.subList(0, 1), remove, one.key(), one.clock.instant()))
                .isEmpty();
        assertThat(one.fleet.instances().find(ALICE, id(2)).map(i -> i.labels().tags()))
                .contains(Tags.of(Map.of("env", "test")));
        assertThat(one.fleet.instances().find(ALICE, id(1)).map(i -> i.labels().tags()))
                .contains(Tags.NONE);
    }
}
