package io.opsbus.event.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.event.Fingerprint;
import io.opsbus.event.TraceParent;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.EventFact.Announced;
import io.opsbus.event.cycle.EventFact.Asked;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.cycle.Target.DiskRef;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.Headers;
import io.opsbus.schemas.Topic;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.fleet.OperationRequest;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** What is told of system events: notices for users, requests for the owner of the instances. */
public final class SystemEventFacts implements FactEncoder<EventFact> {
    private final RecordBytes bytes;
    private final SystemEventRecords records;

    /** Facts in this form. */
    public SystemEventFacts(RecordBytes bytes, NoticeNames names) {
        this.bytes = bytes;
        this.records = new SystemEventRecords(names);
    }

    /** How a record lies on its topic. */
    @FunctionalInterface
    public interface RecordBytes {
        /**
         * The bytes of a record.
         *
         * @throws io.opsbus.event.UnavailableException when the schema's id is not known yet and the registry is away
         */
        byte[] encode(Topic<?> topic, SpecificRecord record);
    }

    /** Whether a record with this fact id is one of ours. */
    public static boolean isOurs(String factId) {
        return factId.startsWith("e-") && (factId.endsWith("/notice") || factId.endsWith("/operation"));
    }

    @Override
    public OutboxRecord encode(EventFact fact) {
        return switch (fact) {
            case Announced announced -> notice(announced);
            case Asked asked -> request(asked);
        };
    }

    private OutboxRecord notice(Announced fact) {
        boolean ofDisk = fact.event().type().isOfDisk();
        Topic<?> topic = ofDisk ? Topics.DISK_SYSTEM_EVENT : Topics.INSTANCE_SYSTEM_EVENT;
        String noticeId = noticeId(fact.factId());
        return record(topic, fact, records.of(fact, noticeId), noticeId);
    }

    private OutboxRecord request(Asked fact) {
        var event = fact.event();
        Target target = event.subject().target();
        DiskRef disk = switch (target) {
            case Target.OfInstance instance -> instance.disk();
            case Target.OfDisk ofDisk -> ofDisk.disk();
        };
        var request = new OperationRequest(
                event.id().text(),
                event.type().word(),
                target.resource().text(),
                target.owner().account().text(),
                target.owner().region(),
                disk == null ? null : disk.id().text(),
                fact.operation().name(),
                event.publishedAt().truncatedTo(ChronoUnit.MILLIS),
                fact.at().truncatedTo(ChronoUnit.MILLIS));
        return record(Topics.OPERATION_REQUESTS, fact, request, event.id().text());
    }

    private OutboxRecord record(Topic<?> topic, EventFact fact, SpecificRecord value, String eventId) {
        return new OutboxRecord(
                topic.name(),
                fact.event().subject().target().resource().text(),
                bytes.encode(topic, value),
                Map.of(
                        Headers.EVENT_ID,
                        eventId,
                        Headers.TRACEPARENT,
                        trace(fact).toString()),
                fact.factId());
    }

    /** Like the guide's ids; made of the fact, so that a notice sent twice carries the same one. */
    private static String noticeId(String factId) {
        return UUID.nameUUIDFromBytes(factId.getBytes(UTF_8)).toString().toUpperCase(Locale.ROOT);
    }

    /** All facts of one event belong to one trace; sampled. */
    private static TraceParent trace(EventFact fact) {
        return new TraceParent(digits(fact.event().id().text(), 32), digits(fact.factId(), 16), "01");
    }

    /** Never all zero: the first digit is not. */
    private static String digits(String text, int count) {
        return "1" + Fingerprint.of(text.getBytes(UTF_8)).hex().substring(1, count);
    }
}
