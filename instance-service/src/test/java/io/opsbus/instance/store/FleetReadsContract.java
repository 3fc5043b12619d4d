package io.opsbus.instance.store;

import static io.opsbus.instance.Given.ALICE;
import static io.opsbus.instance.Given.MALLORY;
import static io.opsbus.instance.Given.NOW;
import static io.opsbus.instance.Given.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.RegionId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Scope;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.SystemEventId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.catalog.ResourceGroupId;
import io.opsbus.instance.catalog.SecurityGroupId;
import io.opsbus.instance.disk.DiskState;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceState;
import io.opsbus.instance.fleet.InstanceState.Next;
import io.opsbus.instance.fleet.InstanceState.StoppedMode;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.fleet.Labels;
import io.opsbus.instance.fleet.Spot;
import io.opsbus.instance.fleet.Terms;
import io.opsbus.instance.fleet.Terms.ChargeType;
import io.opsbus.instance.fleet.Terms.LockReason;
import io.opsbus.instance.page.NamePattern;
import io.opsbus.instance.page.PageToken;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.query.DiskFilter;
import io.opsbus.instance.query.InstanceFilter;
import io.opsbus.instance.query.InstanceFilter.Criterion;
import io.opsbus.instance.query.SnapshotFilter;
import io.opsbus.instance.query.TagFilter;
import io.opsbus.instance.query.TagListing.TaggedResource;
import io.opsbus.instance.query.TagListing.Wanted;
import io.opsbus.instance.snapshot.SnapshotState;
import io.opsbus.instance.snapshot.SnapshotStatus;
import io.opsbus.ledger.memory.InMemoryTables;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reads show, whatever stores the fleet. */
abstract class FleetReadsContract {
    private static final OperationId OPERATION = new OperationId("i-1.1");
    private static final InstanceState RUNNING = new InstanceState.Running();
    private static final Paging MANY = Paging.first(100);

    private Stored stored = InMemoryFleetTest.stored(new InMemoryTables(), InstantSource.system());

    /** An empty fleet. */
    abstract Stored fresh();

    @BeforeEach
    void begin() {
        stored = fresh();
    }

    private static InstanceId id(int n) {
        return new InstanceId("i-%04d".formatted(n));
    }

    private Instance put(int n, InstanceState state) {
        var instance = Given.instance(id(n), state);
        stored.put(instance);
        return instance;
    }

    private List<Instance> list(Criterion... criteria) {
        return stored.reads()
                .instances()
                .list(SCOPE, InstanceFilter.of(criteria), MANY)
                .items();
    }

    @Test
    void everyStateIsReadAsItWasStored() {
        List<InstanceState> states = List.of(
                new InstanceState.Pending(
                        OPERATION, NOW, true, Given.order(id(0)).disks()),
                new InstanceState.Starting(OPERATION, NOW, false),
                RUNNING,
                new InstanceState.Stopping(OPERATION, NOW, true, Next.RESTART, StoppedMode.KEEP_CHARGING),
                new InstanceState.Stopped(StoppedMode.STOP_CHARGING),
                new InstanceState.CreationFailed(new SystemEventId("e-1"), NOW, "no \"stock\" 无"),
                new InstanceState.Releasing(OPERATION, NOW));
        for (int i = 0; i < states.size(); i++) {
            var instance = put(i, states.get(i));

            assertThat(stored.reads().instances().find(ALICE, id(i))).contains(instance);
        }
    }

    @Test
    void everyFieldIsReadAsItWasStored() {
        var plain = Given.instance(id(1), RUNNING);
        var full = plain.with(new Terms(
                        ChargeType.PRE_PAID,
                        NOW,
                        NOW,
                        true,
                        new Spot(Spot.Strategy.WITH_PRICE_LIMIT, 0.98, 1, Spot.Interruption.STOP, NOW),
                        Set.of(LockReason.SECURITY, LockReason.FINANCIAL)))
                .with(plain.machine().started(3, NOW).told(9))
                .with(plain.network().withPrivateIp("172.16.0.1"))
                .with(new Labels(
                        "名字",
                        "d",
                        "h",
                        new ResourceGroupId("rg-1"),
                        "key",
                        new Labels.Metadata(false, true),
                        Tags.of(Map.of("a", "1", "b", ""))));
        stored.put(full);

        assertThat(stored.reads().instances().find(ALICE, id(1))).contains(full);
    }

