package io.opsbus.instance.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.FleetRefusal.NotOffered.What;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.SnapshotId;
import io.opsbus.rpc.reply.RpcError;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Actions declare and what callers can hear are the same; {@link EcsInMemory} looks the other way at every answer. */
class DeclaredErrorsTest {
    private static final InstanceId INSTANCE = new InstanceId("i-1");
    private static final DiskId DISK = new DiskId("d-1");
    private static final SnapshotId SNAPSHOT = new SnapshotId("s-1");

    /** Ids are fresh, and what no longer concerns a state is news or a timer: no caller hears these two. */
    private static final Set<Class<?>> NOBODYS = Set.of(FleetRefusal.AlreadyThere.class, FleetRefusal.Overtaken.class);

    private static final List<FleetRefusal> OTHERS = List.of(
            new FleetRefusal.AlreadyThere(ResourceKind.DISK, "d-1"),
            new FleetRefusal.IncorrectInstanceStatus(INSTANCE, "…"),
            new FleetRefusal.StillInitializing(INSTANCE),
            new FleetRefusal.LockedForSecurity(INSTANCE),
            new FleetRefusal.ExpiredOrInArrears(INSTANCE),
            new FleetRefusal.DeletionProtected(INSTANCE),
            new FleetRefusal.ChargeTypeViolation(INSTANCE),
            new FleetRefusal.IncorrectDiskStatus(DISK, "…"),
            new FleetRefusal.TooSoon(INSTANCE),
            new FleetRefusal.DiskNeverAttached(DISK),
            new FleetRefusal.DiskCreatingSnapshot(DISK),
            new FleetRefusal.DiskNotPortable(DISK),
            new FleetRefusal.DiskNotAttachedThere(DISK, INSTANCE),
            new FleetRefusal.NotInSameZone(DISK, INSTANCE),
            new FleetRefusal.DiskLimitExceeded(INSTANCE),
            new FleetRefusal.SnapshotNotReady(SNAPSHOT),
            new FleetRefusal.SnapshotOfAnotherDisk(SNAPSHOT, DISK),
            new FleetRefusal.TooManyTags(ResourceKind.DISK, "d-1"),
            new FleetRefusal.NotSupported(INSTANCE, "…"),
            new FleetRefusal.Overtaken("i-1", "…"));

    private static List<FleetRefusal> all() {
        Stream<FleetRefusal> found =
                Arrays.stream(ResourceKind.values()).map(kind -> new FleetRefusal.NotFound(kind, "x"));
        Stream<FleetRefusal> offered =
                Arrays.stream(What.values()).map(what -> new FleetRefusal.NotOffered(what, "x", List.of()));
        return Stream.of(found, offered, OTHERS.stream()).flatMap(each -> each).toList();
    }

    @Test
    void everyRefusalIsLookedAt() {
        assertThat(all().stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(Set.of(FleetRefusal.class.getPermittedSubclasses()));
    }

    @Test
    void everyRefusalIsDeclaredByAnAction() {
        Set<String> declared = new EcsInMemory()
                .declarations().stream()
                        .flatMap(one -> one.errors().stream())
                        .map(DeclaredErrorsTest::text)
                        .collect(Collectors.toSet());
        assertThat(all()).allSatisfy(refusal -> {
            String heard = text(FleetErrors.of(refusal));
            if (NOBODYS.contains(refusal.getClass())) {
                assertThat(declared).doesNotContain(heard);
            } else {
                assertThat(declared).as(refusal.toString()).contains(heard);
            }
        });
    }

    private static String text(RpcError error) {
        return error.status() + " " + error.code();
    }
}
