package io.opsbus.instance.wiring;

import static io.opsbus.instance.Given.ALICE;
import static io.opsbus.instance.Given.SCOPE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.control.Answer;
import io.opsbus.instance.control.Fleet;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.disk.DiskState;
import io.opsbus.instance.disk.DiskStatus;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.query.InstanceFilter;
import io.opsbus.instance.snapshot.SnapshotLabels;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.instance.InstanceRecord;
import io.opsbus.schemas.ecs.instance.InstanceStateChange;
import io.opsbus.schemas.fleet.Mishap;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service as it runs: on Kafka, PostgreSQL and a registry. */
class FleetServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final FakeRegistry REGISTRY = new FakeRegistry();

    private static FleetService service;
    private static Fleet fleet;
    private static SchemaRegistry schemas;

    @BeforeAll
    static void start() {
        var database = Backbone.get().postgres().newDatabase();
        service = FleetService.start(FleetService.settings(database, REGISTRY.url()))
                .ready();
        fleet = service.fleet();
        schemas = REGISTRY.schemas();
    }

    @AfterAll
    static void stop() {
        service.close();
        REGISTRY.close();
    }

    private static ChangeKey key() {
        return ChangeKey.ofRequest(UUID.randomUUID().toString());
    }

    private static List<InstanceId> run(int count) {
        String batch = UUID.randomUUID().toString();
        var ids = IntStream.range(0, count)
                .mapToObj(i -> InstanceId.derived(batch + i))
                .toList();
        var orders = ids.stream().map(Given::order).toList();
        assertThat(fleet.instances().launch(orders, key(), Instant.now())).allMatch(Answer.Yes.class::isInstance);
        awaitAll(ids, InstanceStatus.RUNNING);
        return ids;
    }

    private static void awaitAll(List<InstanceId> ids, InstanceStatus status) {
        var chosen = InstanceFilter.of(new InstanceFilter.Ids(Set.copyOf(ids)), new InstanceFilter.InStatus(status));
        await().atMost(PATIENCE)
                .until(() ->
                        fleet.instances().list(SCOPE, chosen, Paging.first(1)).total() == ids.size());
    }

    private static void ask(InstanceId id, InstanceRequest request) {
        assertThat(fleet.instances().ask(ALICE, id, request, key(), Instant.now()))
                .isInstanceOf(Answer.Yes.class);
    }

    @Test
    void everyChangeIsOnItsTopicInOrderAsTheGuideWritesIt() {
        var ids = run(20);
        ids.forEach(id -> ask(id, new InstanceRequest.Reboot(false)));
        awaitAll(ids, InstanceStatus.RUNNING);
        ids.forEach(id -> ask(id, new InstanceRequest.Delete(true, false)));
        var keys = ids.stream().map(InstanceId::text).collect(Collectors.toSet());

        try (var changes = new TopicLog(Topics.INSTANCE_STATE_CHANGE, schemas);
                var states = new TopicLog(Topics.INSTANCES, schemas)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(states.once(keys))
                            .hasSize(20)
                            .allSatisfy((key, entries) ->
                                    assertThat(entries.getLast().value()).isNull()));
            assertThat(changes.once(keys)).hasSize(20).allSatisfy((key, entries) -> {
                assertThat(entries)
                        .extracting(entry -> ((InstanceStateChange) Objects.requireNonNull(entry.value()))
                                .getContent()
                                .getState())
                        .containsExactly(
                                "Pending",
                                "Starting",
                                "Running",
                                "Stopping",
                                "Starting",
                                "Running",
                                "Stopping",
                                "Stopped",
                                "Deleted");
                assertThat(entries)
                        .allSatisfy(entry -> assertThat(
                                        EventJson.read(EventJson.write(Objects.requireNonNull(entry.value()))))
                                .isInstanceOf(EventJson.Valid.class));
            });
            assertThat(states.once(keys).values())
                    .allSatisfy(entries -> assertThat(entries)
                            .filteredOn(entry -> entry.value() != null)
                            .extracting(entry -> ((InstanceRecord) Objects.requireNonNull(entry.value())).getRevision())
                            .isSorted());
        }
    }

    @Test
    void aDiskComesOnAndItsSnapshotIsTold() {
        var instance = run(1).getFirst();
        var disk = DiskId.derived(UUID.randomUUID().toString());
        var snapshot = SnapshotId.derived(UUID.randomUUID().toString());
        var given = Given.disk(disk, new DiskState.Available());
        var disks = fleet.disks();
        var now = Instant.now();
        assertThat(disks.create(given.identity(), given.medium(), given.labels(), null, key(), now))
                .isInstanceOf(Answer.Yes.class);
        awaitDisk(disk, DiskStatus.AVAILABLE);
        assertThat(disks.attach(ALICE, disk, instance, true, key(), now)).isInstanceOf(Answer.Yes.class);
        awaitDisk(disk, DiskStatus.IN_USE);
        var labels = new SnapshotLabels(SnapshotLabels.Kind.USER, "test-snapshot", "", 0, null, Tags.NONE);
        assertThat(fleet.snapshots().create(ALICE, snapshot, disk, labels, key(), now))
                .isInstanceOf(Answer.Yes.class);

        try (var operations = new TopicLog(Topics.DISK_OPERATION, schemas);
                var completed = new TopicLog(Topics.SNAPSHOT_COMPLETED, schemas)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(json(operations, disk.text()))
                            .containsExactly(
                                    "{\"diskId\":\"%s\",\"operation\":\"AttachDisk\",\"result\":\"accomplished\"}"
                                            .formatted(disk)));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(json(completed, snapshot.text()))
                            .singleElement()
                            .asString()
                            .startsWith(
                                    "{\"result\":\"accomplished\",\"snapshotId\":\"%s\",\"snapshotName\":\"test-snapshot\""
                                            .formatted(snapshot)));
        }
    }

    /** The content of each event of a key. */
    private static List<String> json(TopicLog log, String key) {
        return log.once(Set.of(key)).getOrDefault(key, List.of()).stream()
                .map(entry -> new String(EventJson.write(Objects.requireNonNull(entry.value())), UTF_8))
                .map(text -> text.substring(text.indexOf("\"content\":") + 10, text.length() - 1))
                .toList();
    }

    private static void awaitDisk(DiskId id, DiskStatus status) {
        await().atMost(PATIENCE)
                .until(() -> fleet.disks().find(ALICE, id).map(Disk::status).equals(Optional.of(status)));
    }

    @Test
    void theNextProcessFindsTheMachinesOfTheLast() {
        var database = Backbone.get().postgres().newDatabase();
        var settings = FleetService.settings(database, REGISTRY.url());
        var id = InstanceId.derived(UUID.randomUUID().toString());
        try (var first = FleetService.start(settings).ready()) {
            assertThat(first.fleet().instances().launch(List.of(Given.order(id)), key(), Instant.now()))
                    .allMatch(Answer.Yes.class::isInstance);
            await().atMost(PATIENCE).until(() -> status(first, id) == InstanceStatus.RUNNING);
        }
        try (var second = FleetService.start(settings).ready()) {
            assertThat(status(second, id)).isEqualTo(InstanceStatus.RUNNING);
            assertThat(second.fleet()
                            .instances()
                            .ask(ALICE, id, new InstanceRequest.Reboot(false), key(), Instant.now()))
                    .isInstanceOf(Answer.Yes.class);
            await().atMost(PATIENCE)
                    .until(() -> second.fleet()
                                    .instances()
                                    .find(ALICE, id)
                                    .map(one -> one.machine().incarnation())
                                    .orElse(0L)
                            == 2);
        }
    }

    private static InstanceStatus status(FleetService of, InstanceId id) {
        return of.fleet().instances().find(ALICE, id).map(Instance::status).orElse(InstanceStatus.DELETED);
    }

    @Test
    void itStartsWithoutItsPartsAndSaysWhichAreAway() {
        var settings = FleetService.settings(Backbone.get().postgres().newDatabase(), "http://127.0.0.1:1/nowhere");
        settings.put("opsbus.kafka.bootstrap", "127.0.0.1:1");
        settings.put("opsbus.postgres.url", "jdbc:postgresql://127.0.0.1:1/");
        try (var alone = FleetService.start(settings)) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                var health = alone.get("/health");
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(health.body())
                        .contains("\"database\":{\"name\":\"instance-service\",\"status\":\"DOWN\"")
                        .contains("\"schemas\":{\"name\":\"instance-service\",\"status\":\"DOWN\"")
                        .contains("\"topics\":{\"name\":\"instance-service\",\"status\":\"DOWN\"")
                        .contains("\"machines\":{\"name\":\"instance-service\",\"status\":\"DOWN\"");
            });
            assertThat(alone.get("/health/readiness").statusCode()).isEqualTo(503);
            assertThat(alone.get("/health/liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoIsNotTheGatewayIsTurnedAway() {
        assertThat(service.get("/rpc").statusCode()).isEqualTo(403);
        assertThat(service.get("/health").body()).contains("\"status\":\"UP\"");
    }

    @Test
    void anOperatorsWordOfALostHostIsToldOfWhatRunsThere() {
        var id = run(1).getFirst();
        var host = Objects.requireNonNull(
                fleet.instances().find(ALICE, id).orElseThrow().machine().host());
        String path = "/admin/hosts/" + host;
        assertThat(service.post(path + "/lost", "returns=false", "a-guess-of-about-that-length")
                        .statusCode())
                .isEqualTo(401);
        var reply = service.post(path + "/lost", "returns=false", FleetService.OPERATOR);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains("\"host\":\"" + host + "\"");
        try (var mishaps = new TopicLog(Topics.MISHAPS, schemas)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    mishaps.once(Set.of(id.text())).get(id.text()))
                            .singleElement()
                            .satisfies(entry -> assertThat(((Mishap) Objects.requireNonNull(entry.value())).getKind())
                                    .isEqualTo("HostLost")));
        }
        assertThat(service.post(path + "/back", "", FleetService.OPERATOR).statusCode())
                .isEqualTo(200);
    }
}