    @Test
    void anotherAccountSeesNothing() {
        put(1, RUNNING);
        var theirs = new Scope(MALLORY, SCOPE.region());
        var ids = InstanceFilter.of(new InstanceFilter.Ids(Set.of(id(1))));

        assertThat(stored.reads().instances().find(MALLORY, id(1))).isEmpty();
        assertThat(stored.reads().instances().list(theirs, ids, MANY).items()).isEmpty();
        assertThat(stored.reads()
                        .instances()
                        .list(theirs, InstanceFilter.ALL, MANY)
                        .total())
                .isZero();
    }

    @Test
    void anotherRegionShowsNothing() {
        put(1, RUNNING);
        var elsewhere = new Scope(ALICE, new RegionId("cn-beijing"));

        assertThat(stored.reads()
                        .instances()
                        .list(elsewhere, InstanceFilter.ALL, MANY)
                        .items())
                .isEmpty();
    }

    @Test
    void noIdsSelectNothingAndNoAddressesEither() {
        put(1, RUNNING);

        assertThat(list(new InstanceFilter.Ids(Set.of()))).isEmpty();
        assertThat(list(new InstanceFilter.PrivateIps(Set.of()))).isEmpty();
        assertThat(list(new InstanceFilter.PublicIps(Set.of()))).isEmpty();
        assertThat(list(new InstanceFilter.Nothing())).isEmpty();
        assertThat(list()).hasSize(1);
    }

    @Test
    void theNewestComesFirst() {
        var first = put(2, RUNNING);
        var second = put(1, RUNNING);

        assertThat(list()).containsExactly(second, first);
    }

    @Test
    void everyCriterionChoosesWhatIsSo() {
        var plain = Given.instance(id(1), RUNNING);
        stored.put(plain);
        var other = Given.instance(id(2), new InstanceState.Stopped(StoppedMode.KEEP_CHARGING))
                .with(new Labels(
                        "db_50%",
                        "",
                        "h",
                        new ResourceGroupId("rg-1"),
                        "key",
                        new Labels.Metadata(false, true),
                        Tags.of(Map.of("env", "prod", "empty", ""))))
                .with(plain.network()
                        .withPrivateIp("172.16.0.9")
                        .withSecurityGroups(List.of(new SecurityGroupId("sg-2"))))
                .with(new Terms(ChargeType.PRE_PAID, NOW, null, false, Spot.NONE, Set.of(LockReason.FINANCIAL)));
        stored.put(other);

        List<Criterion> ofOther = List.of(
                new InstanceFilter.Ids(Set.of(id(2), id(7))),
                new InstanceFilter.Name(new NamePattern("db*")),
                new InstanceFilter.Name(new NamePattern("db_50%")),
                new InstanceFilter.Name(new NamePattern("*_5*%")),
                new InstanceFilter.InStatus(InstanceStatus.STOPPED),
                new InstanceFilter.InSecurityGroup(new SecurityGroupId("sg-2")),
                new InstanceFilter.PrivateIps(Set.of("172.16.0.9", "172.16.0.8")),
                new InstanceFilter.Charged(ChargeType.PRE_PAID),
                new InstanceFilter.InResourceGroup(new ResourceGroupId("rg-1")),
                new InstanceFilter.WithKeyPair("key"),
                new InstanceFilter.LockedFor(LockReason.FINANCIAL),
                new InstanceFilter.Tagged(new TagFilter("env", Set.of())),
                new InstanceFilter.Tagged(new TagFilter("env", Set.of("test", "prod"))),
                new InstanceFilter.Tagged(new TagFilter("empty", Set.of(""))),
                new InstanceFilter.MetadataEnabled(false),
                new InstanceFilter.MetadataTokensRequired(true),
                new InstanceFilter.ExpiresUntil(NOW));
        assertThat(ofOther).allSatisfy(criterion -> assertThat(list(criterion)).containsExactly(other));

        List<Criterion> ofNone = List.of(
                new InstanceFilter.Name(new NamePattern("db")),
                new InstanceFilter.Name(new NamePattern("db?50_")),
                new InstanceFilter.Tagged(new TagFilter("env", Set.of("test"))),
                new InstanceFilter.OfFamily("ecs.g9"),
                new InstanceFilter.CreatedFrom(NOW.plusSeconds(1)));
        assertThat(ofNone).allSatisfy(criterion -> assertThat(list(criterion)).isEmpty());

        List<Criterion> ofBoth = List.of(
                new InstanceFilter.InZone(Given.ZONE),
                new InstanceFilter.OfType(plain.hardware().type().name()),
                new InstanceFilter.OfFamily("ecs.g5"),
                new InstanceFilter.FromImage(plain.hardware().image().id()),
                new InstanceFilter.InVpc(plain.network().vpc()),
                new InstanceFilter.InVSwitch(plain.network().vSwitch()),
                new InstanceFilter.InternetCharged(plain.network().internet().charge()),
                new InstanceFilter.CreatedFrom(NOW),
                new InstanceFilter.CreatedUntil(NOW),
                new InstanceFilter.ExpiresFrom(NOW));
        assertThat(ofBoth).allSatisfy(criterion -> assertThat(list(criterion)).containsExactly(other, plain));
    }

