package io.opsbus.notifier.bus;

import io.opsbus.notifier.dispatch.Attempts;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts in {@code notifier.attempts}. Failures are written behind the batch: a crash can lose the last few of them, never a delivery. A
 * success is written when it comes, for whoever takes over after a crash.
 */
public final class KafkaAttempts implements Attempts {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaAttempts.class);

    private final Producer<byte[], byte[]> producer;
    private final Records records;

    /** @param producer that does not block; stays the caller's to close */
    public KafkaAttempts(Producer<byte[], byte[]> producer, Records records) {
        this.producer = producer;
        this.records = records;
    }

    @Override
    public void record(Attempt attempt, Runnable written) {
        try {
            var _ = producer.send(records.attempt(attempt), (_, failure) -> {
                if (failure != null) {
                    warn(attempt, failure);
                }
                written.run();
            });
        } catch (RuntimeException failure) {
            // the registry or the broker is away: the log misses a line, the deliveries go on
            warn(attempt, failure);
            written.run();
        }
    }

    @Override
    public void keep(List<Attempt> last) {
        var sent = last.stream().map(one -> producer.send(records.attempt(one))).toList();
        for (var one : sent) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new KafkaException("a last attempt was not written down", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("told to stop while a last attempt was being written down", e);
            }
        }
    }

    private static void warn(Attempt attempt, Exception failure) {
        LOGGER.atWarn()
                .addKeyValue("deliveryId", attempt.delivery().id())
                .setCause(failure)
                .log("attempt not written down");
    }
}
