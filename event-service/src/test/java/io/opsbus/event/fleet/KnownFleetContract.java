package io.opsbus.event.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.event.fleet.KnownFleet.NotedState;
import io.opsbus.event.fleet.KnownFleet.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link KnownFleet} promises. */
public abstract class KnownFleetContract {
    private static final Owner OWNER = new Owner(new AccountId("1"), "cn-hangzhou");
    private static final Owner STRANGER = new Owner(new AccountId("2"), "cn-hangzhou");
    private static final Instant START = Instant.parse("2019-04-09T04:18:26Z");

    /** A fleet nobody has told anything. */
    protected abstract KnownFleet fleet();

    @Test
    void whatWasToldComesBackAsItWas() {
        var fleet = fleet();
        var bare = instance("i-1", 1, "Pending", false);
        var full = new KnownInstance(
                new ResourceId("i-2"),
                OWNER,
                7,
                new KnownInstance.Labels("web", Map.of("host", "h-1", "a\"b", "c,d=é")),
                new KnownInstance.Condition("Running", START, START.plusSeconds(9), false, "h-1"),
                new KnownInstance.Terms("ecs.g6.large", "simulated", START.plusSeconds(99)));
        fleet.put(bare);
        fleet.put(full);
        assertThat(fleet.anyInstance(bare.id())).contains(bare);
        assertThat(fleet.anyInstance(full.id())).contains(full);
        var loose = new KnownDisk(new ResourceId("d-1"), OWNER, 1, "Available", START, null);
        var attaching = new KnownDisk(
                new ResourceId("d-2"), OWNER, 1, "Attaching", START, new KnownDisk.Place(full.id(), null));
        var used = new KnownDisk(
                new ResourceId("d-3"), OWNER, 1, "In_use", START, new KnownDisk.Place(full.id(), "/dev/xvdb"));
        List.of(loose, attaching, used).forEach(fleet::put);
        assertThat(fleet.disks(OWNER, Set.of(loose.id(), attaching.id(), used.id())))
                .containsExactlyInAnyOrder(loose, attaching, used);
    }

    @Test
    void aLateRevisionChangesNothing() {
        var fleet = fleet();
        fleet.put(instance("i-1", 5, "Running", false));
        fleet.put(instance("i-1", 4, "Starting", false));
        fleet.put(instance("i-1", 5, "Stopping", false));
        assertThat(status(fleet, "i-1")).isEqualTo("Running");
        fleet.put(instance("i-1", 6, "Stopped", false));
        assertThat(status(fleet, "i-1")).isEqualTo("Stopped");
    }

    @Test
    void whatIsGoneIsForgotten() {
        var fleet = fleet();
        fleet.put(instance("i-1", 5, "Running", false));
        fleet.note(new ResourceId("i-1"), new NotedState("Running", START));
        fleet.forgetInstance(new ResourceId("i-1"));
        assertThat(fleet.anyInstance(new ResourceId("i-1"))).isEmpty();
        assertThat(fleet.noted(new ResourceId("i-1"))).isEmpty();
        fleet.put(new KnownDisk(new ResourceId("d-1"), OWNER, 1, "Available", START, null));
        fleet.forgetDisk(new ResourceId("d-1"), START);
        assertThat(fleet.disks(OWNER, Set.of(new ResourceId("d-1")))).isEmpty();
    }

    @Test
    void whatIsWishedForAnInstanceIsKeptUntilItIsForgotten() {
        var fleet = fleet();
        var one = new ResourceId("i-1");
        var other = new ResourceId("i-2");
        var night = new Upkeep(
                Upkeep.OnMaintenance.STOP, true, List.of(new Upkeep.Window(22, 6), new Upkeep.Window(12, 13)));
        var any = new Upkeep(Upkeep.OnMaintenance.AUTO_REDEPLOY, false, List.of());
        fleet.keep(Map.of(one, any, other, any));
        fleet.keep(Map.of(one, night));
        assertThat(fleet.upkeep(Set.of(one, other, new ResourceId("i-3"))))
                .containsOnly(Map.entry(one, night), Map.entry(other, any));
        // it is no news of the bus: what is told of the instance leaves it
        fleet.put(instance("i-1", 5, "Running", false));
        assertThat(fleet.upkeep(Set.of(one))).containsEntry(one, night);
        fleet.forgetInstance(one);
        assertThat(fleet.upkeep(Set.of(one))).isEmpty();
        assertThat(fleet.upkeep(Set.of())).isEmpty();
    }

