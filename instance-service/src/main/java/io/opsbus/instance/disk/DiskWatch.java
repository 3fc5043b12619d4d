package io.opsbus.instance.disk;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.disk.DiskState.Deleting;
import io.opsbus.instance.disk.DiskState.Transitional;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The durable timer of a disk: an operation was asked for and nothing was heard. */
public final class DiskWatch {
    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);
    private static final Duration GIVE_UP = Duration.ofMinutes(15);
    private static final String SUFFIX = "/watchdog";

    private DiskWatch() {}

    static Timer.Set set(DiskId id, Instant now) {
        return new Timer.Set(id.text() + SUFFIX, now.plus(ASK_AGAIN), id.text());
    }

    static Timer.Cancel cancel(DiskId id) {
        return new Timer.Cancel(id.text() + SUFFIX);
    }

    /** Decides what follows when it comes due. Accepted with the same state means: ask the provider again. */
    public static Decision<Disk, Done, DiskFact> rung(@Nullable Disk disk, DiskId id, Instant now) {
        if (disk == null || !(disk.state() instanceof Transitional waiting)) {
            return Decision.refused(new FleetRefusal.Overtaken(id.text(), "waits for nothing"));
        }
        boolean tooLong = !waiting.since().plus(GIVE_UP).isAfter(now);
        if (tooLong && !(waiting instanceof Deleting)) {
            return DiskResults.failed(disk, waiting, now);
        }
        return new Decision.Accepted<>(disk, Done.DONE, List.of(), List.of(set(id, now)));
    }
}
