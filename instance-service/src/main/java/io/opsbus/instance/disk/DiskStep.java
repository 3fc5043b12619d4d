package io.opsbus.instance.disk;

import io.opsbus.instance.FactId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.disk.DiskState.Transitional;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** One accepted change of a disk while it is put together. */
final class DiskStep {
    private final boolean watched;
    private final Instant now;
    private final List<DiskFact> facts = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private Disk disk;

    private DiskStep(Disk before, boolean watched, Instant now) {
        this.watched = watched;
        this.disk = before.atRevision(before.revision() + 1);
        this.now = now;
    }

    static DiskStep from(Disk before, Instant now) {
        return new DiskStep(before, before.state() instanceof Transitional, now);
    }

    /** A disk that was not there before; its revision is 1. */
    static DiskStep begin(Disk fresh, Instant now) {
        return new DiskStep(fresh.atRevision(0), false, now);
    }

    /** What the provider is asked for by this change. */
    OperationId operation() {
        return OperationId.of(disk.id().text(), disk.revision());
    }

    DiskStep to(DiskState next) {
        disk = disk.with(next);
        return this;
    }

    DiskStep set(UnaryOperator<DiskLabels> change) {
        disk = disk.with(change.apply(disk.labels()));
        return this;
    }

    DiskStep completed(DiskFact.Kind operation, boolean accomplished) {
        facts.add(new DiskFact.OperationCompleted(factId(), disk.identity(), operation, accomplished, now));
        return this;
    }

    Decision<Disk, Done, DiskFact> done() {
        if (disk.state() instanceof Transitional) {
            timers.add(DiskWatch.set(disk.id(), now));
        } else if (watched) {
            timers.add(DiskWatch.cancel(disk.id()));
        }
        // a disk being deleted is gone for everybody else
        facts.add(
                disk.visible()
                        ? new DiskFact.Recorded(factId(), disk)
                        : new DiskFact.Forgotten(factId(), disk.identity()));
        return new Decision.Accepted<>(disk, Done.DONE, facts, timers);
    }

    Decision<Disk, Done, DiskFact> gone() {
        if (watched) {
            timers.add(DiskWatch.cancel(disk.id()));
        }
        if (disk.visible()) {
            facts.add(new DiskFact.Forgotten(factId(), disk.identity()));
        }
        return new Decision.Accepted<>(null, Done.DONE, facts, timers);
    }

    private FactId factId() {
        return FactId.of(disk.id().text(), disk.revision(), facts.size());
    }
}
