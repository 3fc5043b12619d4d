package io.opsbus.instance.bus;

import static io.opsbus.instance.Given.ALICE;
import static io.opsbus.instance.Given.HANGZHOU;
import static io.opsbus.instance.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsbus.instance.AccountId;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.FactId;
import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.SystemEventId;
import io.opsbus.instance.disk.DiskFact;
import io.opsbus.instance.disk.DiskIdentity;
import io.opsbus.instance.disk.DiskState;
import io.opsbus.instance.fleet.Duty;
import io.opsbus.instance.fleet.HostId;
import io.opsbus.instance.fleet.Identity;
import io.opsbus.instance.fleet.InstanceFact;
import io.opsbus.instance.fleet.InstanceFact.EventStatus;
import io.opsbus.instance.fleet.InstanceState;
import io.opsbus.instance.fleet.InstanceState.StoppedMode;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.snapshot.Snapshot;
import io.opsbus.instance.snapshot.SnapshotFact;
import io.opsbus.instance.snapshot.SnapshotIdentity;
import io.opsbus.instance.snapshot.SnapshotState;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.EventNames;
import io.opsbus.schemas.Headers;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.disk.DiskRecord;
import io.opsbus.schemas.ecs.instance.InstanceRecord;
import io.opsbus.schemas.fleet.Mishap;
import io.opsbus.schemas.fleet.OperationResult;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.testkit.bus.Samples;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Every fact is the guide's JSON, to the letter. */
class FactsTest {
    private static final FactId FACT = FactId.of("i-bp1ecr00000005go2go", 7, 0);
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final InstanceId INSTANCE = new InstanceId("i-bp1ecr00000005go2go");
    private static final DiskId DISK = new DiskId("d-bp1bwa00000009ol4mi");

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Wire wire = new Wire(registry, fact -> TRACE);
    private final AvroDeserializer<SpecificRecord> deserializer = new AvroDeserializer<>(registry);

    private SpecificRecord read(OutboxRecord record) {
        return Objects.requireNonNull(deserializer.deserialize(record.topic(), record.value()));
    }

    private JsonNode json(OutboxRecord record) throws IOException {
        var event = read(record);
        assertThat(EventJson.read(EventJson.write(event))).isInstanceOf(EventJson.Valid.class);
        assertThat(EventNames.levels(event)).isNotEmpty();
        return new ObjectMapper().readTree(EventJson.write(event));
    }

    /** The guide's sample with its masked ids put into this test's. */
    private static JsonNode sample(Samples sample) throws IOException {
        var json = (ObjectNode) new ObjectMapper()
                .readTree(sample.json()
                        .replace("i-bp1ecr*****5go2go", INSTANCE.text())
                        .replace("d-bp1bwa*****9ol4mi", DISK.text())
                        .replace("s-bp1fis*****b859b3", "s-bp1fis0000000b859b3")
                        .replace("169070*****30", ALICE.text()));
        json.put("id", FACT.noticeId());
        return json;
    }

    private static Identity subject() {
        return Given.order(INSTANCE).identity();
    }

    @Test
    void aChangeOfStateIsTheGuidesSample() throws IOException {
        var fact = new InstanceFact.StateChanged(FACT, subject(), InstanceStatus.RUNNING, NOW, InstanceFact.Deed.NONE);

        assertThat(json(new InstanceFacts(wire).encode(fact))).isEqualTo(sample(Samples.INSTANCE_RUNNING));
    }

    @Test
    void aPreemptionIsTheGuidesSample() throws IOException {
        var fact = new InstanceFact.PreemptionNoticed(FACT, subject(), NOW);

        assertThat(json(new InstanceFacts(wire).encode(fact))).isEqualTo(sample(Samples.PREEMPTION));
    }

    @Test
    void aDiskOperationIsTheGuidesSampleAndWarnsWhenItFailed() throws IOException {
        var subject = new DiskIdentity(DISK, ALICE, HANGZHOU, Given.ZONE, Given.PROVIDER, NOW);
        var done = new DiskFact.OperationCompleted(FACT, subject, DiskFact.Kind.ATTACH, true, NOW);
        var failed = new DiskFact.OperationCompleted(FACT, subject, DiskFact.Kind.ATTACH, false, NOW);

        assertThat(json(new DiskFacts(wire).encode(done))).isEqualTo(sample(Samples.DISK_ATTACHED));
        assertThat(json(new DiskFacts(wire).encode(failed))).isEqualTo(sample(Samples.DISK_ATTACH_FAILED));
    }

    @Test
    void aSnapshotIsTheGuidesSample() throws IOException {
        var made = Given.snapshot(new SnapshotId("s-bp1fis0000000b859b3"), DISK, new SnapshotState.Accomplished(NOW));
        var begun = Instant.parse("2019-04-22T08:36:09.5Z");
        var of = made.identity();
        var snapshot = new Snapshot(
                new SnapshotIdentity(of.id(), of.account(), of.region(), of.provider(), begun),
                made.state(),
                made.source(),
                made.labels(),
                made.revision());
        var ended = Instant.parse("2019-04-22T08:37:11.9Z");
        var expected = (ObjectNode) sample(Samples.SNAPSHOT_COMPLETED);
        expected.put("eventTime", "20190422T163711.900+0800");

        assertThat(json(new SnapshotFacts(wire).encode(new SnapshotFact.Completed(FACT, snapshot, true, ended))))
                .isEqualTo(expected);
    }