    @Test
    void allCriteriaMustHold() {
        put(1, RUNNING);
        put(2, new InstanceState.Stopped(StoppedMode.KEEP_CHARGING));

        assertThat(list(
                        new InstanceFilter.Ids(Set.of(id(1), id(2))),
                        new InstanceFilter.InStatus(InstanceStatus.RUNNING)))
                .extracting(Instance::id)
                .containsExactly(id(1));
    }

    @Test
    void whatIsHiddenIsInNoListAndNotCounted() {
        put(1, RUNNING);
        var second = put(2, RUNNING);
        stored.put(second.with(new InstanceState.Releasing(OPERATION, NOW)));
        var page = stored.reads().instances().list(SCOPE, InstanceFilter.ALL, MANY);

        assertThat(page.items()).extracting(Instance::id).containsExactly(id(1));
        assertThat(page.total()).isEqualTo(1);
        assertThat(stored.reads().instances().find(ALICE, id(2))).isPresent();
    }

    @Test
    void pagesOfEitherKindShowAllOfALongListOnceAndInOrder() {
        var expected = new ArrayList<InstanceId>();
        IntStream.range(0, 600).forEach(i -> put(i, RUNNING));
        for (int i = 0; i < 600; i++) {
            if (i % 7 == 3) {
                stored.remove(Given.instance(id(i), RUNNING));
            } else {
                expected.addFirst(id(i));
            }
        }

        assertThat(byNumber(InstanceFilter.ALL, 50)).isEqualTo(expected);
        assertThat(byNumber(InstanceFilter.ALL, 37)).isEqualTo(expected);
        assertThat(byToken(InstanceFilter.ALL, 100)).isEqualTo(expected);
        var running = InstanceFilter.of(new InstanceFilter.InStatus(InstanceStatus.RUNNING));
        assertThat(byNumber(running, 100)).isEqualTo(expected);
        assertThat(byToken(running, 99)).isEqualTo(expected);
    }

    private List<InstanceId> byNumber(InstanceFilter filter, int size) {
        var ids = new ArrayList<InstanceId>();
        long total = 514;
        for (int number = 1; (number - 1L) * size < total; number++) {
            var page = stored.reads().instances().list(SCOPE, filter, new Paging.ByNumber(number, size));
            assertThat(page.total()).isEqualTo(total);
            page.items().forEach(one -> ids.add(one.id()));
        }
        var beyond = stored.reads().instances().list(SCOPE, filter, new Paging.ByNumber(1000, size));
        assertThat(beyond.items()).isEmpty();
        assertThat(beyond.total()).isEqualTo(total);
        return ids;
    }

    private List<InstanceId> byToken(InstanceFilter filter, int size) {
        var ids = new ArrayList<InstanceId>();
        Optional<PageToken> next = Optional.empty();
        do {
            var page = stored.reads().instances().list(SCOPE, filter, new Paging.ByToken(next, size));
            page.items().forEach(one -> ids.add(one.id()));
            next = page.next();
        } while (next.isPresent());
        return ids;
    }

    @Test
    void disksAreReadAndChosen() {
        var disk = new DiskId("d-1");
        var inUse = new DiskState.InUse(Given.at(id(1)), NOW);
        List<DiskState> states = List.of(
                new DiskState.Creating(OPERATION, NOW, Given.at(id(1))),
                new DiskState.Creating(OPERATION, NOW, null),
                new DiskState.Available(),
                new DiskState.Attaching(OPERATION, NOW, Given.at(id(1))),
                inUse,
                new DiskState.Detaching(OPERATION, NOW, inUse),
                new DiskState.ReIniting(OPERATION, NOW, new SnapshotId("s-1"), inUse),
                new DiskState.ReIniting(OPERATION, NOW, new SnapshotId("s-1"), null),
                new DiskState.Deleting(OPERATION, NOW));
        for (DiskState state : states) {
            var stored1 = Given.disk(disk, state);
            stored.put(stored1);

            assertThat(stored.reads().disks().find(ALICE, disk)).contains(stored1);
            assertThat(disks(DiskFilter.ALL)).hasSize(state.visible() ? 1 : 0);
        }
        stored.put(Given.disk(disk, inUse));

        assertThat(disks(DiskFilter.of(new DiskFilter.At(id(1)), new DiskFilter.Portable(true))))
                .containsExactly(disk);
        assertThat(disks(DiskFilter.of(new DiskFilter.At(id(2))))).isEmpty();
        assertThat(disks(DiskFilter.of(new DiskFilter.Ids(Set.of())))).isEmpty();
    }

