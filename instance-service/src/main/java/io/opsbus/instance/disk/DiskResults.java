package io.opsbus.instance.disk;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.disk.DiskFact.Kind;
import io.opsbus.instance.disk.DiskState.Attaching;
import io.opsbus.instance.disk.DiskState.Creating;
import io.opsbus.instance.disk.DiskState.Deleting;
import io.opsbus.instance.disk.DiskState.Detaching;
import io.opsbus.instance.disk.DiskState.ReIniting;
import io.opsbus.instance.disk.DiskState.Transitional;
import io.opsbus.instance.provider.OperationResult;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides what the end of an operation means for its disk; the same for every provider. */
public final class DiskResults {
    private DiskResults() {}

    /**
     * Takes the result of an operation.
     *
     * @param operation which one; a result of another than the state waits for is late and changes nothing
     */
    public static Decision<Disk, Done, DiskFact> decide(
            @Nullable Disk disk, DiskId id, OperationId operation, OperationResult result, Instant now) {
        if (disk == null
                || !(disk.state() instanceof Transitional waiting)
                || !waiting.operation().equals(operation)) {
            return Decision.refused(new FleetRefusal.Overtaken(id.text(), "does not wait for " + operation));
        }
        return switch (result) {
            case OperationResult.Done _ -> done(disk, waiting, now);
            case OperationResult.Failed _, OperationResult.Unsupported _ -> failed(disk, waiting, now);
        };
    }

    private static Decision<Disk, Done, DiskFact> done(Disk disk, Transitional waiting, Instant now) {
        var step = DiskStep.from(disk, now);
        return switch (waiting) {
            case Creating creating -> {
                var then = creating.then();
                yield then == null
                        ? step.to(creating.created()).done()
                        : step.to(creating.created().attach(step.operation(), now, then))
                                .done();
            }
            case Attaching attaching ->
                step.to(attaching.attached(now)).completed(Kind.ATTACH, true).done();
            case Detaching detaching ->
                step.to(detaching.detached())
                        .set(labels -> labels.detached(now))
                        .completed(Kind.DETACH, true)
                        .done();
            case ReIniting reIniting -> step.to(reIniting.ended()).done();
            case Deleting _ -> step.gone();
        };
    }

    /** Also for an operation nothing was heard of for too long. */
    static Decision<Disk, Done, DiskFact> failed(Disk disk, Transitional waiting, Instant now) {
        var step = DiskStep.from(disk, now);
        return switch (waiting) {
            case Creating _ -> step.gone();
            case Attaching attaching ->
                step.to(attaching.failed()).completed(Kind.ATTACH, false).done();
            case Detaching detaching ->
                step.to(detaching.failed()).completed(Kind.DETACH, false).done();
            case ReIniting reIniting -> step.to(reIniting.ended()).done();
            // it is asked for again until it is done
            case Deleting _ ->
                Decision.refused(new FleetRefusal.Overtaken(disk.id().text(), "not deleted yet"));
        };
    }
}