    @Test
    void aFailedCreationIsASystemEventWithItsTimes() throws IOException {
        var event = new SystemEventId("e-t4nhcpqcu8fqushp0000");
        var avoided =
                new InstanceFact.CreationFailure(FACT, subject(), event, EventStatus.AVOIDED, NOW, NOW.plusSeconds(60));
        var json = json(new InstanceFacts(wire).encode(avoided));

        assertThat(json.path("name").asText()).isEqualTo("Instance:SystemFailure.Delete:Avoided");
        assertThat(json.path("level").asText()).isEqualTo("CRITICAL");
        assertThat(json.path("content").toString())
                .isEqualTo("{\"eventId\":\"e-t4nhcpqcu8fqushp0000\",\"publishTime\":\"2019-04-09T04:18:26Z\","
                        + "\"instanceId\":\"i-bp1ecr00000005go2go\",\"eventType\":\"SystemFailure.Delete\","
                        + "\"eventStatus\":\"Avoided\",\"executeStartTime\":\"2019-04-09T04:18:26Z\","
                        + "\"executeFinishTime\":\"2019-04-09T04:19:26Z\"}");
    }

    @Test
    void anInstanceIsRecordedAsItIsAndEndsInATombstone() {
        var given = Given.instance(INSTANCE, new InstanceState.Stopped(StoppedMode.STOP_CHARGING));
        var stopped = given.with(given.machine().at(new HostId("h-7"), NOW));
        var recorded = new InstanceFacts(wire).encode(new InstanceFact.Recorded(FACT, stopped));
        var record = (InstanceRecord) read(recorded);

        assertThat(record.getStatus()).isEqualTo("Stopped");
        assertThat(record.getStoppedMode()).isEqualTo("StopCharging");
        assertThat(record.getAccountId()).isEqualTo(ALICE.text());
        assertThat(record.getInstanceType()).isEqualTo("ecs.g5.large");
        assertThat(record.getRevision()).isEqualTo(5);
        assertThat(record.getHostId()).isEqualTo("h-7");
        assertThat(recorded.key()).isEqualTo(INSTANCE.text());
        assertThat(new InstanceFacts(wire)
                        .encode(new InstanceFact.Forgotten(FACT, subject()))
                        .value())
                .isNull();
    }

    @Test
    void aDiskIsRecordedAsItIs() {
        var disk = Given.disk(DISK, new DiskState.InUse(Given.at(INSTANCE), NOW));
        var record = (DiskRecord) read(new DiskFacts(wire).encode(new DiskFact.Recorded(FACT, disk)));

        assertThat(record.getStatus()).isEqualTo("In_use");
        assertThat(record.getInstanceId()).isEqualTo(INSTANCE.text());
        assertThat(record.getDevice()).isEqualTo("/dev/xvdb");
        assertThat(record.getAttachedTime()).isEqualTo(NOW);
    }

    @Test
    void everyRecordNamesItsFactAndItsTrace() {
        var record = new InstanceFacts(wire)
                .encode(new InstanceFact.StateChanged(
                        FACT, subject(), InstanceStatus.RUNNING, NOW, InstanceFact.Deed.NONE));

        assertThat(record.factId()).isEqualTo(FACT.text());
        assertThat(record.headers())
                .containsEntry(Headers.EVENT_ID, FACT.noticeId())
                .containsEntry(Headers.TRACEPARENT, TRACE);
        assertThat(FACT.noticeId())
                .isNotEqualTo(FactId.of("i-bp1ecr00000005go2go", 8, 0).noticeId());
        assertThat(AccountId.parse("*")).isEmpty();
    }

    @Test
    void aStateChangeNamesItsUsersDeedInAHeader() {
        var record = new InstanceFacts(wire)
                .encode(new InstanceFact.StateChanged(
                        FACT, subject(), InstanceStatus.STOPPING, NOW, InstanceFact.Deed.REBOOT));

        assertThat(record.headers()).containsEntry(Headers.DEED, "REBOOT");
    }

    @Test
    void theEndOfADutyAndWhatBrokeAreOnTheirTopics() {
        var failed = new InstanceFact.CarriedOut(
                FACT, INSTANCE, new SystemEventId("e-1"), new Duty.Outcome.Failed("sold out"), NOW);
        var crashed =
                new InstanceFact.Broke(FACT, subject(), InstanceFact.Mishap.GUEST_CRASHED, 3, NOW.minusSeconds(1), NOW);

        var result = new InstanceFacts(wire).encode(failed);
        var mishap = new InstanceFacts(wire).encode(crashed);
        var lost = new InstanceFacts(wire)
                .encode(new InstanceFact.Broke(
                        FACT, subject(), InstanceFact.Mishap.HOST_LOST_LOCAL_LOST, 3, NOW.minusSeconds(1), NOW));

        assertThat(result.topic()).isEqualTo(Topics.OPERATION_RESULTS.name());
        assertThat(mishap.topic()).isEqualTo(Topics.MISHAPS.name());
        assertThat(List.of(result.key(), mishap.key())).containsOnly(INSTANCE.text());
        assertThat(read(result)).isEqualTo(new OperationResult("e-1", INSTANCE.text(), "Failed", "sold out", NOW));
        assertThat(read(mishap)).isInstanceOfSatisfying(Mishap.class, it -> {
            assertThat(it.getKind()).isEqualTo("GuestCrashed");
            assertThat(it.getIncarnation()).isEqualTo(3);
            assertThat(it.getDisks()).isNull();
        });
        assertThat(read(lost)).isInstanceOfSatisfying(Mishap.class, it -> {
            assertThat(it.getKind()).isEqualTo("HostLost");
            assertThat(it.getDisks()).isEqualTo("LocalLost");
        });
    }
}
