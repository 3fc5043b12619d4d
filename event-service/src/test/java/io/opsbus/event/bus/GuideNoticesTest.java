package io.opsbus.event.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventCycle.Executing;
import io.opsbus.event.cycle.EventCycle.Scheduled;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.EventFact.Announced;
import io.opsbus.event.cycle.EventFact.Asked;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.cycle.Target.DiskRef;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.kind.Levels;
import io.opsbus.event.kind.Operation;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.EventNames;
import io.opsbus.schemas.Headers;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.fleet.OperationRequest;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.testkit.bus.Samples;
import java.time.Instant;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** The notices of guide 4.2, to the letter. */
class GuideNoticesTest {
    private static final Owner OWNER = new Owner(new AccountId("169070*****30"), "cn-hangzhou");
    private static final ResourceId MACHINE = new ResourceId("i-bp1ecr*****5go2go");
    private static final Pattern NOTICE_ID = Pattern.compile("\"id\":\"[^\"]*\"");

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroDeserializer<SpecificRecord> reader = new AvroDeserializer<>(registry);

    @Test
    void aPublishedRebootIsTheGuidesFirstSample() {
        assertThat(json(announced(reboot("e-bp11trd*****pqum2"), "2019-04-09T04:18:26.922Z"), NoticeNames.ANNOUNCED))
                .isEqualTo(sample(Samples.REBOOT_SCHEDULED));
    }

    @Test
    void anAvoidedRebootIsTheGuidesSecondSampleWhereNamesKeepTheFirstState() {
        var scheduled = reboot("e-bp1ltrdr*****qum2");
        var avoided = scheduled.to(((Scheduled) scheduled.cycle()).avoid(Instant.parse("2019-04-10T08:01:01.5Z")));
        var fact = announced(avoided, "2019-04-10T08:01:01.922Z");
        assertThat(json(fact, NoticeNames.FIRST)).isEqualTo(sample(Samples.REBOOT_AVOIDED));
        assertThat(json(fact, NoticeNames.ANNOUNCED))
                .isEqualTo(sample(Samples.REBOOT_AVOIDED).replace(":Scheduled\"", ":Avoided\""));
    }

    @Test
    void aStalledDiskIsTheGuidesPairOfSamples() {
        // eventTime of the samples is eight hours off their content; ours is when it happened
        var stalled = stalled();
        assertThat(json(announced(stalled, "2019-04-10T00:01:01.922Z"), NoticeNames.ANNOUNCED))
                .isEqualTo(sample(Samples.DISK_STALLED));
        var over = stalled.to(((Executing) stalled.cycle()).complete(Instant.parse("2019-04-10T01:03:01Z")));
        var fact = announced(over, "2019-04-10T00:03:01.922Z");
        assertThat(json(fact, NoticeNames.FIRST)).isEqualTo(sample(Samples.DISK_STALLED_FINISHED));
        assertThat(json(fact, NoticeNames.ANNOUNCED))
                .isEqualTo(sample(Samples.DISK_STALLED_FINISHED).replace(":Executing\"", ":Executed\""));
    }

    @Test
    void aNoticeSentTwiceIsTheSameRecordAndItsNeighbourAnother() {
        var scheduled = reboot("e-1");
        var fact = announced(scheduled, "2019-04-09T04:18:26Z");
        var one = encode(fact, NoticeNames.ANNOUNCED);
        var again = encode(fact, NoticeNames.ANNOUNCED);
        assertThat(again.factId()).isEqualTo(one.factId());
        assertThat(again.value()).isEqualTo(one.value());
        assertThat(again.headers()).isEqualTo(one.headers());
        var next = encode(
                announced(scheduled.to(((Scheduled) scheduled.cycle()).remind()), "2019-04-09T05:18:26Z"),
                NoticeNames.ANNOUNCED);
        assertThat(next.factId()).isNotEqualTo(one.factId());
        assertThat(next.headers().get(Headers.EVENT_ID))
                .isNotEqualTo(one.headers().get(Headers.EVENT_ID));
        // one event, one trace
        assertThat(trace(next)).isEqualTo(trace(one));
        assertThat(one.key()).isEqualTo(MACHINE.text());
        assertThat(SystemEventFacts.isOurs(one.factId())).isTrue();
        assertThat(SystemEventFacts.isOurs("2256A988-0B26-4E2B-820A-8A5")).isFalse();
    }

