package io.opsbus.instance.bus;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SystemEventId;
import io.opsbus.instance.fleet.Duty.Work;
import io.opsbus.instance.lifecycle.Duties.Order;
import io.opsbus.ledger.inbox.Reading;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.fleet.OperationRequest;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.schemas.serde.UndecodableRecord;
import org.jspecify.annotations.Nullable;

/** Records of {@code fleet.operation-requests} as orders. A notice, never an authorisation: deciding looks at the instance. */
public final class DutyRecords {
    private final AvroDeserializer<OperationRequest> deserializer;

    /** Records whose schemas are in this registry. */
    public DutyRecords(SchemaRegistry registry) {
        this.deserializer = new AvroDeserializer<>(registry);
    }

    /**
     * Reads one record.
     *
     * @throws io.opsbus.schemas.registry.SchemaRegistryUnavailable when the registry must be asked and is away
     */
    public Reading<Order> read(byte @Nullable [] value) {
        try {
            OperationRequest request = deserializer.deserialize(Topics.OPERATION_REQUESTS.name(), value);
            return request == null ? new Reading.Poison<>("no value") : new Reading.Understood<>(order(request));
        } catch (UndecodableRecord | IllegalArgumentException poison) {
            return new Reading.Poison<>(String.valueOf(poison.getMessage()));
        }
    }

    private static Order order(OperationRequest request) {
        // only maintenance finds a system inside that still listens
        boolean broken = !request.getEventType().startsWith("SystemMaintenance.");
        return new Order(
                new SystemEventId(request.getEventId()),
                new AccountId(request.getAccountId()),
                new InstanceId(request.getInstanceId()),
                work(request.getOperation()),
                broken,
                request.getPublishedAt(),
                request.getAskedAt(),
                request.getDiskId() == null ? null : new DiskId(request.getDiskId()));
    }

    private static Work work(String operation) {
        return switch (operation) {
            case "REBOOT" -> Work.REBOOT;
            case "STOP" -> Work.STOP;
            case "DELETE" -> Work.DELETE;
            case "REDEPLOY" -> Work.REDEPLOY;
            case "ISOLATE_DISK" -> Work.ISOLATE_DISK;
            case "REINIT_DISK" -> Work.REINIT_DISK;
            case "REBOOT_AND_ISOLATE_DISK" -> Work.REBOOT_AND_ISOLATE_DISK;
            case "REBOOT_AND_REINIT_DISK" -> Work.REBOOT_AND_REINIT_DISK;
            case "CLEAN_INACTIVE_DISKS" -> Work.CLEAN_DISKS;
            default -> Work.OTHER;
        };
    }
}
