package io.opsbus.event.bus.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.ResourceId;
import io.opsbus.event.bus.AvroRecords;
import io.opsbus.event.bus.ListedLedger;
import io.opsbus.event.bus.NoticeNames;
import io.opsbus.event.bus.SystemEventFacts;
import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.decide.EventDecisions;
import io.opsbus.event.decide.EventInput;
import io.opsbus.event.decide.EventInput.Outcome;
import io.opsbus.event.decide.Sample;
import io.opsbus.event.fleet.FleetNews;
import io.opsbus.event.fleet.InMemoryKnownFleet;
import io.opsbus.event.fleet.KnownFleet.NotedState;
import io.opsbus.event.fleet.KnownInstance;
import io.opsbus.event.fleet.Upkeep;
import io.opsbus.event.kind.Deed;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.kind.Families;
import io.opsbus.event.source.Bill;
import io.opsbus.event.source.ProviderNews;
import io.opsbus.event.source.ProviderNews.HostLost.Disks;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReactionsTest {
    private final SettableClock clock = SettableClock.at(Sample.PUBLISHED);
    private final InMemoryKnownFleet fleet = new InMemoryKnownFleet();
    private final ListedLedger ledger = new ListedLedger(
            new SystemEventFacts(new AvroRecords(new InMemorySchemaRegistry()), NoticeNames.ANNOUNCED), clock);
    private final EventDecisions decisions = new EventDecisions(CycleRules.GUIDE);
    private final Reactions reactions = new Reactions(ledger, decisions, ledger.events(), fleet, Families.GUIDE, clock);
    private final Subject maintenance = Sample.subject(EventType.MAINTENANCE_REBOOT, Origin.OPERATOR);

    @Test
    void aRebootOfTheUserAvoidsAPlannedRebootOnceHoweverOftenItIsTold() {
        running();
        plan();
        stateChanged("Stopping", "fact-1");
        assertThat(status(maintenance.id())).isEqualTo(EventStatus.AVOIDED);
        stateChanged("Stopping", "fact-1");
        stateChanged("Starting", "fact-2");
        stateChanged("Running", "fact-3");
        assertThat(ledger.told()).hasSize(2);
    }

    @Test
    void aStateToldTwiceBeforeAnythingWasNotedChangesNothingTwice() {
        // a crash between reaction and note: the fact comes again
        running();
        plan();
        var change = stateChange("Stopping");
        reactions.on(change, "fact-1");
        fleet.forgetInstance(Sample.MACHINE);
        reactions.on(change, "fact-1");
        assertThat(ledger.told()).hasSize(2);
    }

    @Test
    void anInstanceThatSwitchesItselfOffAvoidsNothing() {
        running();
        plan();
        stateChanged("Stopped", "fact-1");
        assertThat(status(maintenance.id())).isEqualTo(EventStatus.SCHEDULED);
    }

    @Test
    void whatItsOwnerSaysOfAStateCountsMoreThanTheState() {
        running();
        plan();
        var stopping = new NotedState("Stopping", clock.instant());
        reactions.on(
                new FleetNews.StateChanged(Sample.ACCOUNT, Sample.MACHINE, stopping, new FleetNews.Said(null)), "f-1");
        assertThat(status(maintenance.id())).isEqualTo(EventStatus.SCHEDULED);
        reactions.on(
                new FleetNews.StateChanged(Sample.ACCOUNT, Sample.MACHINE, stopping, new FleetNews.Said(Deed.REBOOT)),
                "f-2");
        assertThat(status(maintenance.id())).isEqualTo(EventStatus.AVOIDED);
    }

    @Test
    void anotherInstancesDeedAvoidsNothing() {
        running();
        plan();
        reactions.on(
                new FleetNews.StateChanged(
                        Sample.ACCOUNT, Sample.OTHER_MACHINE, new NotedState("Stopping", clock.instant()), null),
                "fact-1");
        // nor does a notice that names our instance as another account's
        reactions.on(
                new FleetNews.StateChanged(
                        Sample.STRANGER, Sample.MACHINE, new NotedState("Stopping", clock.instant()), null),
                "fact-2");
        assertThat(status(maintenance.id())).isEqualTo(EventStatus.SCHEDULED);
    }

    @Test
    void aLostHostDoesWhatTheInstancesOwnerWishes() {
        running();
        fleet.keep(Map.of(Sample.MACHINE, new Upkeep(Upkeep.OnMaintenance.STOP, false, List.of())));
        var lost = new ProviderNews.HostLost(target(), 1, Disks.REMOTE, clock.instant());
        reactions.on(new FleetNews.Broken(lost), "f-1");
        assertThat(ledger.events().find(Sample.ACCOUNT, lost.event()))
                .hasValueSatisfying(event -> assertThat(event.type()).isEqualTo(EventType.FAILURE_STOP));
    }

    @Test
    void whileAnEventIsExecutedItsOwnRebootAvoidsNoOther() {
        running();
        plan();
        reactions.on(
                new FleetNews.Broken(new ProviderNews.HostLost(target(), 1, Disks.REMOTE, clock.instant())), "f-1");
        stateChanged("Stopping", "f-2");
        assertThat(status(maintenance.id())).isEqualTo(EventStatus.SCHEDULED);
    }

    @Test
    void aLostHostIsOneRecoveryAskedForOnceAndReported() {
        running();
        var lost = new ProviderNews.HostLost(target(), 3, Disks.REMOTE, clock.instant());
        reactions.on(new FleetNews.Broken(lost), "f-1");
        reactions.on(new FleetNews.Broken(lost), "f-1");
        reactions.on(new FleetNews.Broken(lost), "f-2");
        assertThat(topics()).containsExactly(Topics.INSTANCE_SYSTEM_EVENT.name(), Topics.OPERATION_REQUESTS.name());
        clock.advance(Duration.ofSeconds(90));
        var done = new Outcome.Done(clock.instant());
        reactions.on(new FleetNews.Carried(lost.event(), Sample.OTHER_MACHINE, done), "f-3");
        assertThat(status(lost.event())).isEqualTo(EventStatus.EXECUTING);
        reactions.on(new FleetNews.Carried(lost.event(), Sample.MACHINE, done), "f-4");
        assertThat(status(lost.event())).isEqualTo(EventStatus.EXECUTED);
        assertThat(topics()).hasSize(3);
    }

    @Test
    void aFamilyNoLongerSoldHasNoEvents() {
        fleet.put(instance("ecs.sn2.medium"));
        reactions.on(new FleetNews.Broken(new ProviderNews.GuestCrashed(target(), 1, clock.instant())), "f-1");
        assertThat(ledger.told()).isEmpty();
    }

    @Test
    void aSubscriptionHasItsEndPlannedAndARenewalMovesIt() {
        var end = Sample.PUBLISHED.plus(Duration.ofDays(2));
        var later = Sample.PUBLISHED.plus(Duration.ofDays(40));
        reactions.on(new FleetNews.InstanceTold(subscription(1, end)), "f-1");
        reactions.on(new FleetNews.InstanceTold(subscription(1, end)), "f-1");
        var stop = new Bill.Expiry(subscription(1, end).target(), end)
                .events()
                .getFirst()
                .subject()
                .id();
        assertThat(status(stop)).isEqualTo(EventStatus.SCHEDULED);
        assertThat(ledger.told()).hasSize(1);

        reactions.on(new FleetNews.InstanceTold(subscription(2, later)), "f-2");
        // late news of the old end changes nothing
        reactions.on(new FleetNews.InstanceTold(subscription(1, end)), "f-3");
        assertThat(status(stop)).isEqualTo(EventStatus.AVOIDED);
        assertThat(ledger.events().pending(Sample.MACHINE)).hasSize(2).doesNotContain(stop);

        reactions.on(new FleetNews.InstanceTold(subscription(3, null)), "f-4");
        assertThat(ledger.events().pending(Sample.MACHINE)).isEmpty();
    }

    private static KnownInstance subscription(long revision, @Nullable Instant paidUntil) {
        return new KnownInstance(
                Sample.MACHINE,
                Sample.OWNER,
                revision,
                KnownInstance.Labels.named("web-1"),
                new KnownInstance.Condition("Running", Sample.PUBLISHED, Sample.PUBLISHED, false),
                new KnownInstance.Terms("ecs.g6.large", "simulated", paidUntil));
    }

    @Test
    void anInstanceThatIsGoneTakesItsEventsWithIt() {
        running();
        plan();
        reactions.on(new FleetNews.InstanceGone(Sample.MACHINE), "f-1");
        assertThat(status(maintenance.id())).isEqualTo(EventStatus.AVOIDED);
        assertThat(fleet.anyInstance(Sample.MACHINE)).isEmpty();
    }

    @Test
    void whatOthersRunIsKeptAndNotToldAgain() {
        var subject = new Subject(
                new EventId("e-theirs"), EventType.FAILURE_DELETE, target(), Origin.ELSEWHERE, "out of stock");
        var now = clock.instant();
        var executing = new EventCycle.Executing(now, null);
        reactions.on(new FleetNews.Elsewhere(new EventInput.Mirror(subject, now, executing)), "f-1");
        reactions.on(
                new FleetNews.Elsewhere(new EventInput.Mirror(subject, now, executing.complete(now.plusSeconds(300)))),
                "f-2");
        // late
        reactions.on(new FleetNews.Elsewhere(new EventInput.Mirror(subject, now, executing)), "f-3");
        assertThat(status(subject.id())).isEqualTo(EventStatus.EXECUTED);
        assertThat(ledger.told()).isEmpty();
    }

    @Test
    void anExternalNoticeCannotChangeAnEventOfOurs() {
        running();
        plan();
        var forged = new Subject(
                maintenance.id(), maintenance.type(), maintenance.target(), Origin.ELSEWHERE, maintenance.reason());
        var executed = new EventCycle.Executed(clock.instant(), clock.instant(), null);
        reactions.on(new FleetNews.Elsewhere(new EventInput.Mirror(forged, clock.instant(), executed)), "f-1");
        assertThat(status(maintenance.id())).isEqualTo(EventStatus.SCHEDULED);
    }

    private void running() {
        fleet.put(instance("ecs.g6.large"));
        fleet.note(Sample.MACHINE, new NotedState("Running", clock.instant()));
    }

    private void plan() {
        var now = clock.instant();
        ledger.change(
                maintenance.id(),
                ChangeKey.once("plan"),
                event -> decisions.on(event, new EventInput.Schedule(maintenance, Sample.NOT_BEFORE), now));
        assertThat(status(maintenance.id())).isEqualTo(EventStatus.SCHEDULED);
        clock.advance(Duration.ofHours(1));
    }

    private void stateChanged(String state, String factId) {
        reactions.on(stateChange(state), factId);
    }

    private FleetNews stateChange(String state) {
        return new FleetNews.StateChanged(Sample.ACCOUNT, Sample.MACHINE, new NotedState(state, clock.instant()), null);
    }

    private EventStatus status(EventId id) {
        return ledger.events().find(Sample.ACCOUNT, id).map(Published::status).orElseThrow();
    }

    private List<String> topics() {
        return ledger.told().stream().map(record -> record.topic()).toList();
    }

    private static Target.OfInstance target() {
        return new Target.OfInstance(Sample.OWNER, Sample.MACHINE, null, null);
    }

    private static KnownInstance instance(String type) {
        return new KnownInstance(
                new ResourceId(Sample.MACHINE.text()),
                Sample.OWNER,
                1,
                KnownInstance.Labels.named("web-1"),
                new KnownInstance.Condition("Running", Sample.PUBLISHED, Sample.PUBLISHED, false),
                new KnownInstance.Terms(type, "simulated", null));
    }
}
