package io.opsbus.notifier.wiring.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;

class FencedIsFailedTest {
    private final MockProducer<byte[], byte[]> kafka = new MockProducer<>();

    @Test
    void aFencedProducerFailsSoThatItsBatchIsRolledBack() {
        var producer = new FencedIsFailed().apply(kafka);
        producer.initTransactions();
        producer.beginTransaction();
        kafka.fenceProducer();
        // the container skips the batch of a ProducerFencedException and rolls back that of any other
        assertThatThrownBy(producer::commitTransaction)
                .isInstanceOf(KafkaException.class)
                .isNotInstanceOf(ProducerFencedException.class)
                .hasCauseInstanceOf(ProducerFencedException.class);
    }

    @Test
    void whatElseItDoesStaysAsItIs() {
        var producer = new FencedIsFailed().apply(kafka);
        producer.initTransactions();
        producer.beginTransaction();
        producer.commitTransaction();
        assertThat(kafka.commitCount()).isOne();
        assertThatThrownBy(producer::commitTransaction).isInstanceOf(IllegalStateException.class);
    }
}