    @Test
    void disksTakenOffAsBrokenAreToldOfUntilTheyAreForgotten() {
        var fleet = fleet();
        var instance = new ResourceId("i-1");
        var medium = new KnownDisk.Medium("data", "local_ssd_pro", 894);
        var second = inactive("d-2", instance, 2, medium);
        var first = inactive("d-1", instance, 1, null);
        var elsewhere = inactive("d-3", new ResourceId("i-2"), 1, medium);
        List.of(second, first, elsewhere).forEach(fleet::put);
        fleet.put(new KnownDisk(new ResourceId("d-4"), OWNER, 1, "Available", START, null));
        assertThat(fleet.disks(OWNER, Set.of(second.id()))).containsExactly(second);
        var waiting = new InactiveDisk(second.id(), instance, medium, START, START.plusSeconds(2), null);
        assertThat(fleet.inactiveDisks(OWNER.account(), Set.of(instance)))
                .containsExactly(
                        new InactiveDisk(first.id(), instance, null, START, START.plusSeconds(1), null), waiting);
        assertThat(fleet.inactiveDisks(STRANGER.account(), Set.of(instance))).isEmpty();
        assertThat(fleet.inactiveDisks(OWNER.account(), Set.of())).isEmpty();

        var goneAt = START.plusSeconds(60);
        fleet.forgetDisk(first.id(), goneAt);
        fleet.forgetDisk(first.id(), goneAt.plusSeconds(1));
        fleet.forgetDisk(new ResourceId("d-4"), goneAt);
        var cleaned = new InactiveDisk(first.id(), instance, null, START, START.plusSeconds(1), goneAt);
        assertThat(fleet.disks(OWNER, Set.of(first.id()))).isEmpty();
        assertThat(fleet.inactiveDisks(OWNER.account(), Set.of(instance))).containsExactly(cleaned, waiting);
        assertThat(fleet.inactiveDisks(STRANGER.account(), Set.of(instance))).isEmpty();
        assertThat(fleet.forgetCleaned(goneAt, 10)).isZero();
        assertThat(fleet.forgetCleaned(goneAt.plusSeconds(1), 10)).isOne();
        assertThat(fleet.inactiveDisks(OWNER.account(), Set.of(instance))).containsExactly(waiting);
    }

    private static KnownDisk inactive(String id, ResourceId from, int after, KnownDisk.@Nullable Medium medium) {
        var inactive = new KnownDisk.Inactive(from, START.plusSeconds(after));
        return new KnownDisk(new ResourceId(id), OWNER, 1, "Available", START, null, medium, inactive);
    }

    @Test
    void anotherAccountAndRegionSeeNothing() {
        var fleet = fleet();
        fleet.put(instance("i-1", 1, "Running", false));
        fleet.put(new KnownDisk(new ResourceId("d-1"), OWNER, 1, "Available", START, null));
        for (Owner other : List.of(STRANGER, new Owner(OWNER.account(), "cn-beijing"))) {
            assertThat(fleet.instances(other, Set.of(new ResourceId("i-1")))).isEmpty();
            assertThat(fleet.instances(query(other, null, 0, 10)).total()).isZero();
            assertThat(fleet.disks(other, Set.of(new ResourceId("d-1")))).isEmpty();
            assertThat(fleet.disks(query(other, null, 0, 10)).items()).isEmpty();
        }
        assertThat(fleet.instances(OWNER, Set.of())).isEmpty();
        assertThat(fleet.disks(OWNER, Set.of())).isEmpty();
    }

