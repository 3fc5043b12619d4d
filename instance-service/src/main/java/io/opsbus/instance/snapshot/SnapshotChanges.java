package io.opsbus.instance.snapshot;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.FactId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.provider.OperationResult;
import io.opsbus.instance.snapshot.SnapshotState.Accomplished;
import io.opsbus.instance.snapshot.SnapshotState.Deleting;
import io.opsbus.instance.snapshot.SnapshotState.Failed;
import io.opsbus.instance.snapshot.SnapshotState.Progressing;
import io.opsbus.instance.snapshot.SnapshotState.Transitional;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides the changes of a snapshot. */
public final class SnapshotChanges {
    private SnapshotChanges() {}

    /** Begins one. */
    public static Decision<Snapshot, Done, SnapshotFact> create(
            @Nullable Snapshot there,
            SnapshotIdentity identity,
            SnapshotSource source,
            SnapshotLabels labels,
            Instant now) {
        var id = identity.id();
        if (there != null) {
            return Decision.refused(new FleetRefusal.AlreadyThere(ResourceKind.SNAPSHOT, id.text()));
        }
        if (!labels.tags().fit()) {
            return Decision.refused(new FleetRefusal.TooManyTags(ResourceKind.SNAPSHOT, id.text()));
        }
        var timers = new ArrayList<Timer>();
        timers.add(SnapshotAlarm.WATCHDOG.at(id, now.plus(SnapshotAlarm.ASK_AGAIN)));
        if (labels.retentionDays() > 0) {
            timers.add(SnapshotAlarm.EXPIRY.at(id, now.plus(Duration.ofDays(labels.retentionDays()))));
        }
        var progressing = new Progressing(OperationId.of(id.text(), 1), now, 0);
        return new Decision.Accepted<>(
                new Snapshot(identity, progressing, source, labels, 1), Done.DONE, List.of(), timers);
    }

    /**
     * Decides one request.
     *
     * @param snapshot as it is stored, whoever owns it; null if there is none
     * @param account who asks: another account's snapshot is not found
     */
    public static Decision<Snapshot, Done, SnapshotFact> decide(
            @Nullable Snapshot snapshot, AccountId account, SnapshotId id, SnapshotRequest request, Instant now) {
        if (snapshot == null || !snapshot.ownedBy(account) || snapshot.state() instanceof Deleting) {
            return Decision.refused(new FleetRefusal.NotFound(ResourceKind.SNAPSHOT, id.text()));
        }
        return switch (request) {
            case SnapshotRequest.Delete _ -> delete(snapshot, now);
            case SnapshotRequest.Tag(Tags tags) ->
                tagged(snapshot, snapshot.labels().tags().with(tags));
            case SnapshotRequest.Untag untag ->
                tagged(snapshot, snapshot.labels().tags().without(untag.keys()));
            case SnapshotRequest.UntagAll _ -> tagged(snapshot, Tags.NONE);
        };
    }

    /** Takes the result of an operation; one the state does not wait for is late and changes nothing. */
    public static Decision<Snapshot, Done, SnapshotFact> result(
            @Nullable Snapshot snapshot, SnapshotId id, OperationId operation, OperationResult result, Instant now) {
        if (snapshot == null
                || !(snapshot.state() instanceof Transitional waiting)
                || !waiting.operation().equals(operation)) {
            return overtaken(id, "does not wait for " + operation);
        }
        boolean done = result instanceof OperationResult.Done;
        return switch (waiting) {
            case Progressing progressing -> ended(snapshot, progressing, done, now);
            case Deleting _ -> done ? gone(snapshot) : overtaken(id, "not deleted yet");
        };
    }

    /** Takes how far it is; never back. */
    public static Decision<Snapshot, Done, SnapshotFact> progress(
            @Nullable Snapshot snapshot, SnapshotId id, int percent) {
        if (snapshot == null
                || !(snapshot.state() instanceof Progressing progressing)
                || percent <= progressing.percent()) {
            return overtaken(id, "is so far already");
        }
        return Decision.accepted(next(snapshot).with(progressing.at(percent)), List.of());
    }