    @Test
    void anExecutionIsAskedForWithAllItsOwnerNeeds() {
        var executing =
                reboot("e-1").to(((Scheduled) reboot("e-1").cycle()).begin(Instant.parse("2019-04-12T01:01:01Z")));
        var record = encode(
                new Asked(executing, Operation.REBOOT, Instant.parse("2019-04-12T01:01:01Z")), NoticeNames.ANNOUNCED);
        assertThat(record.topic()).isEqualTo(Topics.OPERATION_REQUESTS.name());
        assertThat(record.key()).isEqualTo(MACHINE.text());
        assertThat(read(record))
                .isEqualTo(new OperationRequest(
                        "e-1",
                        "SystemMaintenance.Reboot",
                        MACHINE.text(),
                        "169070*****30",
                        "cn-hangzhou",
                        null,
                        "REBOOT",
                        Instant.parse("2019-04-09T04:18:26Z"),
                        Instant.parse("2019-04-12T01:01:01Z")));
    }

    /** 仅执行中、已执行、已取消和已避免状态的系统事件才会返回executeStartTime和executeFinishTime属性. */
    @Test
    void aFailedEventTellsNoTimesOfExecution() {
        var executing = new Executing(Instant.parse("2019-04-12T01:01:01Z"), null);
        var failed = Published.first(
                subject("e-1", EventType.FAILURE_REBOOT),
                Instant.parse("2019-04-12T01:01:02Z"),
                executing.fail(Instant.parse("2019-04-12T07:01:01Z"), "why"));
        assertThat(json(announced(failed, "2019-04-12T07:01:01Z"), NoticeNames.ANNOUNCED))
                .contains("Instance:SystemFailure.Reboot:Failed")
                .doesNotContain("execute")
                .doesNotContain("notBefore");
    }

    @Test
    void everyNameAndLevelOfTheTablesIsOneTheSchemasKnow() {
        var unknown = new TreeSet<String>();
        for (EventType type : EventType.values()) {
            for (EventStatus status : EventStatus.values()) {
                String name = (type.isOfDisk() ? "Disk:" : "Instance:") + type.word() + ":" + status.word();
                var known = EventNames.find(name);
                if (Levels.stated(type).contains(status)) {
                    assertThat(known).as(name).isPresent();
                    assertThat(known.orElseThrow().levels().get(status.word()))
                            .as(name)
                            .extracting(Enum::name)
                            .contains(Levels.of(type, status).name());
                } else if (known.isPresent()) {
                    unknown.add(name);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    private String json(Announced fact, NoticeNames names) {
        byte[] json = EventJson.write(read(encode(fact, names)));
        return NOTICE_ID.matcher(new String(json, UTF_8)).replaceFirst("\"id\":\"…\"");
    }

    /** The sample as we would write it, its masked id aside. */
    private static String sample(Samples sample) {
        var read = (EventJson.Valid) EventJson.read(sample.bytes());
        return NOTICE_ID
                .matcher(new String(EventJson.write(read.event()), UTF_8))
                .replaceFirst("\"id\":\"…\"");
    }

    private SpecificRecord read(OutboxRecord record) {
        return Objects.requireNonNull(reader.deserialize(record.topic(), record.value()));
    }

    private OutboxRecord encode(EventFact fact, NoticeNames names) {
        return new SystemEventFacts(new AvroRecords(registry), names).encode(fact);
    }

    private static String trace(OutboxRecord record) {
        return Objects.requireNonNull(record.headers().get(Headers.TRACEPARENT)).substring(0, 35);
    }

    private static Announced announced(Published event, String at) {
        return new Announced(event, Instant.parse(at));
    }

    private static Published reboot(String id) {
        EventCycle scheduled = new Scheduled(Plan.at(Instant.parse("2019-04-12T01:01:01Z")), false);
        return Published.first(
                subject(id, EventType.MAINTENANCE_REBOOT), Instant.parse("2019-04-09T04:18:26Z"), scheduled);
    }

    private static Subject subject(String id, EventType type) {
        var target = new Target.OfInstance(OWNER, MACHINE, null, null);
        return new Subject(new EventId(id), type, target, Origin.OPERATOR, "a reason");
    }

    private static Published stalled() {
        var disk = new DiskRef(new ResourceId("d-t4ndyqve*****n4ds"), "/dev/xvdb");
        var target = new Target.OfDisk(OWNER, disk, new ResourceId("i-bplecr*****5go2go"), "ecs-instance-name");
        var subject = new Subject(
                new EventId("e-t4navn7*****6x5no"), EventType.DISK_STALLED, target, Origin.PROVIDER, "it stalls");
        return Published.first(
                subject,
                Instant.parse("2019-04-10T01:01:02Z"),
                new Executing(Instant.parse("2019-04-10T01:01:01Z"), null));
    }
}
