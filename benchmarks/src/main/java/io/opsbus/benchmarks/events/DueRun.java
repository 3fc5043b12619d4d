package io.opsbus.benchmarks.events;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.measure.Moment;
import io.opsbus.benchmarks.measure.Window;
import io.opsbus.schemas.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Many events come due within a minute: how late each is executed, and what that costs. */
final class DueRun {
    private static final Duration AHEAD = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final String OUTBOX = "select 1 from outbox limit 1";

    private final EventsSystem system;

    DueRun(EventsSystem system) {
        this.system = system;
    }

    /**
     * What came of it. Lateness is the beginning of the execution minus the planned time, in milliseconds.
     *
     * @param asked requests to the owner of the instances that reached Kafka
     */
    record Result(
            int events,
            int withinSeconds,
            int threads,
            double wallSeconds,
            double p50,
            double p99,
            double max,
            double serviceMicros,
            double postgresMicros,
            double brokerMicros,
            double othersCores,
            long asked) {}

    /** Brings the service's JVM to its speed: events that are due at once and not measured. */
    void warmUp(int count) throws BenchFailure {
        if (count > 0) {
            Instant from = Instant.now();
            new SeededEvents(system).due("warm", count, from, 1);
            long end = System.nanoTime() + LIMIT.toNanos();
            awaitNone(timersBefore(from.plus(LIMIT)), end);
            awaitNone(OUTBOX, end);
        }
    }

    Result run(int count, int seconds, int threads) throws BenchFailure {
        // so far ahead that nothing is due before all is seeded
        Instant from = Instant.now().plus(AHEAD).plusSeconds(Math.max(10, count / 2_000));
        new SeededEvents(system).due("due", count, from, seconds);
        if (Instant.now().isAfter(from)) {
            throw new BenchFailure(
                    "seeding took longer than expected: the first events were due before the last was there");
        }
        long before = asked();
        while (Instant.now().isBefore(from)) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        Moment begin = Moment.now(system.pids());
        long end = System.nanoTime() + LIMIT.toNanos();
        awaitNone(timersBefore(from.plusSeconds(seconds).plus(LIMIT)), end);
        Moment executed = Moment.now(system.pids());
        awaitNone(OUTBOX, end);
        Window window = Window.between(begin, Moment.now(system.pids()), count);
        return new Result(
                count,
                seconds,
                threads,
                (executed.nanos() - begin.nanos()) / 1e9,
                lateness("percentile_cont(0.5) within group (order by late)"),
                lateness("percentile_cont(0.99) within group (order by late)"),
                lateness("max(late)"),
                window.cpuMicros("event-service"),
                window.cpuMicros("postgres"),
                window.cpuMicros("broker"),
                window.othersCores(),
                asked() - before);
    }

    /** A timer that was fired is set to the time-out of the execution, hours ahead. */
    private static String timersBefore(Instant time) {
        return "select 1 from timers where ledger = 'event.cycle' and next_at < '" + time + "' limit 1";
    }

    private void awaitNone(String sql, long end) throws BenchFailure {
        while (number(sql) > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private double lateness(String figure) throws BenchFailure {
        return number("select " + figure + " from (select extract(epoch from started_at - not_before) * 1000 as late"
                + " from system_events where id like 'e-due%' and status = 'Executing') x");
    }

    private double number(String sql) throws BenchFailure {
        try (var connection = system.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getDouble(1) : 0;
        } catch (SQLException e) {
            throw new BenchFailure("cannot look: " + e.getMessage(), e);
        }
    }

    private long asked() {
        String topic = Topics.OPERATION_REQUESTS.name();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", system.backbone().kafka().bootstrap()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = IntStream.range(0, Topics.OPERATION_REQUESTS.partitions())
                    .mapToObj(number -> new TopicPartition(topic, number))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
