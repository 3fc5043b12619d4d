package io.opsbus.event.bus.fleet;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.cycle.Target.DiskRef;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.source.ProviderNews;
import io.opsbus.event.source.ProviderNews.HostLost.Disks;
import io.opsbus.schemas.fleet.Mishap;
import org.jspecify.annotations.Nullable;

/** Records of {@code fleet.mishaps} as what providers tell. */
final class Mishaps {
    private Mishaps() {}

    static ProviderNews news(Mishap record) {
        return switch (record.getKind()) {
            case "HostLost" ->
                new ProviderNews.HostLost(
                        instance(record), record.getIncarnation(), disks(record.getDisks()), record.getSince());
            case "GuestCrashed" ->
                new ProviderNews.GuestCrashed(instance(record), record.getIncarnation(), record.getSince());
            default -> disk(record);
        };
    }

    private static ProviderNews disk(Mishap record) {
        EventType trouble = EventType.parse(record.getKind())
                .filter(EventType::isOfDisk)
                .orElseThrow(() -> new IllegalArgumentException("no mishap: " + record.getKind()));
        String instance = record.getInstanceId();
        var disk = new Target.OfDisk(
                FleetRecords.owner(record.getAccountId(), record.getRegionId()),
                new DiskRef(new ResourceId(required(record.getDiskId(), "diskId")), record.getDevice()),
                instance == null ? null : new ResourceId(instance),
                record.getInstanceName());
        return record.getOver()
                ? new ProviderNews.DiskWell(disk, trouble, record.getSince(), record.getAt())
                : new ProviderNews.DiskTrouble(disk, trouble, record.getSince());
    }

    private static Target.OfInstance instance(Mishap record) {
        return new Target.OfInstance(
                FleetRecords.owner(record.getAccountId(), record.getRegionId()),
                new ResourceId(required(record.getInstanceId(), "instanceId")),
                record.getInstanceName(),
                null);
    }

    private static Disks disks(@Nullable String word) {
        return switch (word) {
            case null -> Disks.REMOTE;
            case "Remote" -> Disks.REMOTE;
            case "LocalKept" -> Disks.LOCAL_KEPT;
            case "LocalLost" -> Disks.LOCAL_LOST;
            default -> throw new IllegalArgumentException("no kind of disks: " + word);
        };
    }

    private static String required(@Nullable String value, String field) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("a mishap without " + field);
        }
        return value;
    }
}
