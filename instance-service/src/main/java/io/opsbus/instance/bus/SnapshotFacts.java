package io.opsbus.instance.bus;

import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.snapshot.SnapshotFact;
import io.opsbus.instance.snapshot.SnapshotFact.Completed;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.Level;
import io.opsbus.schemas.ecs.snapshot.SnapshotCompleted;
import io.opsbus.schemas.ecs.snapshot.SnapshotCompletedContent;

/** What is told about snapshots; every record's key is the snapshot's id. */
public final class SnapshotFacts implements FactEncoder<SnapshotFact> {
    private final Wire wire;

    public SnapshotFacts(Wire wire) {
        this.wire = wire;
    }

    @Override
    public OutboxRecord encode(SnapshotFact fact) {
        return switch (fact) {
            case Completed it ->
                wire.event(Topics.SNAPSHOT_COMPLETED, it.snapshot().id().text(), it.id(), completed(it));
        };
    }

    private static SnapshotCompleted completed(Completed fact) {
        var snapshot = fact.snapshot();
        var identity = snapshot.identity();
        String id = identity.id().text();
        String name = snapshot.labels().name();
        return new SnapshotCompleted(
                Notices.VERSION,
                fact.id().noticeId(),
                Notices.PRODUCT,
                Notices.arn(identity.region(), identity.account(), ResourceKind.SNAPSHOT, id),
                fact.accomplished() ? Level.INFO : Level.WARN,
                "Snapshot:CreateSnapshotCompleted",
                identity.account().text(),
                Notices.eventTime(fact.at()),
                identity.region().text(),
                null,
                new SnapshotCompletedContent(
                        fact.accomplished() ? "accomplished" : "failed",
                        id,
                        name.isEmpty() ? null : name,
                        null,
                        snapshot.source().disk().text(),
                        Notices.contentTime(identity.createdAt()),
                        Notices.contentTime(fact.at())));
    }
}
