package io.opsbus.rpc.routes;

import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.gateway.ServiceRoutes;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.serde.AvroSerializer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the gateway what a service serves: at its start, again every twenty seconds, and at its end that it serves nothing
 * more. Broker or registry away: it tries again until they are back.
 */
public final class RoutePublication implements AutoCloseable {
    /** Between two announcements; the gateway drops an endpoint that is silent for much longer than the others. */
    public static final Duration RENEWAL = Duration.ofSeconds(20);

    private static final Logger LOGGER = LoggerFactory.getLogger(RoutePublication.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(5);

    private final Announcement announcement;
    private final RouteSeal seal;
    private final InstantSource clock;
    private final Producer<String, byte[]> producer;
    private final AvroSerializer<ServiceRoutes> serializer;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile String trouble = "not published yet";

    RoutePublication(
            Announcement announcement,
            InternalKey key,
            InstantSource clock,
            Producer<String, byte[]> producer,
            SchemaRegistry registry) {
        this.announcement = announcement;
        this.seal = new RouteSeal(key);
        this.clock = clock;
        this.producer = producer;
        this.serializer = new AvroSerializer<>(registry);
    }

    /**
     * Begins to publish, on a thread of its own. Start it when the service answers; the topic must exist or be made soon.
     *
     * @param bootstrap the broker, as {@code bootstrap.servers}
     * @param registry of schemas; stays the caller's to close
     */
    public static RoutePublication start(
            Announcement announcement,
            InternalKey key,
            InstantSource clock,
            String bootstrap,
            SchemaRegistry registry) {
        Producer<String, byte[]> producer =
                new KafkaProducer<>(config(announcement, bootstrap), new StringSerializer(), new ByteArraySerializer());
        RoutePublication publication = new RoutePublication(announcement, key, clock, producer, registry);
        publication.begin();
        return publication;
    }

    void begin() {
        Thread.ofVirtual().name("routes-" + announcement.service()).start(this::run);
    }

    private static Map<String, Object> config(Announcement announcement, String bootstrap) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, announcement.service() + ".routes");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) ACKNOWLEDGED_WITHIN.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ACKNOWLEDGED_WITHIN.toMillis());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * (int) ACKNOWLEDGED_WITHIN.toMillis());
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        // a record in twenty seconds needs no room
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1L << 20);
        return config;
    }

    /** Why the gateway may not know this service yet; empty when it was told. For the service's health. */
    public String trouble() {
        return trouble;
    }

    private void run() {
        try {
            boolean isPublished;
            do {
                isPublished = publish(announcement.at(clock.instant()));
            } while (!stopped.await((isPublished ? RENEWAL : RETRY).toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean publish(Announcement now) throws InterruptedException {
        try {
            byte[] record = serializer.serialize(Topics.ROUTES.name(), seal.record(now));
            producer.send(new ProducerRecord<>(Topics.ROUTES.name(), now.key(), record))
                    .get(2 * ACKNOWLEDGED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            if (!trouble.isEmpty()) {
                LOGGER.atInfo()
                        .addKeyValue("service", now.service())
                        .addKeyValue("url", now.url())
                        .addKeyValue("actions", now.actions().size())
                        .log("routes published");
            }
            trouble = "";
            return true;
        } catch (RuntimeException | ExecutionException | TimeoutException away) {
            // broker and registry have exceptions of their own; whatever it is, the next try may work
            return failed(away);
        }
    }

    private boolean failed(Exception away) {
        String reason = "routes are not published: " + away.getMessage();
        if (!reason.equals(trouble)) {
            LOGGER.atWarn().addKeyValue("reason", reason).log("routes cannot be published yet");
        }
        trouble = reason;
        return false;
    }

    /** Says that the service serves nothing more, once, and ends. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            publish(announcement.withdrawn(clock.instant()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(1));
    }
}
