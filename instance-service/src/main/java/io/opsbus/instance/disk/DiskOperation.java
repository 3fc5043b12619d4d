package io.opsbus.instance.disk;

import io.opsbus.instance.disk.DiskState.Attaching;
import io.opsbus.instance.disk.DiskState.Creating;
import io.opsbus.instance.disk.DiskState.Deleting;
import io.opsbus.instance.disk.DiskState.Detaching;
import io.opsbus.instance.disk.DiskState.ReIniting;
import io.opsbus.instance.disk.DiskState.Transitional;
import io.opsbus.instance.provider.Operation;
import java.util.Optional;

/** What a disk's state waits for, as the operation its provider is to be asked for; asked again it is the same. */
public final class DiskOperation {
    private DiskOperation() {}

    public static Optional<Operation> of(Disk disk) {
        if (!(disk.state() instanceof Transitional waiting)) {
            return Optional.empty();
        }
        var id = disk.id();
        return Optional.of(
                switch (waiting) {
                    case Creating creating ->
                        new Operation.CreateDisk(
                                creating.operation(),
                                id,
                                disk.medium().sizeGiB(),
                                disk.medium().source());
                    case Attaching attaching ->
                        new Operation.AttachDisk(
                                attaching.operation(),
                                attaching.to().instance(),
                                id,
                                attaching.to().device());
                    case Detaching detaching ->
                        new Operation.DetachDisk(
                                detaching.operation(), detaching.from().at().instance(), id);
                    case ReIniting reIniting -> new Operation.ResetDisk(reIniting.operation(), id, reIniting.to());
                    case Deleting deleting -> new Operation.DeleteDisk(deleting.operation(), id);
                });
    }
}
