package io.opsbus.notifier.bus;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Attempts;
import io.opsbus.notifier.dispatch.Recall;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts in {@code notifier.attempts}. Failures are written behind the batch: a crash can lose the last few of them, never a delivery. A
 * success is written when it comes, for whoever takes over after a crash. Of an end that is still being written, or could not be because the
 * broker was away, this process alone knows, from the moment it is told of it: ask it before asking what is written.
 */
public final class KafkaAttempts implements Attempts, Recall, Doubts.Tail {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaAttempts.class);

    /** Several times what a batch has: of what lies before it the offsets tell. */
    private static final int REMEMBERED = 10_000;

    private final Producer<byte[], byte[]> producer;
    private final Records records;
    private final Map<DeliveryId, End> underWay = new HashMap<>();
    private final LinkedHashMap<DeliveryId, End> unwritten = new LinkedHashMap<>();

    /** @param delivered or dead: then it may have been redriven since */
    private record End(int attempt, boolean delivered) {
        static End of(Attempt attempt) {
            return new End(attempt.number(), attempt.outcome().verdict() == Outcome.Verdict.DELIVERED);
        }
    }

    /** @param producer that does not block; stays the caller's to close */
    public KafkaAttempts(Producer<byte[], byte[]> producer, Records records) {
        this.producer = producer;
        this.records = records;
    }

    @Override
    public void record(Attempt attempt, Runnable written) {
        begin(attempt);
        try {
            var _ = producer.send(records.attempt(attempt), (_, failure) -> {
                end(attempt, failure);
                written.run();
            });
        } catch (RuntimeException failure) {
            // the registry or the broker is away: the log misses a line, the deliveries go on
            end(attempt, failure);
            written.run();
        }
    }

    /** Before anything that may take its time: meanwhile the delivery's lease may run out. */
    private void begin(Attempt attempt) {
        if (attempt.terminal()) {
            synchronized (underWay) {
                underWay.put(attempt.delivery().id(), End.of(attempt));
            }
        }
    }

    private void end(Attempt attempt, @Nullable Exception failure) {
        if (attempt.terminal()) {
            var id = attempt.delivery().id();
            var end = End.of(attempt);
            synchronized (underWay) {
                if (failure != null) {
                    if (unwritten.size() >= REMEMBERED) {
                        unwritten.pollFirstEntry();
                    }
                    unwritten.put(id, end);
                }
                underWay.remove(id, end);
            }
        }
        if (failure != null) {
            warn(attempt, failure);
        }
    }

    /** Those whose end this very process could not write down, or has not yet. */
    @Override
    public Set<DeliveryId> safe(List<Doubts.Read> asked) {
        return known(asked.stream().map(one -> one.delivery().id()), _ -> true);
    }

    /** Likewise, and not those that are dead. */
    @Override
    public Set<DeliveryId> delivered(Map<DeliveryId, TargetId> asked, Instant since) {
        return known(asked.keySet().stream(), End::delivered);
    }

    private Set<DeliveryId> known(Stream<DeliveryId> asked, Predicate<End> wanted) {
        synchronized (underWay) {
            return asked.filter(id -> isKnown(underWay.get(id), wanted) || isKnown(unwritten.get(id), wanted))
                    .collect(Collectors.toSet());
        }
    }

    private static boolean isKnown(@Nullable End end, Predicate<End> wanted) {
        return end != null && wanted.test(end);
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
