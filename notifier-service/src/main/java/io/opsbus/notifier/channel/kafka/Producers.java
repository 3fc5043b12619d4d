package io.opsbus.notifier.channel.kafka;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.targets.KafkaTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * One idempotent producer for each account, cluster and login in use. Of too many (an account's, or all) the one that was idle longest goes;
 * one that is in use never does, so that who asks for one more than there may be in use finds no room.
 *
 * <pre>
 *   opening --made--> idle &lt;--&gt; in use
 *      |                |         | broken
 *      | fails          +--evicted+--> closed, when nobody uses it any more
 *      +--> remembered for a moment --> opened anew
 * </pre>
 *
 * Each is opened on a thread of its own, because that resolves names, and a name server may take its time: neither other clusters nor the
 * threads attempts run on wait for it. Safe for any thread.
 */
public final class Producers implements AutoCloseable {
    /** The most of one account. */
    static final int MOST_OF_ONE = 16;

    private static final int MOST = 64;
    private static final Duration FOR_CLOSING = Duration.ofSeconds(2);

    /** So long nobody opens again what could not be opened. */
    static final Duration FAILED_FOR = Duration.ofSeconds(5);

    /** The one used last is the last. */
    private final Map<Cluster, Line> lines = new LinkedHashMap<>(MOST, 0.75f, true);

    private final Duration patience;
    private final LongSupplier ticks;
    private final Function<Cluster, Producer<byte[], byte[]>> opening;
    private boolean closed;

    /** @param attempt the longest one attempt may take */
    public Producers(Duration attempt) {
        this(attempt, System::nanoTime, cluster -> new KafkaProducer<>(cluster.config(attempt)));
    }

    /**
     * Opens as it is told.
     *
     * @param ticks nanoseconds that nobody sets
     */
    Producers(Duration attempt, LongSupplier ticks, Function<Cluster, Producer<byte[], byte[]>> opening) {
        // as long as the client waits for what it needs to know of a cluster: the attempt ends before it is taken for
        // dead
        this.patience = attempt.multipliedBy(9).dividedBy(10);
        this.ticks = ticks;
        this.opening = opening;
    }

    /** A producer, and who uses it. Its fields are guarded by the lock of all. */
    private final class Line {
        private final Cluster cluster;
        private final long since = ticks.getAsLong();
        private final CompletableFuture<Producer<byte[], byte[]>> made = new CompletableFuture<>();
        private int uses;
        private boolean isOver;
        private long failedAt;

        private Line(Cluster cluster) {
            this.cluster = cluster;
        }

        private boolean isIdle() {
            return uses == 0 && made.isDone();
        }

        private boolean isForgotten() {
            return made.isCompletedExceptionally() && ticks.getAsLong() - failedAt >= FAILED_FOR.toNanos();
        }

        private void closeWhenIdle() {
            if (isOver && isIdle() && !made.isCompletedExceptionally()) {
                var producer = made.join();
                var _ = Thread.ofVirtual().start(() -> producer.close(FOR_CLOSING));
            }
        }
    }

    /** The use of a producer, until it is closed: so long the producer is not. */
    final class Use implements AutoCloseable {
        private final Line line;

        private Use(Line line) {
            this.line = line;
        }

        /**
         * The producer, once it is open.
         *
         * @throws KafkaException when the cluster cannot be what the target says it is, or does not let itself be looked for
         */
        Producer<byte[], byte[]> producer() throws InterruptedException {
            try {
                var left = patience.toNanos() - (ticks.getAsLong() - line.since);
                return line.made.get(Math.max(0, left), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                throw new KafkaException(e.getCause());
            } catch (TimeoutException _) {
                throw new KafkaException("its names are still being resolved");
            }
        }

        /** Makes a new one next time: this one may be of no use any more. */
        void broken() {
            synchronized (Producers.this) {
                lines.remove(line.cluster, line);
                line.isOver = true;
            }
        }

        @Override
        public void close() {
            synchronized (Producers.this) {
                line.uses--;
                // it has been used until now
                lines.get(line.cluster);
                line.closeWhenIdle();
            }
        }
    }

    /** The use of an account's producer for a topic; empty when so many are in use that there is no room for another. */
    synchronized Optional<Use> use(AccountId account, KafkaTopic topic) {
        var cluster = Cluster.of(account, topic);
        var line = lines.get(cluster);
        if (line != null && line.isForgotten()) {
            lines.remove(cluster);
            line = null;
        }
        if (line == null) {
            if (closed || !makeRoom(account)) {
                return Optional.empty();
            }
            line = new Line(cluster);
            lines.put(cluster, line);
            open(line);
        }
        line.uses++;
        return Optional.of(new Use(line));
    }

    private boolean makeRoom(AccountId account) {
        var own = lines.keySet().stream()
                .filter(one -> one.account().equals(account))
                .count();
        if (own < MOST_OF_ONE && lines.size() < MOST) {
            return true;
        }
        var idle = lines.values().stream()
                .filter(line -> line.isIdle()
                        && (own < MOST_OF_ONE || line.cluster.account().equals(account)))
                .findFirst();
        idle.ifPresent(line -> {
            lines.remove(line.cluster);
            line.isOver = true;
            line.closeWhenIdle();
        });
        return idle.isPresent();
    }

    private void open(Line line) {
        // a look-up of a name holds the thread it is made on, also the one beneath a virtual thread
        var _ = Thread.ofPlatform().daemon().name("kafka-topic-opening").start(() -> {
            try {
                var producer = opening.apply(line.cluster);
                synchronized (this) {
                    line.made.complete(producer);
                    line.closeWhenIdle();
                }
            } catch (RuntimeException | Error e) {
                synchronized (this) {
                    line.failedAt = ticks.getAsLong();
                    line.made.completeExceptionally(e);
                }
            }
        });
    }

    @Override
    public void close() {
        var open = new ArrayList<Line>();
        synchronized (this) {
            closed = true;
            open.addAll(lines.values());
            lines.clear();
            open.forEach(line -> line.isOver = true);
        }
        open.stream()
                .filter(line -> line.made.isDone() && !line.made.isCompletedExceptionally())
                .forEach(line -> line.made.join().close(Duration.ZERO));
    }
}
