package io.opsbus.notifier.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.notifier.wiring.kafka.ReadAgain;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.testkit.Backbone;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.util.backoff.FixedBackOff;

/** The router's container, as it is set up: a batch that outlives its transaction is rolled back and read again, and its events are routed once. */
class RouterRollbackIT {
    private static final String ID = "rollback-" + System.nanoTime();
    private static final String EVENTS = ID + ".events";
    private static final String ROUTED = ID + ".routed";
    private static final String GROUP = ID + ".router";
    /** The broker looks every 10 s for transactions that have timed out. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<List<String>> handed = new CopyOnWriteArrayList<>();

    private static Map<String, Object> producer() {
        var config = new HashMap<String, Object>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, Backbone.get().bootstrap());
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 1_000);
        return config;
    }

    private static Map<String, Object> consumer() {
        var config = new HashMap<String, Object>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, Backbone.get().bootstrap());
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return config;
    }

    /** Routes a batch; the first time it holds it until the broker has given its transaction up. */
    private void route(List<ConsumerRecord<byte[], byte[]>> batch, RouterTransactions transactions, Admin admin) {
        handed.add(
                batch.stream().map(record -> new String(record.value(), UTF_8)).toList());
        transactions.within(producer -> {
            for (var record : batch) {
                var _ = producer.send(new ProducerRecord<>(ROUTED, record.key(), record.value()));
            }
            producer.flush();
        });
        if (handed.size() == 1) {
            assertThat(ongoing(admin)).isEqualTo(1);
            await().atMost(PATIENCE).until(() -> ongoing(admin) == 0);
        }
    }

    private static long ongoing(Admin admin) {
        try {
            return admin.listTransactions().all().get().stream()
                    .filter(one -> one.transactionalId().startsWith(ID))
                    .map(TransactionListing::state)
                    .filter(TransactionState.ONGOING::equals)
                    .count();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void aBatchThatOutlivesItsTransactionIsReadAgainAndRoutedOnce() {
        try (var bus = new Bus(new InMemorySchemaRegistry());
                var admin =
                        Admin.create(Map.of("bootstrap.servers", Backbone.get().bootstrap()));
                var transactions = new RouterTransactions(producer(), ID + "-")) {
            bus.create(EVENTS);
            bus.create(ROUTED);
            List.of("1", "2", "3").forEach(event -> bus.send(EVENTS, "i-1", event.getBytes(UTF_8)));
            bus.flush();
            var properties = new ContainerProperties(EVENTS);
            properties.setGroupId(GROUP);
            properties.setMessageListener(
                    (BatchMessageListener<byte[], byte[]>) batch -> route(batch, transactions, admin));
            var container = new KafkaMessageListenerContainer<byte[], byte[]>(
                    new DefaultKafkaConsumerFactory<>(consumer()), properties);
            var again = new ReadAgain(_ -> Map.of(), new FixedBackOff());
            new BusBeans().containers(transactions, again).configure(container, EVENTS, GROUP);
            container.start();
            try {
                await().atMost(PATIENCE).until(() -> bus.values(ROUTED).size() >= 3);
                bus.send(EVENTS, "i-1", "4".getBytes(UTF_8));
                bus.flush();
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(bus.committed(GROUP)).containsEntry(new TopicPartition(EVENTS, 0), 4L));
            } finally {
                container.stop();
            }
            assertThat(handed).containsExactly(List.of("1", "2", "3"), List.of("1", "2", "3"), List.of("4"));
            assertThat(bus.values(ROUTED)).containsExactly("1", "2", "3", "4");
        }
    }
}