    private List<DiskId> disks(DiskFilter filter) {
        return stored.reads().disks().list(SCOPE, filter, MANY).items().stream()
                .map(one -> one.id())
                .toList();
    }

    @Test
    void snapshotsAreReadAndChosen() {
        var snapshot = new SnapshotId("s-1");
        List<SnapshotState> states = List.of(
                new SnapshotState.Progressing(OPERATION, NOW, 50),
                new SnapshotState.Failed(NOW, 50),
                new SnapshotState.Deleting(OPERATION, NOW),
                new SnapshotState.Accomplished(NOW));
        for (SnapshotState state : states) {
            var one = Given.snapshot(snapshot, new DiskId("d-1"), state);
            stored.put(one);

            assertThat(stored.reads().snapshots().find(ALICE, snapshot)).contains(one);
        }
        var chosen = SnapshotFilter.of(
                new SnapshotFilter.OfDisk(new DiskId("d-1")), new SnapshotFilter.InStatus(SnapshotStatus.ACCOMPLISHED));

        assertThat(stored.reads().snapshots().list(SCOPE, chosen, MANY).total()).isEqualTo(1);
        assertThat(stored.reads()
                        .snapshots()
                        .list(SCOPE, SnapshotFilter.of(new SnapshotFilter.Ids(Set.of())), MANY)
                        .items())
                .isEmpty();
    }

    private void tagged(int n, Map<String, String> tags) {
        var instance = Given.instance(id(n), RUNNING);
        stored.put(instance.with(instance.labels().withTags(Tags.of(tags))));
    }

    private List<String> tags(Wanted wanted, int size) {
        var tags = new ArrayList<String>();
        Optional<PageToken> next = Optional.empty();
        do {
            var page = stored.reads().tags().list(SCOPE, wanted, next, size);
            page.items().forEach(one -> tags.add(text(one)));
            next = page.next();
        } while (next.isPresent());
        return tags;
    }

    private static String text(TaggedResource one) {
        return one.resourceId() + " " + one.key() + "=" + one.value();
    }

    @Test
    void tagsAreListedInPartsByResourceAndKey() {
        tagged(1, Map.of("a", "1", "b", "2"));
        tagged(2, Map.of("a", "3"));
        tagged(3, Map.of());
        var all = new Wanted(ResourceKind.INSTANCE, null, List.of());

        assertThat(tags(all, 10)).containsExactly("i-0001 a=1", "i-0001 b=2", "i-0002 a=3");
        assertThat(tags(all, 1)).containsExactly("i-0001 a=1", "i-0001 b=2", "i-0002 a=3");
        assertThat(tags(new Wanted(ResourceKind.DISK, null, List.of()), 10)).isEmpty();
        assertThat(tags(new Wanted(ResourceKind.INSTANCE, Set.of(), List.of()), 10))
                .isEmpty();
        assertThat(tags(new Wanted(ResourceKind.INSTANCE, Set.of("i-0002"), List.of()), 10))
                .containsExactly("i-0002 a=3");
        assertThat(tags(
                        new Wanted(
                                ResourceKind.INSTANCE,
                                null,
                                List.of(new TagFilter("a", Set.of("1")), new TagFilter("b", Set.of()))),
                        10))
                .containsExactly("i-0001 a=1", "i-0001 b=2");
    }

    @Test
    void tagsChangeAndGoWithTheirResource() {
        tagged(1, Map.of("a", "1"));
        tagged(1, Map.of("b", "2"));
        tagged(2, Map.of("c", "3"));
        stored.put(Given.instance(id(2), new InstanceState.Releasing(OPERATION, NOW)));

        assertThat(tags(new Wanted(ResourceKind.INSTANCE, null, List.of()), 10)).containsExactly("i-0001 b=2");
    }

    @Test
    void theCensusGoesThroughAllAccountsByIds() {
        put(3, RUNNING);
        put(1, new InstanceState.Releasing(OPERATION, NOW));
        put(2, RUNNING);

        assertThat(stored.reads().census().instances(null, 2))
                .extracting(Instance::id)
                .containsExactly(id(1), id(2));
        assertThat(stored.reads().census().instances(id(2), 2))
                .extracting(Instance::id)
                .containsExactly(id(3));
        assertThat(stored.reads().census().disks(null, 2)).isEmpty();
        assertThat(stored.reads().census().snapshots(null, 2)).isEmpty();
    }
}
