package io.opsbus.instance.store;

import static io.opsbus.instance.Given.ALICE;
import static io.opsbus.instance.Given.NOW;
import static io.opsbus.instance.Given.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.disk.DiskState;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceState;
import io.opsbus.instance.page.PageToken;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.query.DiskFilter;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reads show of disks, snapshots and tags, whatever stores the fleet. */
abstract class BesidesInstancesContract {
    static final OperationId OPERATION = new OperationId("i-1.1");
    static final InstanceState RUNNING = new InstanceState.Running();
    static final Paging MANY = Paging.first(100);

    Stored stored = InMemoryFleetTest.stored(new InMemoryTables(), InstantSource.system());

    /** An empty fleet. */
    abstract Stored fresh();

    @BeforeEach
    void begin() {
        stored = fresh();
    }

    static InstanceId id(int n) {
        return new InstanceId("i-%04d".formatted(n));
    }

    Instance put(int n, InstanceState state) {
        var instance = Given.instance(id(n), state);
        stored.put(instance);
        return instance;
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
}