    @Test
    void whatFailedToBeMadeIsInNoList() {
        var fleet = fleet();
        fleet.put(instance("i-1", 1, "Stopped", true));
        assertThat(fleet.instances(query(OWNER, null, 0, 10)).total()).isZero();
        assertThat(fleet.instances(OWNER, Set.of(new ResourceId("i-1")))).isEmpty();
        assertThat(fleet.anyInstance(new ResourceId("i-1"))).isPresent();
    }

    @Test
    void pagesAreNewestFirstAndCoverEverythingOnce() {
        var fleet = fleet();
        for (int i = 0; i < 7; i++) {
            fleet.put(instance("i-" + i, 1, i % 2 == 0 ? "Running" : "Stopped", false));
            fleet.put(new KnownDisk(
                    new ResourceId("d-" + i), OWNER, 1, i % 2 == 0 ? "In_use" : "Available", START, null));
        }
        assertThat(ids(fleet, null, 0, 3)).containsExactly("i-6", "i-5", "i-4");
        assertThat(ids(fleet, null, 6, 3)).containsExactly("i-0");
        assertThat(ids(fleet, "Running", 1, 2)).containsExactly("i-4", "i-2");
        assertThat(fleet.instances(query(OWNER, "Running", 1, 2)).total()).isEqualTo(4);
        assertThat(fleet.disks(query(OWNER, "Available", 0, 10)).items())
                .extracting(disk -> disk.id().text())
                .containsExactly("d-5", "d-3", "d-1");
    }

    @Test
    void aChoiceMeansWhatFitsInEveryRespectOfOneAccount() {
        var fleet = fleet();
        fleet.put(tagged("i-3", OWNER, Map.of("host", "h-1", "role", "web"), null));
        fleet.put(tagged("i-1", OWNER, Map.of("host", "h-1"), START));
        fleet.put(tagged("i-2", OWNER, Map.of("host", "h-11"), null));
        fleet.put(tagged("i-4", OWNER, Map.of("host=h-1", ""), null));
        fleet.put(tagged("i-5", STRANGER, Map.of("host", "h-1"), null));
        fleet.put(instance("i-6", 1, "Stopped", true));
        var account = OWNER.account();
        assertThat(chosen(fleet, new Choice(account, null, Map.of("host", "h-1"), null)))
                .containsExactly("i-1", "i-3");
        assertThat(chosen(fleet, new Choice(account, null, Map.of("host", "h-1", "role", "web"), null)))
                .containsExactly("i-3");
        assertThat(chosen(fleet, new Choice(account, "cn-beijing", Map.of("host", "h-1"), null)))
                .isEmpty();
        assertThat(chosen(fleet, new Choice(account, "cn-hangzhou", Map.of(), null)))
                .containsExactly("i-1", "i-2", "i-3", "i-4");
        assertThat(chosen(fleet, Choice.paidAsUsed(account))).containsExactly("i-2", "i-3", "i-4");
        assertThat(chosen(fleet, new Choice(account, null, Map.of(), Choice.Charged.AHEAD)))
                .containsExactly("i-1");
        assertThat(fleet.chosen(Choice.paidAsUsed(account), 2)).hasSize(2);
    }

    @Test
    void whatRunsOnAHostIsFoundWhoeverOwnsItUntilItIsElsewhere() {
        var fleet = fleet();
        fleet.put(on("h-1", "i-2", OWNER, 1, false));
        fleet.put(on("h-1", "i-1", STRANGER, 1, false));
        fleet.put(on("h-11", "i-3", OWNER, 1, false));
        fleet.put(on("h-1", "i-4", OWNER, 1, true));
        fleet.put(instance("i-5", 1, "Running", false));
        assertThat(onHost(fleet, "h-1")).containsExactly("i-1", "i-2");
        assertThat(fleet.hosts(9))
                .containsExactly(
                        new KnownHost("h-1", 2, List.of(new ResourceId("i-1"), new ResourceId("i-2"))),
                        new KnownHost("h-11", 1, List.of(new ResourceId("i-3"))));
        assertThat(fleet.hosts(1)).extracting(KnownHost::id).containsExactly("h-1");
        assertThat(fleet.onHost("h-1", 1)).hasSize(1);
        assertThat(onHost(fleet, "")).isEmpty();
        assertThat(onHost(fleet, "h-%")).isEmpty();
        fleet.put(on("h-2", "i-2", OWNER, 2, false));
        assertThat(onHost(fleet, "h-1")).containsExactly("i-1");
        assertThat(onHost(fleet, "h-2")).containsExactly("i-2");
    }

