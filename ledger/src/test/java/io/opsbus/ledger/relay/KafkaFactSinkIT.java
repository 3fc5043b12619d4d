package io.opsbus.ledger.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.ledger.OutboxRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaFactSinkIT extends FactSinkContract {

    private KafkaTopic topic = new KafkaTopic("none");

    @BeforeEach
    void freshTopic() throws Exception {
        topic = KafkaTopic.fresh();
    }

    @Override
    protected String topic() {
        return topic.name();
    }

    @Override
    protected FactSink sink() {
        return KafkaFactSink.open(KafkaTopic.connection());
    }

    @Override
    protected List<OutboxRecord> stored() {
        return topic.stored();
    }

    @Test
    void whatOrderAndDurabilityRestOnCannotBeSet() {
        var given = Map.of(
                ProducerConfig.ACKS_CONFIG,
                "1",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                false,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                1_000);
        assertThat(KafkaFactSink.settings(given))
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    }

    @Test
    void aMissingTopicFailsTheSendBeforeItReturnsAndTheSinkGoesOn() throws Exception {
        var settings = new HashMap<String, Object>(KafkaTopic.connection());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 300);
        try (var sink = KafkaFactSink.open(settings)) {
            var missing = sink.send(OutboxRecord.tombstone("missing", "k", Map.of(), "f"));
            assertThat(missing).isCompletedExceptionally();
            sink.send(OutboxRecord.tombstone(topic(), "k", Map.of(), "g")).get(30, TimeUnit.SECONDS);
        }
        assertThat(stored()).hasSize(1);
    }

    @Test
    void afterARecordTheProducerRefusesTheSinkGoesOnWithAFreshProducer() throws Exception {
        var settings = new HashMap<String, Object>(KafkaTopic.connection());
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2_000);
        try (var sink = KafkaFactSink.open(settings)) {
            var large = sink.send(new OutboxRecord(topic(), "k", new byte[5_000], Map.of(), "f"));
            assertThatThrownBy(() -> large.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("RecordTooLarge");
            sink.send(OutboxRecord.tombstone(topic(), "k", Map.of(), "g")).get(30, TimeUnit.SECONDS);
        }
        assertThat(stored()).hasSize(1);
    }
}
