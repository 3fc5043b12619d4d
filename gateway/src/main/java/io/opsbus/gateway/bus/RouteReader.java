package io.opsbus.gateway.bus;

import io.opsbus.gateway.Access;
import io.opsbus.gateway.route.ActionKey;
import io.opsbus.gateway.route.RouteTable;
import io.opsbus.gateway.route.RoutedAction;
import io.opsbus.gateway.route.ServiceNotice;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.routes.AnnouncedAction;
import io.opsbus.rpc.routes.Announcement;
import io.opsbus.rpc.routes.RouteSeal;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.gateway.ServiceRoutes;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code gateway.routes} from its start into the table, for ever. A record nobody with the key signed is passed over.
 * One thread runs {@link #run}.
 */
public final class RouteReader implements Runnable, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RouteReader.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<Consumer<String, byte[]>> consumers;
    private final AvroDeserializer<ServiceRoutes> deserializer;
    private final RouteSeal seal;
    private final RouteTable table;
    private final InstantSource clock;
    private volatile String waitingFor = "the topic " + Topics.ROUTES + " is not read yet";
    private volatile boolean isClosed;

    /** @param consumers makes a fresh one after a failure; without a group: every gateway reads everything */
    public RouteReader(
            Supplier<Consumer<String, byte[]>> consumers,
            SchemaRegistry registry,
            InternalKey key,
            RouteTable table,
            InstantSource clock) {
        this.consumers = consumers;
        this.deserializer = new AvroDeserializer<>(registry);
        this.seal = new RouteSeal(key);
        this.table = table;
        this.clock = clock;
    }

    /** Empty once everything that was there at the start has been read. */
    public String waitingFor() {
        return waitingFor;
    }

    @Override
    public void run() {
        while (!isClosed) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                read(consumer);
            } catch (RuntimeException away) {
                // Kafka's and the registry's own exceptions; whatever it is, reading again from the start changes
                // nothing
                LOGGER.atWarn().setCause(away).log("routes cannot be read; trying again");
                pause();
            }
        }
    }

    private void read(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.ROUTES.name(), Duration.ofSeconds(5)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Duration.ofSeconds(5));
        while (!isClosed) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                take(record);
            }
            if (!waitingFor.isEmpty()
                    && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                waitingFor = "";
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            // an operator's tombstone works at the next start; here it would let anybody who may write stop a service
            return;
        }
        try {
            ServiceRoutes routes = deserializer.deserialize(record.topic(), record.value());
            var announcement = routes == null ? java.util.Optional.<Announcement>empty() : seal.read(routes);
            announcement.ifPresentOrElse(
                    known -> table.accept(notice(known), clock.instant()), () -> passOver(record, "not signed by us"));
        } catch (UndecodableRecord poison) {
            passOver(record, String.valueOf(poison.getMessage()));
        }
    }

    private static void passOver(ConsumerRecord<String, byte[]> record, String reason) {
        LOGGER.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", reason)
                .log("a route is not believed");
    }

    private static ServiceNotice notice(Announcement announcement) {
        return new ServiceNotice(
                announcement.service(),
                announcement.url(),
                announcement.publishedAt(),
                announcement.isWithdrawn(),
                announcement.actions().stream().map(RouteReader::action).toList());
    }

    private static RoutedAction action(AnnouncedAction action) {
        return new RoutedAction(
                new ActionKey(action.name().version(), action.name().action()),
                switch (action.access()) {
                    case READ -> Access.READ;
                    case WRITE -> Access.WRITE;
                },
                action.resources().stream()
                        .map(resource -> new RoutedAction.IdParameter(resource.pattern(), resource.isJsonList()))
                        .toList());
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            isClosed = true;
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
