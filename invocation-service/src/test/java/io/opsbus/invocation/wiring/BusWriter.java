package io.opsbus.invocation.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.invocation.Given;
import io.opsbus.schemas.Topic;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.command.Command;
import io.opsbus.schemas.ecs.instance.InstanceRecord;
import io.opsbus.schemas.serde.AvroSerializer;
import io.opsbus.testkit.Backbone;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to the bus as the other services do. */
final class BusWriter {
    private static final AtomicLong REVISIONS = new AtomicLong();

    private BusWriter() {}

    static void instance(String id, String status) {
        instance(id, status, 1);
    }

    /** A simulated one whose machine was booted so often. */
    static void instance(String id, String status, long incarnation) {
        send(
                Topics.INSTANCES,
                id,
                InstanceRecord.newBuilder()
                        .setInstanceId(id)
                        .setAccountId(Given.ALICE.text())
                        .setRegionId("cn-hangzhou")
                        .setZoneId("cn-hangzhou-a")
                        .setRevision(REVISIONS.incrementAndGet())
                        .setStatus(status)
                        .setCreationFailed(false)
                        .setReleasing(false)
                        .setInstanceName("name")
                        .setHostName("host")
                        .setDescription("")
                        .setInstanceType("ecs.g6.large")
                        .setCpu(2)
                        .setMemoryMiB(8192)
                        .setImageId("image")
                        .setOsType("linux")
                        .setOsName("Linux")
                        .setChargeType("PostPaid")
                        .setExpiredTime(Given.NOON)
                        .setSpotStrategy("NoSpot")
                        .setVpcId("vpc-1")
                        .setVSwitchId("vsw-1")
                        .setPublicIps(List.of())
                        .setSecurityGroupIds(List.of())
                        .setDeletionProtection(false)
                        .setLockReasons(List.of())
                        .setTags(Map.of())
                        .setProvider("simulated")
                        .setIncarnation(incarnation)
                        .setCreationTime(Given.NOON)
                        .build());
    }

    static void command(String id) {
        send(
                Topics.COMMANDS,
                id,
                Command.newBuilder()
                        .setCommandId(id)
                        .setAccountId(Given.ALICE.text())
                        .setRegionId("cn-hangzhou")
                        .setRevision(1)
                        .setName("say")
                        .setDescription("")
                        .setType("RunShellScript")
                        .setContent(ByteBuffer.wrap("echo 123".getBytes(UTF_8)))
                        .setEnableParameter(false)
                        .setParameterNames(List.of())
                        .setWorkingDir("")
                        .setLauncher("")
                        .setTimeout(60)
                        .setCreatedAt(Given.NOON)
                        .setVersion(1)
                        .setResourceGroupId("")
                        .setTags(List.of())
                        .build());
    }

    /** What no deserializer reads. */
    static void poison(Topic<?> topic, String key) {
        send(topic.name(), key, "no Avro".getBytes(UTF_8));
    }

    private static <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
        byte[] bytes = new AvroSerializer<V>(Surroundings.REGISTRY.schemas()).serialize(topic.name(), value);
        send(topic.name(), key, Objects.requireNonNull(bytes));
    }

    private static void send(String topic, String key, byte[] bytes) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", Backbone.get().bootstrap()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var ignored = producer.send(new ProducerRecord<>(topic, key, bytes)).get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
