package io.opsbus.command.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.command.Given;
import io.opsbus.command.rpc.peer.InvokerPeer;
import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.rpc.routes.AnnouncedAction;
import io.opsbus.rpc.routes.Announcement;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.command.Command;
import io.opsbus.schemas.ecs.command.CommandUse;
import io.opsbus.schemas.ecs.invocation.InvocationStatusChange;
import io.opsbus.schemas.serde.AvroSerializer;
import io.opsbus.testkit.Backbone;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole service against real servers: calls in, records out. */
class CommandServiceIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static Map<String, Object> settings;
    private static RunningService running;
    private static Caller caller;

    @BeforeAll
    static void start() {
        settings = Surroundings.settings();
        running = Main.SERVICE.start(settings);
        caller = new Caller(running.url());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(readiness().statusCode())
                        .as(readiness().body())
                        .isEqualTo(200));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static HttpResponse<String> readiness() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(running.url() + "/health/readiness"))
                            .build(),
                    BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String create(String name) {
        Caller.Told told = caller.call(
                "CreateCommand", Map.of("Name", name, "Type", "RunShellScript", "CommandContent", "ZWNobyAxMjM="));
        assertThat(told.status()).as(told.body()).isEqualTo(200);
        return told.text("CommandId");
    }

    @Test
    void whatIsCreatedIsReadAtOnceAndReachesTheBus() {
        String id = create("first");
        assertThat(caller.call("DescribeCommands", Map.of("CommandId", id)).text("Name"))
                .isEqualTo("first");
        caller.call("ModifyCommand", Map.of("CommandId", id, "Name", "second"));
        caller.call("DeleteCommand", Map.of("CommandId", id));

        List<Optional<Command>> records = BusReader.commandRecords(id, 3);
        assertThat(records.get(0).orElseThrow().getName()).isEqualTo("first");
        assertThat(records.get(1).orElseThrow().getRevision()).isEqualTo(2);
        assertThat(records.get(2)).as("a tombstone").isEmpty();
    }

    @Test
    void everyCreationIsReadableAtOnce() {
        for (int n = 0; n < 50; n++) {
            String id = create("n" + n);
            assertThat(caller.call("DescribeCommands", Map.of("CommandId", id)).text("CommandId"))
                    .isEqualTo(id);
            assertThat(caller.call("DeleteCommand", Map.of("CommandId", id)).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void oneClientTokenMakesOneCommandAlsoWhenAskedAtOnce() {
        Map<String, String> request = Map.of(
                "Name",
                "once",
                "Type",
                "RunShellScript",
                "CommandContent",
                "ZQ==",
                "ClientToken",
                "t-" + UUID.randomUUID());
        List<String> answers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(_ -> caller.call("CreateCommand", request))
                .map(told -> told.status() == 200 ? told.text("CommandId") : told.text("Code"))
                .distinct()
                .toList();
        assertThat(answers).filteredOn(answer -> answer.startsWith("c-")).hasSize(1);
        assertThat(answers).allMatch(answer -> answer.startsWith("c-") || answer.equals("LastTokenProcessing"));
        assertThat(caller.call("DescribeCommands", Map.of("Name", "once")).body())
                .contains("\"TotalCount\":1");
    }

    @Test
    void theGatewayIsToldWhatIsServedHere() {
        await().atMost(SOON).untilAsserted(() -> {
            List<Announcement> announced = BusReader.announcements();
            assertThat(announced).isNotEmpty();
            assertThat(announced.getLast().url()).isEqualTo(URI.create(running.url()));
            assertThat(announced.getLast().actions())
                    .extracting(AnnouncedAction::name)
                    .extracting(io.opsbus.rpc.ActionName::action)
                    .containsExactlyInAnyOrder(
                            "CreateCommand",
                            "CloneCommand",
                            "ModifyCommand",
                            "DescribeCommands",
                            "DeleteCommand",
                            "DeleteCommands");
        });
    }

    @Test
    void soDoesOneTheBusHasNotToldOf() {
        String id = create("untold");
        Surroundings.INVOKER.invocations.put(id, List.of(new InvokerPeer.Runs("Period", "Pending")));
        assertThat(caller.call("DeleteCommand", Map.of("CommandId", id)).text("Code"))
                .isEqualTo("InvalidStatus.CmdIdInUse");
        Surroundings.INVOKER.invocations.put(id, List.of(new InvokerPeer.Runs("Period", "Stopped")));
        assertThat(caller.call("DeleteCommand", Map.of("CommandId", id)).status())
                .isEqualTo(200);
    }

    @Test
    void aPeriodicInvocationHoldsItsCommand() throws Exception {
        String id = create("periodic");
        String invocation = "t-" + UUID.randomUUID();
        var use = CommandUse.newBuilder()
                .setInvocationId(invocation)
                .setCommandId(id)
                .setAccountId(Given.ALICE.text())
                .setRegionId("cn-hangzhou")
                .build();
        byte[] value = new AvroSerializer<CommandUse>(Surroundings.REGISTRY.schemas())
                .serialize(Topics.COMMAND_USES.name(), use);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", Backbone.get().bootstrap()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.COMMAND_USES.name(), "", new byte[] {9}))
                    .get();
            producer.send(new ProducerRecord<>(Topics.COMMAND_USES.name(), invocation, value))
                    .get();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(uses(invocation)).isEqualTo(1));
            assertThat(caller.call("DeleteCommand", Map.of("CommandId", id)).text("Code"))
                    .isEqualTo("InvalidStatus.CmdIdInUse");

            producer.send(new ProducerRecord<>(Topics.COMMAND_USES.name(), invocation, null))
                    .get();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(caller.call("DeleteCommand", Map.of("CommandId", id))
                                    .status())
                            .isEqualTo(200));
        }
    }

    @Test
    void anInvocationTheBusTellsOfIsCounted() throws Exception {
        String id = create("invoked");
        String invocation = "t-" + UUID.randomUUID();
        var change = InvocationStatusChange.newBuilder()
                .setInvocationId(invocation)
                .setAccountId(Given.ALICE.text())
                .setRegionId("cn-hangzhou")
                .setCommandId(id)
                .setStatus("Pending")
                .setLegacyStatus("Running")
                .setTasks(1)
                .setRevision(1)
                .setCreatedAt(Given.NOON)
                .build();
        byte[] value = new AvroSerializer<InvocationStatusChange>(Surroundings.REGISTRY.schemas())
                .serialize(Topics.INVOCATION_STATUS.name(), change);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", Backbone.get().bootstrap()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.INVOCATION_STATUS.name(), invocation, value))
                    .get();
            producer.send(new ProducerRecord<>(Topics.INVOCATION_STATUS.name(), invocation, value))
                    .get();
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(caller.call("DescribeCommands", Map.of("CommandId", id))
                                .body())
                        .contains("\"InvokeTimes\":1,"));
    }

    private static int uses(String invocation) throws SQLException {
        try (var connection = running.context().getBean(Engine.class).database.getConnection();
                var query = connection.prepareStatement("select count(*) from command_uses where invocation = ?")) {
            query.setString(1, invocation);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @Test
    void whatIsKeptIsThereAfterARestart() {
        String id = create("kept");
        running.close();
        running = Main.SERVICE.start(settings);
        caller = new Caller(running.url());

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(caller.call("DescribeCommands", Map.of("CommandId", id))
                                .text("Name"))
                        .isEqualTo("kept"));
    }
}
