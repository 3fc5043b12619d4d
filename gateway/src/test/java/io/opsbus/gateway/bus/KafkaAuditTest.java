package io.opsbus.gateway.bus;

import static io.opsbus.gateway.Given.ALICE;
import static io.opsbus.gateway.Given.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.gateway.audit.Audit;
import io.opsbus.gateway.audit.AuditedCall;
import io.opsbus.gateway.audit.AuditedCall.Asked;
import io.opsbus.gateway.audit.AuditedCall.Caller;
import io.opsbus.gateway.audit.AuditedCall.Outcome;
import io.opsbus.gateway.audit.RefusalBudget;
import io.opsbus.schemas.gateway.ApiCall;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.schemas.serde.AvroDeserializer;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaAuditTest {
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final KafkaAudit audit = new KafkaAudit(
            producer,
            registry,
            new KafkaAudit.Limits(3, new RefusalBudget(1, 2), new RefusalBudget(1, 1)),
            () -> UUID.randomUUID().toString(),
            System::nanoTime);

    @BeforeEach
    void start() {
        Thread.ofVirtual().start(audit);
    }

    @AfterEach
    void stop() {
        while (producer.completeNext()) {}
        audit.close();
    }

    @Test
    void aCallIsRecordedUnderItsAccount() {
        audit.reserve().orElseThrow().record(call(ALICE.value()));

        ProducerRecord<String, byte[]> record = sent(1).getFirst();
        assertThat(record.topic()).isEqualTo("gateway.audit");
        assertThat(record.key()).isEqualTo(ALICE.value());
        ApiCall read = read(record);
        assertThat(read.getAccessKeyId()).isEqualTo("key");
        assertThat(read.getTime()).isEqualTo(NOON);
        assertThat(read.getAction()).isEqualTo("StartInstance");
        assertThat(read.getResourceIds()).containsExactly("i-1");
        assertThat(read.getCode()).isEqualTo("IncorrectInstanceStatus");
        assertThat(read.getHttpStatus()).isEqualTo(403);
        assertThat(read.getLatencyMicros()).isEqualTo(1500);
        assertThat(new String(record.headers().lastHeader("fact-id").value(), UTF_8))
                .isEqualTo(read.getId());
    }

    @Test
    void aPlaceIsFreeAgainWhenTheRecordIsAcknowledgedAndNotBefore() {
        for (int i = 0; i < 3; i++) {
            audit.reserve().orElseThrow().record(call(ALICE.value()));
        }
        sent(3);
        assertThat(audit.reserve()).isEmpty();
        assertThat(audit.waiting()).isEqualTo(3);

        producer.completeNext();
        assertThat(audit.reserve()).isPresent();
        assertThat(audit.reserve()).isEmpty();
    }

    @Test
    void aPlaceGivenBackIsFree() {
        List<Audit.Place> places = List.of(
                audit.reserve().orElseThrow(),
                audit.reserve().orElseThrow(),
                audit.reserve().orElseThrow());
        assertThat(audit.reserve()).isEmpty();
        places.forEach(Audit.Place::giveBack);
        assertThat(audit.waiting()).isZero();
    }

    @Test
    void aRecordTheProducerGivesUpOnIsSentAgainUnderItsId() {
        audit.reserve().orElseThrow().record(call(ALICE.value()));
        String id = read(sent(1).getFirst()).getId();

        producer.errorNext(new TimeoutException("broker away"));
        assertThat(audit.trouble()).isEqualTo("1 records of 3 wait for Kafka");
        assertThat(read(sent(2).getLast()).getId()).isEqualTo(id);
        producer.completeNext();
        assertThat(audit.trouble()).isEmpty();
        assertThat(audit.waiting()).isZero();
    }

    @Test
    void aFloodOfStrangersIsCountedAndDoesNotTouchTheAccounts() {
        for (int i = 0; i < 100; i++) {
            audit.refused(call(""));
        }
        audit.refused(call(ALICE.value()));
        assertThat(sent(3)).extracting(ProducerRecord::key).containsExactly("anonymous", "anonymous", ALICE.value());
    }

    @Test
    void withoutRoomARefusedCallIsCountedAndNobodyWaits() {
        for (int i = 0; i < 3; i++) {
            audit.reserve();
        }
        audit.refused(call(""));
        assertThat(producer.history()).isEmpty();
    }

    private List<ProducerRecord<String, byte[]>> sent(int count) {
        Awaitility.await().until(() -> producer.history().size() >= count);
        return producer.history();
    }

    private ApiCall read(ProducerRecord<String, byte[]> record) {
        try (var decoder = new AvroDeserializer<ApiCall>(registry)) {
            return Objects.requireNonNull(decoder.deserialize(record.topic(), record.value()));
        }
    }

    private static AuditedCall call(String account) {
        return new AuditedCall(
                NOON,
                "REQUEST",
                "trace",
                new Caller(account, "key", "192.0.2.7", "agent"),
                new Asked("2014-05-26", "StartInstance", "cn-hangzhou", "instance-service", List.of("i-1")),
                new Outcome(403, "IncorrectInstanceStatus", 1500));
    }
}
