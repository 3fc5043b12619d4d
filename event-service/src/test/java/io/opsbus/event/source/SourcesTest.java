package io.opsbus.event.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.decide.EventDecisions;
import io.opsbus.event.decide.EventInput.Schedule;
import io.opsbus.event.decide.Sample;
import io.opsbus.event.fleet.Upkeep;
import io.opsbus.event.fleet.Upkeep.OnMaintenance;
import io.opsbus.event.fleet.Upkeep.Window;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.source.ProviderNews.HostLost.Disks;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Accepted;
import io.opsbus.ledger.Decision.Done;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final Instant NOW = Instant.parse("2019-04-10T01:01:01Z");
    private static final Target.OfInstance INSTANCE_1 = instance("i-1");
    private static final Target.OfDisk DISK_1 = new Target.OfDisk(Sample.OWNER, Sample.DISK, null, null);
    private static final EventDecisions DECISIONS = new EventDecisions(CycleRules.GUIDE);

    @Test
    void aLostHostRestartsItsInstancesOrRedeploysThoseThatLostTheirDisks() {
        // guide 3.2 使用限制
        assertThat(begun(new ProviderNews.HostLost(INSTANCE_1, 1, Disks.REMOTE, NOW))
                        .type())
                .isEqualTo(EventType.FAILURE_REBOOT);
        assertThat(begun(new ProviderNews.HostLost(INSTANCE_1, 1, Disks.LOCAL_KEPT, NOW))
                        .type())
                .isEqualTo(EventType.FAILURE_REBOOT);
        assertThat(begun(new ProviderNews.HostLost(INSTANCE_1, 1, Disks.LOCAL_LOST, NOW))
                        .type())
                .isEqualTo(EventType.FAILURE_REDEPLOY);
    }

    @Test
    void aLostHostDoesToAnInstanceWhatItsOwnerWishes() {
        assertThat(lost(Disks.REMOTE, OnMaintenance.STOP)).isEqualTo(EventType.FAILURE_STOP);
        assertThat(lost(Disks.LOCAL_LOST, OnMaintenance.STOP)).isEqualTo(EventType.FAILURE_STOP);
        assertThat(lost(Disks.LOCAL_KEPT, OnMaintenance.AUTO_REDEPLOY)).isEqualTo(EventType.FAILURE_REDEPLOY);
        assertThat(lost(Disks.LOCAL_LOST, OnMaintenance.AUTO_RECOVER)).isEqualTo(EventType.FAILURE_REDEPLOY);
    }

    private static EventType lost(Disks disks, OnMaintenance action) {
        var input = new ProviderNews.HostLost(INSTANCE_1, 1, disks, NOW).input(new Upkeep(action, false, List.of()));
        return after(DECISIONS.on(null, input, NOW)).type();
    }

    @Test
    void whereWindowsLetWaitNoMoreComeTogetherThanTheRateAllows() {
        // 01:01:01Z is 09:01:01 at +08:00; the window opens at 18:00Z
        var rollout = new Rollout("r", EventType.MAINTENANCE_REBOOT, NOW, 60, "Maintenance.");
        var atTwo = new Upkeep(OnMaintenance.AUTO_RECOVER, false, List.of(new Window(2, 3)));
        var planned = rollout.over(
                List.of(INSTANCE_1, instance("i-2"), instance("i-3"), instance("i-4")),
                Map.of(INSTANCE_1.instance(), atTwo, new ResourceId("i-2"), atTwo));
        assertThat(planned.stream().map(Schedule::notBefore))
                .containsExactly(
                        Instant.parse("2019-04-10T18:00:01Z"),
                        Instant.parse("2019-04-10T18:01:01Z"),
                        NOW,
                        NOW.plusSeconds(60));
        var crowd = IntStream.range(0, 61).mapToObj(n -> instance("i-" + n)).toList();
        var wishes = crowd.stream().collect(Collectors.toMap(Target.OfInstance::instance, _ -> atTwo));
        var spread =
                rollout.over(crowd, wishes).stream().map(Schedule::notBefore).toList();
        assertThat(spread).doesNotHaveDuplicates();
        assertThat(spread.getLast()).isEqualTo(Instant.parse("2019-04-11T18:00:01Z"));
    }

    @Test
    void theSameNewsIsTheSameEventAndOtherNewsAnother() {
        var crashed = new ProviderNews.GuestCrashed(INSTANCE_1, 1, NOW);
        assertThat(crashed.event()).isEqualTo(new ProviderNews.GuestCrashed(INSTANCE_1, 1, NOW.plusMillis(3)).event());
        assertThat(List.of(
                        crashed.event(),
                        new ProviderNews.GuestCrashed(INSTANCE_1, 2, NOW).event(),
                        new ProviderNews.GuestCrashed(instance("i-2"), 1, NOW).event(),
                        new ProviderNews.HostLost(INSTANCE_1, 1, Disks.REMOTE, NOW).event()))
                .doesNotHaveDuplicates();
    }

    @Test
    void theEndOfADisksTroubleNamesTheTroubleThatBegan() {
        for (EventType trouble : EventType.values()) {
            if (trouble.isOfDisk()) {
                var began = new ProviderNews.DiskTrouble(DISK_1, trouble, NOW);
                var ended = new ProviderNews.DiskWell(DISK_1, trouble, NOW, NOW.plusSeconds(120));
                assertThat(ended.event()).isEqualTo(began.event());
                var after = after(DECISIONS.on(begun(began), ended.input(), NOW));
                assertThat(after.status()).isEqualTo(EventStatus.EXECUTED);
            }
        }
        assertThatThrownBy(() -> new ProviderNews.DiskTrouble(DISK_1, EventType.FAILURE_STOP, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFailedCreationIsReleasedByWhoTells() {
        var failed = new ProviderNews.CreationFailed(EventId.derived("x"), INSTANCE_1, "out of stock", NOW);
        var accepted = (Accepted<SystemEvent, ?, ?>) DECISIONS.on(null, failed.input(), NOW);
        assertThat(accepted.facts()).hasSize(1);
        assertThat(begun(failed).status()).isEqualTo(EventStatus.EXECUTING);
    }

    @Test
    void aBillPlansAStopAndAReleaseFifteenDaysLater() {
        assertThat(new Bill.Expiry(INSTANCE_1, NOW).events())
                .extracting(Schedule::notBefore)
                .containsExactly(NOW, NOW.plus(Duration.ofDays(15)));
        assertThat(new Bill.Overdue(INSTANCE_1, NOW, Duration.ofMinutes(30)).events())
                .extracting(Schedule::notBefore)
                .containsExactly(
                        NOW.plus(Duration.ofMinutes(30)),
                        NOW.plus(Duration.ofMinutes(30)).plus(Duration.ofDays(15)));
        assertThatThrownBy(() -> new Bill.Overdue(INSTANCE_1, NOW, Duration.ofMinutes(61)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRolloutSpreadsItsEventsEvenly() {
        var rollout = new Rollout("request-1", EventType.MAINTENANCE_REBOOT, NOW, 4, "new firmware");
        var planned = rollout.over(List.of(INSTANCE_1, instance("i-2"), instance("i-3")), Map.of());
        assertThat(planned)
                .extracting(Schedule::notBefore)
                .containsExactly(NOW, NOW.plus(Duration.ofMinutes(15)), NOW.plus(Duration.ofMinutes(30)));
        assertThat(planned).extracting(one -> one.subject().id()).doesNotHaveDuplicates();
        assertThat(planned).isEqualTo(rollout.over(List.of(INSTANCE_1, instance("i-2"), instance("i-3")), Map.of()));
        assertThat(rollout.over(List.of(), Map.of())).isEmpty();
        assertThatThrownBy(() -> new Rollout("r", EventType.MAINTENANCE_REBOOT, NOW, 0, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SystemEvent.Published begun(ProviderNews news) {
        return after(DECISIONS.on(null, news.input(), NOW));
    }

    private static SystemEvent.Published after(Decision<SystemEvent, Done, EventFact> decision) {
        return switch (decision) {
            case Accepted<SystemEvent, Done, EventFact>(SystemEvent.Published event, var _, var _, var _) -> event;
            default -> throw new AssertionError("not published: " + decision);
        };
    }

    private static Target.OfInstance instance(String id) {
        return new Target.OfInstance(Sample.OWNER, new ResourceId(id), null, null);
    }
}