    /** Decides what follows when a timer comes due. Accepted with the same state means: ask the provider again. */
    public static Decision<Snapshot, Done, SnapshotFact> alarm(
            @Nullable Snapshot snapshot, SnapshotAlarm.Rung rung, Instant now) {
        var id = rung.id();
        if (snapshot == null) {
            return overtaken(id, "gone");
        }
        if (rung.alarm() == SnapshotAlarm.EXPIRY) {
            return delete(snapshot, now);
        }
        if (!(snapshot.state() instanceof Transitional waiting)) {
            return overtaken(id, "waits for nothing");
        }
        boolean tooLong = !waiting.since().plus(SnapshotAlarm.GIVE_UP).isAfter(now);
        if (tooLong && waiting instanceof Progressing progressing) {
            return ended(snapshot, progressing, false, now);
        }
        return new Decision.Accepted<>(
                snapshot,
                Done.DONE,
                List.of(),
                List.of(SnapshotAlarm.WATCHDOG.at(id, now.plus(SnapshotAlarm.ASK_AGAIN))));
    }

    private static Decision<Snapshot, Done, SnapshotFact> ended(
            Snapshot snapshot, Progressing progressing, boolean accomplished, Instant now) {
        var after = next(snapshot).with(accomplished ? progressing.done(now) : progressing.fail(now));
        var id = FactId.of(snapshot.id().text(), after.revision(), 0);
        List<SnapshotFact> facts = switch (snapshot.labels().kind()) {
            case USER -> List.of(new SnapshotFact.Completed(id, after, accomplished, now));
            case AUTO -> List.of();
        };
        return new Decision.Accepted<>(after, Done.DONE, facts, List.of(SnapshotAlarm.WATCHDOG.cancel(snapshot.id())));
    }

    private static Decision<Snapshot, Done, SnapshotFact> delete(Snapshot snapshot, Instant now) {
        var after = next(snapshot);
        var operation = OperationId.of(snapshot.id().text(), after.revision());
        return switch (snapshot.state()) {
            case Progressing _ -> Decision.refused(new FleetRefusal.SnapshotNotReady(snapshot.id()));
            case Accomplished accomplished -> deleting(after.with(accomplished.delete(operation, now)), now);
            case Failed failed -> deleting(after.with(failed.delete(operation, now)), now);
            case Deleting _ -> overtaken(snapshot.id(), "is being deleted");
        };
    }

    private static Decision<Snapshot, Done, SnapshotFact> deleting(Snapshot after, Instant now) {
        return new Decision.Accepted<>(
                after,
                Done.DONE,
                List.of(),
                List.of(SnapshotAlarm.WATCHDOG.at(after.id(), now.plus(SnapshotAlarm.ASK_AGAIN))));
    }

    private static Decision<Snapshot, Done, SnapshotFact> gone(Snapshot snapshot) {
        return new Decision.Accepted<>(
                null,
                Done.DONE,
                List.of(),
                List.of(SnapshotAlarm.WATCHDOG.cancel(snapshot.id()), SnapshotAlarm.EXPIRY.cancel(snapshot.id())));
    }

    private static Decision<Snapshot, Done, SnapshotFact> tagged(Snapshot snapshot, Tags tags) {
        return tags.fit()
                ? Decision.accepted(next(snapshot).with(snapshot.labels().withTags(tags)), List.of())
                : Decision.refused(new FleetRefusal.TooManyTags(
                        ResourceKind.SNAPSHOT, snapshot.id().text()));
    }

    private static Snapshot next(Snapshot snapshot) {
        return snapshot.atRevision(snapshot.revision() + 1);
    }

    private static Decision<Snapshot, Done, SnapshotFact> overtaken(SnapshotId id, String why) {
        return Decision.refused(new FleetRefusal.Overtaken(id.text(), why));
    }
}