    private static List<String> onHost(KnownFleet fleet, String host) {
        return fleet.onHost(host, 100).stream()
                .map(instance -> instance.id().text())
                .toList();
    }

    private static KnownInstance on(String host, String id, Owner owner, long revision, boolean hidden) {
        return new KnownInstance(
                new ResourceId(id),
                owner,
                revision,
                KnownInstance.Labels.named(""),
                new KnownInstance.Condition("Running", START, null, hidden, host),
                new KnownInstance.Terms("ecs.g6.large", "simulated", null));
    }

    private static List<String> chosen(KnownFleet fleet, Choice choice) {
        return fleet.chosen(choice, 100).stream()
                .map(instance -> instance.id().text())
                .toList();
    }

    private static KnownInstance tagged(String id, Owner owner, Map<String, String> tags, @Nullable Instant paidUntil) {
        return new KnownInstance(
                new ResourceId(id),
                owner,
                1,
                new KnownInstance.Labels("", tags),
                new KnownInstance.Condition("Running", START, null, false),
                new KnownInstance.Terms("ecs.g6.large", "simulated", paidUntil));
    }

    @Test
    void theLatestWordOfAnAgentCountsUntilItsInstanceIsGone() {
        var fleet = fleet();
        var id = new ResourceId("i-1");
        assertThat(fleet.agents(Set.of(id))).isEmpty();
        fleet.put(new KnownAgent(id, true, START, START.plusSeconds(2)));
        fleet.put(new KnownAgent(id, false, START, START.plusSeconds(1)));
        fleet.put(new KnownAgent(new ResourceId("i-2"), false, START, START));
        assertThat(fleet.agents(Set.of(id))).containsExactly(new KnownAgent(id, true, START, START.plusSeconds(2)));
        var gone = new KnownAgent(id, false, START, START.plusSeconds(200));
        fleet.put(gone);
        assertThat(fleet.agents(Set.of(id))).containsExactly(gone);
        assertThat(fleet.agents(Set.of())).isEmpty();
        fleet.forgetInstance(id);
        assertThat(fleet.agents(Set.of(id))).isEmpty();
    }

    @Test
    void theLatestStateIsNoted() {
        var fleet = fleet();
        var instance = new ResourceId("i-1");
        assertThat(fleet.noted(instance)).isEmpty();
        fleet.note(instance, new NotedState("Stopping", START));
        fleet.note(instance, new NotedState("Stopped", START));
        fleet.note(instance, new NotedState("Running", START.minusSeconds(1)));
        assertThat(fleet.noted(instance)).contains(new NotedState("Stopped", START));
    }

    private static KnownInstance instance(String id, long revision, String status, boolean hidden) {
        return new KnownInstance(
                new ResourceId(id),
                OWNER,
                revision,
                KnownInstance.Labels.named(""),
                new KnownInstance.Condition(status, START, null, hidden),
                new KnownInstance.Terms("ecs.g6.large", "simulated", null));
    }

    private static String status(KnownFleet fleet, String id) {
        return fleet.anyInstance(new ResourceId(id)).orElseThrow().condition().status();
    }

    private static List<String> ids(KnownFleet fleet, @Nullable String status, long offset, int limit) {
        return fleet.instances(query(OWNER, status, offset, limit)).items().stream()
                .map(instance -> instance.id().text())
                .toList();
    }

    private static Query query(Owner owner, @Nullable String status, long offset, int limit) {
        return new Query(owner, status, offset, limit);
    }
}
