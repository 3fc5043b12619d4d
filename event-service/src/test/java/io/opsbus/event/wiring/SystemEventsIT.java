package io.opsbus.event.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.bus.AvroRecords;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.source.ProviderNews;
import io.opsbus.schemas.Headers;
import io.opsbus.schemas.Topic;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.instance.InstanceRecord;
import io.opsbus.schemas.fleet.Mishap;
import io.opsbus.schemas.fleet.OperationResult;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.Samples;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** System events through the running service: what the bus tells, the API, the timers, the notices. */
class SystemEventsIT {
    private static final String ACCOUNT = "1690700000000030";
    private static final RunningService SERVICE = RunningService.shared();
    private static final AvroRecords WIRE =
            new AvroRecords(RunningService.sharedRegistry().schemas());
    private static final KafkaProducer<String, byte[]> PRODUCER = new KafkaProducer<>(
            Map.of("bootstrap.servers", Backbone.get().bootstrap()), new StringSerializer(), new ByteArraySerializer());

    private final String instance = "i-" + UUID.randomUUID().toString().substring(0, 18);

    @BeforeAll
    static void start() {
        assertThat(SERVICE.get("/health").statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        PRODUCER.close();
    }

    @Test
    void aSimulatedRebootIsPublishedAndCarriedOutByTheTimer() {
        known();
        String id = simulate(Instant.now().plusSeconds(4));
        assertThat(status(id)).isEqualTo("Scheduled");
        await(() -> assertThat(status(id)).isEqualTo("Executed"));
        await(() -> assertThat(SERVICE.get("/accounts/" + ACCOUNT + "/events?limit=1000")
                        .body())
                .contains(id)
                .contains("Instance:SystemMaintenance.Reboot:Scheduled")
                .contains("Instance:SystemMaintenance.Reboot:Executed"));
    }

    @Test
    void aRebootOfTheUserAvoidsAPlannedOne() {
        known();
        String id = simulate(Instant.now().plus(Duration.ofHours(30)));
        String change = Samples.INSTANCE_STOPPING
                .fresh()
                .replace("169070*****30", ACCOUNT)
                .replace("i-bp1ecr*****5go2go", instance)
                .replaceAll("\"eventTime\": *\"[^\"]*\"", "\"eventTime\":\"" + wireTime(Instant.now()) + "\"");
        assertThat(SERVICE.post(change).statusCode()).isEqualTo(202);
        await(() -> assertThat(status(id)).isEqualTo("Avoided"));
    }

    @Test
    void aCrashIsAskedForAndReported() {
        known();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        tell(
                Topics.MISHAPS,
                Mishap.newBuilder()
                        .setKind("GuestCrashed")
                        .setAccountId(ACCOUNT)
                        .setRegionId("cn-hangzhou")
                        .setInstanceId(instance)
                        .setIncarnation(1)
                        .setSince(now)
                        .setAt(now)
                        .build());
        String id = new ProviderNews.GuestCrashed(
                        new Target.OfInstance(
                                new Target.Owner(new AccountId(ACCOUNT), "cn-hangzhou"),
                                new ResourceId(instance),
                                null,
                                null),
                        1,
                        now)
                .event()
                .text();
        await(() -> assertThat(status(id)).isEqualTo("Executing"));
        tell(Topics.OPERATION_RESULTS, new OperationResult(id, instance, "Done", null, now.plusSeconds(30)));
        await(() -> assertThat(status(id)).isEqualTo("Executed"));
    }

    @Test
    void onlyTheGatewayIsAnswered() {
        var stranger = SERVICE.send(SERVICE.request("/rpc")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("Action=DescribeInstancesFullStatus"))
                .build());
        assertThat(stranger.statusCode()).isEqualTo(403);
    }

    /** The instance is told, and the service knows it. */
    private void known() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        tell(
                Topics.INSTANCES,
                InstanceRecord.newBuilder()
                        .setInstanceId(instance)
                        .setAccountId(ACCOUNT)
                        .setRegionId("cn-hangzhou")
                        .setZoneId("cn-hangzhou-a")
                        .setRevision(1)
                        .setStatus("Running")
                        .setCreationFailed(false)
                        .setReleasing(false)
                        .setInstanceName("web-1")
                        .setHostName("web-1")
                        .setDescription("")
                        .setInstanceType("ecs.g6.large")
                        .setCpu(2)
                        .setMemoryMiB(8192)
                        .setImageId("image")
                        .setOsType("linux")
                        .setOsName("Linux")
                        .setChargeType("PostPaid")
                        .setExpiredTime(now)
                        .setSpotStrategy("NoSpot")
                        .setVpcId("vpc-1")
                        .setVSwitchId("vsw-1")
                        .setPublicIps(List.of())
                        .setSecurityGroupIds(List.of())
                        .setDeletionProtection(false)
                        .setLockReasons(List.of())
                        .setTags(Map.of())
                        .setProvider("simulated")
                        .setIncarnation(1)
                        .setCreationTime(now)
                        .setStartTime(now)
                        .build());
        await(() -> assertThat(rpc("DescribeInstancesFullStatus", Map.of("InstanceId.1", instance))
                        .path("TotalCount")
                        .asInt())
                .isEqualTo(1));
    }

    private String simulate(Instant notBefore) {
        return rpc(
                        "CreateSimulatedSystemEvents",
                        Map.of(
                                "EventType",
                                "SystemMaintenance.Reboot",
                                "InstanceId.1",
                                instance,
                                "NotBefore",
                                notBefore.truncatedTo(ChronoUnit.SECONDS).toString()))
                .at("/EventIdSet/EventId/0")
                .asText();
    }

    private String status(String event) {
        var parameters = new HashMap<String, String>(Map.of("EventId.1", event, "InstanceId", instance));
        List<String> all = List.of("Inquiring", "Scheduled", "Executing", "Executed", "Avoided", "Canceled", "Failed");
        for (int i = 0; i < all.size(); i++) {
            parameters.put("InstanceEventCycleStatus." + (i + 1), all.get(i));
        }
        return rpc("DescribeInstanceHistoryEvents", parameters)
                .at("/InstanceSystemEventSet/InstanceSystemEventType/0/EventCycleStatus/Name")
                .asText();
    }

    private static JsonNode rpc(String action, Map<String, String> parameters) {
        var all = new HashMap<>(parameters);
        all.put("RegionId", "cn-hangzhou");
        var answer = SERVICE.rpc(ACCOUNT, action, all);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return RunningService.json(answer.body());
    }

    private void tell(Topic<?> topic, SpecificRecord value) {
        var record = new ProducerRecord<>(topic.name(), instance, WIRE.encode(topic, value));
        record.headers().add(Headers.FACT_ID, UUID.randomUUID().toString().getBytes(UTF_8));
        var ignored = PRODUCER.send(record);
        PRODUCER.flush();
    }

    private static String wireTime(Instant time) {
        return DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSZ").format(time.atOffset(ZoneOffset.ofHours(8)));
    }

    private static void await(ThrowingRunnable check) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(check);
    }
}
