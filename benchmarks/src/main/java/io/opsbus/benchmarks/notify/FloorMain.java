package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.clients.FloorSender;
import io.opsbus.benchmarks.clients.Post;
import io.opsbus.benchmarks.clients.Receiver;
import io.opsbus.benchmarks.clients.WebhookSender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The floor as a program: reads JSON from Kafka, posts it as it is, at least once, a window in flight, on the cheapest
 * sender there is. No decoding, no matching, no second topic, no retry. Arguments: bootstrap, port, path, window. Runs
 * until it is ended.
 */
public final class FloorMain {
    private static final int BATCH = 16;
    private static final long COMMIT_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final WebhookSender sender;
    private final String path;
    private final Semaphore free;
    private final Map<TopicPartition, OffsetTrack> tracks = new HashMap<>();

    private FloorMain(KafkaConsumer<byte[], byte[]> consumer, WebhookSender sender, String path, int window) {
        this.consumer = consumer;
        this.sender = sender;
        this.path = path;
        this.free = new Semaphore(window);
    }

    public static void main(String[] args) throws Exception {
        int window = Integer.parseInt(args[3]);
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                args[0],
                ConsumerConfig.GROUP_ID_CONFIG,
                "bench-floor",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        try (var sender = new FloorSender(new Receiver("127.0.0.1", Integer.parseInt(args[1]), window));
                var consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Route.FLOOR_TOPIC));
            new FloorMain(consumer, sender, args[2], window).forward();
        }
    }

    private void forward() throws InterruptedException {
        long committed = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            List<Post> posts = new ArrayList<>(BATCH);
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                posts.add(post(message));
                if (posts.size() == BATCH) {
                    send(posts);
                    posts = new ArrayList<>(BATCH);
                }
            }
            send(posts);
            if (System.nanoTime() - committed > COMMIT_EVERY_NANOS) {
                committed = System.nanoTime();
                commit();
            }
        }
    }

    private Post post(ConsumerRecord<byte[], byte[]> message) {
        var partition = new TopicPartition(message.topic(), message.partition());
        OffsetTrack track = tracks.computeIfAbsent(partition, _ -> new OffsetTrack(message.offset()));
        return new Post(path, message.value(), status -> {
            if (status / 100 != 2) {
                // a yardstick that loses something measures nothing
                Runtime.getRuntime().halt(1);
            }
            track.end(message.offset());
            free.release();
        });
    }

    private void send(List<Post> posts) throws InterruptedException {
        if (!posts.isEmpty()) {
            free.acquire(posts.size());
            sender.send(posts);
        }
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        tracks.forEach((partition, track) -> offsets.put(partition, new OffsetAndMetadata(track.committable())));
        consumer.commitAsync(offsets, null);
    }
}
