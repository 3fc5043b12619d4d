package io.opsbus.notifier.bus;

import io.opsbus.notifier.dispatch.Attempts;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attempts in {@code notifier.attempts}; written behind the batch, so a crash can lose the last few lines of the log, never a delivery. */
public final class KafkaAttempts implements Attempts {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaAttempts.class);

    private final Producer<byte[], byte[]> producer;
    private final Records records;

    /** @param producer with a short linger; stays the caller's to close */
    public KafkaAttempts(Producer<byte[], byte[]> producer, Records records) {
        this.producer = producer;
        this.records = records;
    }

    @Override
    public void record(Attempt attempt) {
        var _ = producer.send(records.attempt(attempt), (_, failure) -> {
            if (failure != null) {
                LOGGER.atWarn()
                        .addKeyValue("deliveryId", attempt.delivery().id())
                        .setCause(failure)
                        .log("attempt not written down");
            }
        });
    }
}
