package io.opsbus.notifier.bus;

import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.dispatch.Attempts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts in {@code notifier.attempts}. Failures are written behind the batch: a crash can lose the last few of them, never a delivery. A
 * success is written when it comes, for whoever takes over after a crash. An end that could not be written down while the broker was away is known
 * here alone.
 */
public final class KafkaAttempts implements Attempts, Doubts.Tail {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaAttempts.class);

    /** Several times what a batch has: of what lies before it the offsets tell. */
    private static final int REMEMBERED = 10_000;

    private final Producer<byte[], byte[]> producer;
    private final Records records;
    private final LinkedHashSet<DeliveryId> unwritten = new LinkedHashSet<>();

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
                    unwritten(attempt, failure);
                }
                written.run();
            });
        } catch (RuntimeException failure) {
            // the registry or the broker is away: the log misses a line, the deliveries go on
            unwritten(attempt, failure);
            written.run();
        }
    }

    private void unwritten(Attempt attempt, Exception failure) {
        if (attempt.terminal()) {
            synchronized (unwritten) {
                if (unwritten.size() >= REMEMBERED) {
                    unwritten.removeFirst();
                }
                unwritten.add(attempt.delivery().id());
            }
        }
        warn(attempt, failure);
    }

    /** Those whose end this very process could not write down; what is being written is written, or not, when this returns. */
    @Override
    public Set<DeliveryId> safe(List<Doubts.Read> asked) {
        producer.flush();
        synchronized (unwritten) {
            return asked.stream()
                    .map(one -> one.delivery().id())
                    .filter(unwritten::contains)
                    .collect(Collectors.toSet());
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
