package io.opsbus.gateway.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.gateway.audit.Audit;
import io.opsbus.gateway.audit.AuditedCall;
import io.opsbus.gateway.audit.RefusalBudget;
import io.opsbus.schemas.Headers;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.gateway.ApiCall;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.serde.AvroSerializer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit on {@code gateway.audit}. Every record has a place from before its call is made until Kafka acknowledged it;
 * the places are the bound. One thread runs {@link #run} and hands records to the producer, so no caller ever waits for a
 * broker; what the producer gives up on is sent again.
 */
public final class KafkaAudit implements Audit, Runnable, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaAudit.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Producer<String, byte[]> producer;
    private final AvroSerializer<ApiCall> serializer;
    private final Limits limits;
    private final Supplier<String> freshIds;
    private final LongSupplier nanoTime;
    private final Semaphore places;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final BlockingQueue<Entry> again = new LinkedBlockingQueue<>();
    private final AtomicBoolean isTroubled = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean isClosed;
    private volatile long failedAt;

    /**
     * How much may be recorded.
     *
     * @param places records that are not acknowledged yet, about 1 KB each
     * @param strangers refused calls nobody's signature stands behind
     * @param accounts refused calls of accounts
     */
    public record Limits(int places, RefusalBudget strangers, RefusalBudget accounts) {}

    private record Entry(String id, AuditedCall call, long suppressed) {}

    /**
     * An audit that is empty.
     *
     * @param producer idempotent, with {@code acks=all}
     * @param freshIds unique for ever
     */
    public KafkaAudit(
            Producer<String, byte[]> producer,
            SchemaRegistry registry,
            Limits limits,
            Supplier<String> freshIds,
            LongSupplier nanoTime) {
        this.producer = producer;
        this.serializer = new AvroSerializer<>(registry);
        this.limits = limits;
        this.freshIds = freshIds;
        this.nanoTime = nanoTime;
        this.places = new Semaphore(limits.places());
    }

    @Override
    public Optional<Place> reserve() {
        return !isClosed && places.tryAcquire() ? Optional.of(new Taken()) : Optional.empty();
    }

    @Override
    public void refused(AuditedCall call) {
        RefusalBudget budget = call.isAuthenticated() ? limits.accounts() : limits.strangers();
        budget.take(nanoTime.getAsLong()).ifPresent(suppressed -> {
            if (!isClosed && places.tryAcquire()) {
                queue.add(new Entry(freshIds.get(), call, suppressed));
            } else {
                budget.leaveOut(suppressed + 1);
            }
        });
    }

    /** Records that Kafka has not acknowledged yet. */
    public int waiting() {
        return limits.places() - places.availablePermits();
    }

    /** Why records do not leave; empty when they do. For health. */
    public String trouble() {
        return isTroubled.get() && waiting() > 0
                ? waiting() + " records of " + limits.places() + " wait for Kafka"
                : "";
    }

    private final class Taken implements Place {
        @Override
        public void record(AuditedCall call) {
            queue.add(new Entry(freshIds.get(), call, 0));
        }

        @Override
        public void giveBack() {
            places.release();
        }
    }

    @Override
    public void run() {
        try {
            while (!isClosed || !queue.isEmpty()) {
                Entry entry = queue.poll(100, TimeUnit.MILLISECONDS);
                if (entry != null) {
                    send(entry);
                }
                if (!again.isEmpty() && nanoTime.getAsLong() - failedAt >= PAUSE.toNanos()) {
                    again.drainTo(queue);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void send(Entry entry) throws InterruptedException {
        while (true) {
            try {
                var record = new ProducerRecord<>(
                        Topics.AUDIT.name(),
                        AuditRecords.key(entry.call),
                        serializer.serialize(
                                Topics.AUDIT.name(), AuditRecords.record(entry.id, entry.call, entry.suppressed)));
                record.headers().add(Headers.FACT_ID, entry.id.getBytes(UTF_8));
                var _ = producer.send(record, (_, failure) -> ended(entry, failure));
                return;
            } catch (RuntimeException away) {
                // registry or broker; the order of the records stays
                troubled(away);
                if (isClosed) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        }
    }

    private void ended(Entry entry, @Nullable Exception failure) {
        if (failure == null) {
            places.release();
            isTroubled.set(false);
        } else {
            troubled(failure);
            // it keeps its place: an acknowledged call has its record
            failedAt = nanoTime.getAsLong();
            again.add(entry);
        }
    }

    private void troubled(Exception away) {
        if (!isTroubled.getAndSet(true)) {
            LOGGER.atWarn().setCause(away).log("audit records cannot be written; calls go on until the room is full");
        }
    }

    /** Waits a few seconds for what is on its way. */
    @Override
    public void close() {
        isClosed = true;
        try {
            if (!ended.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.atError().addKeyValue("records", waiting()).log("audit records are lost: they cannot be sent");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        producer.close(LAST_WORDS);
    }
}
