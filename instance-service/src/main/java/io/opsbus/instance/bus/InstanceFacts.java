package io.opsbus.instance.bus;

import io.opsbus.instance.FactId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.fleet.Duty;
import io.opsbus.instance.fleet.Identity;
import io.opsbus.instance.fleet.InstanceFact;
import io.opsbus.instance.fleet.InstanceFact.CreationFailure;
import io.opsbus.instance.fleet.InstanceFact.EventStatus;
import io.opsbus.instance.fleet.InstanceFact.PreemptionNoticed;
import io.opsbus.instance.fleet.InstanceFact.StateChanged;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.Headers;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.Level;
import io.opsbus.schemas.ecs.instance.InstancePreemption;
import io.opsbus.schemas.ecs.instance.InstancePreemptionContent;
import io.opsbus.schemas.ecs.instance.InstanceStateChange;
import io.opsbus.schemas.ecs.instance.InstanceStateChangeContent;
import io.opsbus.schemas.ecs.instance.InstanceSystemEvent;
import io.opsbus.schemas.ecs.instance.InstanceSystemEventContent;
import io.opsbus.schemas.fleet.Mishap;
import io.opsbus.schemas.fleet.OperationResult;
import java.time.Instant;
import java.util.Map;

/** What is told about instances; every record's key is the instance's id. */
public final class InstanceFacts implements FactEncoder<InstanceFact> {
    private static final String CREATION_FAILED = "SystemFailure.Delete";

    private final Wire wire;

    public InstanceFacts(Wire wire) {
        this.wire = wire;
    }

    @Override
    public OutboxRecord encode(InstanceFact fact) {
        String key = fact.instanceId().text();
        return switch (fact) {
            case StateChanged it ->
                wire.event(
                        Topics.INSTANCE_STATE_CHANGE,
                        key,
                        it.id(),
                        stateChange(it),
                        Map.of(Headers.DEED, it.deed().name()));
            case PreemptionNoticed it -> wire.event(Topics.INSTANCE_PREEMPTION, key, it.id(), preemption(it));
            case CreationFailure it -> wire.event(Topics.INSTANCE_SYSTEM_EVENT, key, it.id(), creationFailure(it));
            case InstanceFact.Recorded it ->
                wire.state(Topics.INSTANCES, key, it.id(), InstanceRecords.of(it.instance()));
            case InstanceFact.Broke it -> wire.state(Topics.MISHAPS, key, it.id(), mishap(it));
            case InstanceFact.CarriedOut it -> wire.state(Topics.OPERATION_RESULTS, key, it.id(), result(it));
            case InstanceFact.Forgotten it -> wire.gone(Topics.INSTANCES, key, it.id());
        };
    }

    /** The fields every event begins with. */
    private record Head(String noticeId, String arn, String account, String region, String instance) {
        static Head of(FactId fact, Identity subject) {
            return new Head(
                    fact.noticeId(),
                    Notices.arn(
                            subject.region(),
                            subject.account(),
                            ResourceKind.INSTANCE,
                            subject.id().text()),
                    subject.account().text(),
                    subject.region().text(),
                    subject.id().text());
        }
    }

    private static Mishap mishap(InstanceFact.Broke fact) {
        return Mishap.newBuilder()
                .setKind(fact.what().word())
                .setAccountId(fact.subject().account().text())
                .setRegionId(fact.subject().region().text())
                .setInstanceId(fact.subject().id().text())
                .setIncarnation(fact.incarnation())
                .setDisks(fact.what().disks())
                .setSince(Notices.eventTime(fact.since()))
                .setAt(Notices.eventTime(fact.at()))
                .build();
    }

    private static OperationResult result(InstanceFact.CarriedOut fact) {
        String reason = fact.outcome() instanceof Duty.Outcome.Failed failed ? failed.reason() : null;
        String word = switch (fact.outcome()) {
            case Duty.Outcome.Done _ -> "Done";
            case Duty.Outcome.Failed _ -> "Failed";
            case Duty.Outcome.UserWasFirst _ -> "UserWasFirst";
        };
        return new OperationResult(
                fact.eventId().text(), fact.instanceId().text(), word, reason, Notices.eventTime(fact.at()));
    }

    private static InstanceStateChange stateChange(StateChanged fact) {
        var head = Head.of(fact.id(), fact.subject());
        return new InstanceStateChange(
                Notices.VERSION,
                head.noticeId(),
                Notices.PRODUCT,
                head.arn(),
                Level.INFO,
                "Instance:StateChange",
                head.account(),
                Notices.eventTime(fact.at()),
                head.region(),
                null,
                new InstanceStateChangeContent(
                        head.instance(), "ALIYUN::ECS::Instance", fact.status().word()));
    }

    /** INFO as the guide has it; CloudMonitor's later appendix says WARN. */
    private static InstancePreemption preemption(PreemptionNoticed fact) {
        var head = Head.of(fact.id(), fact.subject());
        return new InstancePreemption(
                Notices.VERSION,
                head.noticeId(),
                Notices.PRODUCT,
                head.arn(),
                Level.INFO,
                "Instance:PreemptibleInstanceInterruption",
                head.account(),
                Notices.eventTime(fact.at()),
                head.region(),
                null,
                new InstancePreemptionContent(head.instance(), "delete"));
    }

    private static InstanceSystemEvent creationFailure(CreationFailure fact) {
        var head = Head.of(fact.id(), fact.subject());
        return new InstanceSystemEvent(
                Notices.VERSION,
                head.noticeId(),
                Notices.PRODUCT,
                head.arn(),
                Level.CRITICAL,
                "Instance:" + CREATION_FAILED + ":" + fact.status().word(),
                head.account(),
                Notices.eventTime(fact.at()),
                head.region(),
                null,
                content(fact, head));
    }

    private static InstanceSystemEventContent content(CreationFailure fact, Head head) {
        Instant finished = fact.status() == EventStatus.EXECUTING ? null : Notices.contentTime(fact.at());
        var published = Notices.contentTime(fact.publishedAt());
        return new InstanceSystemEventContent(
                fact.eventId().text(),
                published,
                null,
                head.instance(),
                CREATION_FAILED,
                fact.status().word(),
                published,
                finished);
    }
}
