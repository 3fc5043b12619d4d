package io.opsbus.notifier.wiring;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.bus.DeliveryBatches;
import io.opsbus.notifier.bus.HistoryFeed;
import io.opsbus.notifier.bus.JournalFeed;
import io.opsbus.notifier.bus.KafkaAnnouncements;
import io.opsbus.notifier.bus.KafkaNotices;
import io.opsbus.notifier.bus.LetterFeed;
import io.opsbus.notifier.bus.Records;
import io.opsbus.notifier.bus.Router;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Flow;
import io.opsbus.notifier.history.Announcements;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.hold.FailingTargets;
import io.opsbus.notifier.hold.QuietTargets;
import io.opsbus.notifier.journal.Journal;
import io.opsbus.notifier.pace.Silences;
import io.opsbus.notifier.redrive.DeadDeliveries;
import io.opsbus.notifier.store.LiveRules;
import io.opsbus.notifier.wiring.kafka.KafkaBeans;
import io.opsbus.notifier.wiring.kafka.ReadAgain;
import io.opsbus.notifier.wiring.kafka.Takeovers;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.registry.HttpSchemaRegistry;
import io.opsbus.schemas.registry.RegistryAccess;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.messaging.Message;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/** Kafka and the schema registry: two batch functions, one of them inside a transaction. */
@Configuration(proxyBeanMethods = false)
class BusBeans {
    private static final int LONGEST_PAUSE = 5_000;
    private static final long IDLE_MILLIS = 1_000;

    @Bean(destroyMethod = "close")
    SchemaRegistry schemaRegistry(Settings settings) {
        return new HttpSchemaRegistry(RegistryAccess.of(settings.registry().url(), null));
    }

    @Bean
    Records records(SchemaRegistry registry) {
        return new Records(registry);
    }

    @Bean(destroyMethod = "close")
    RouterTransactions transactions(Settings settings, @Value("${opsbus.notifier.instance:0}") String instance) {
        var config = KafkaBeans.producer(settings, "notifier.router");
        // what a killed router leaves open holds the deliveries back no longer than this
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000);
        // a transaction begun while the markers of the last are still being written is told to come again: soon, then
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 2L);
        return new RouterTransactions(config, "notifier-router-" + instance + "-");
    }

    @Bean
    WholeRecords wholeRecords() {
        return new WholeRecords();
    }

    @Bean
    Router router(Records records, LiveRules rules, Silences silences, Clock clock, Counts counts) {
        return new Router(records, rules::rules, rules.mutes(), silences, clock, counts);
    }

    @Bean
    Announcements announcements(Router router, Producer<byte[], byte[]> notes) {
        return new KafkaAnnouncements(router, notes);
    }

    @Bean
    KafkaNotices notices(
            Router router, Records records, Producer<byte[], byte[]> notes, LiveRules rules, PastEvents past) {
        return new KafkaNotices(
                router,
                records,
                notes,
                new KafkaNotices.People() {
                    @Override
                    public List<Subscription> people(Subscription about) {
                        return rules.people(about);
                    }

                    @Override
                    public List<Subscription> people(AccountId account) {
                        return rules.people(account);
                    }
                },
                past);
    }

    /** The function bound to every event topic; a batch and its offsets are one transaction. */
    @Bean
    Consumer<Message<List<ConsumerRecord<byte[], byte[]>>>> routeEvents(
            Router router, RouterTransactions transactions) {
        return batch -> transactions.within(producer -> router.route(batch.getPayload(), record -> {
            // a send that fails fails the commit
            var _ = producer.send(record);
        }));
    }

    /** The function bound to every event topic a second time: what it keeps may lag behind what is told. */
    @Bean
    Consumer<Message<List<ConsumerRecord<byte[], byte[]>>>> keepEvents(Records records, PastEvents past, Clock clock) {
        var feed = new HistoryFeed(records, past, clock);
        return batch -> feed.accept(batch.getPayload());
    }

    /** The function bound to {@code notifier.attempts}: it feeds what is searched, and what targets are judged by, at its own pace. */
    @Bean
    Consumer<Message<List<ConsumerRecord<byte[], byte[]>>>> keepAttempts(
            Records records, Journal journal, FailingTargets failing, LiveRules rules, Clock clock) {
        var feed = new JournalFeed(records, journal, failing, rules::ruleOf, clock);
        return batch -> feed.accept(batch.getPayload());
    }

    /** The function bound to {@code notifier.dlq}: it feeds what can be redriven. */
    @Bean
    Consumer<Message<List<ConsumerRecord<byte[], byte[]>>>> keepLetters(
            Records records, DeadDeliveries dead, LiveRules rules, Clock clock) {
        var feed = new LetterFeed(records, dead, rules::ruleOf, clock);
        return batch -> feed.accept(batch.getPayload());
    }

    /** The function bound to {@code notifier.deliveries}; it commits its offsets itself, as far as they are safe. */
    @Bean
    Consumer<Message<List<ConsumerRecord<byte[], byte[]>>>> deliver(DeliveryBatches batches) {
        return batch -> batches.accept(batch.getPayload(), Takeovers.commits(WholeRecords.consumer(batch)));
    }

    @Bean
    ReadAgain readAgain(DeliveryBatches batches) {
        return new ReadAgain(batches::again, pauses());
    }

    /** A batch fails only while a part is away: it is read again until it works. The default gives up after ten times, which would lose it. */
    @Bean
    ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> containers(
            RouterTransactions transactions, ReadAgain readAgain) {
        return (container, _, group) -> {
            container.setCommonErrorHandler(new DefaultErrorHandler(pauses()));
            if (group.equals(KafkaBeans.DELIVERERS)) {
                container.setCommonErrorHandler(readAgain);
                container.getContainerProperties().setAckMode(ContainerProperties.AckMode.MANUAL);
                // what has become safe is committed soon, also while nothing comes
                container.getContainerProperties().setPollTimeout(IDLE_MILLIS);
                container.getContainerProperties().setIdleEventInterval(IDLE_MILLIS);
            }
            if (group.endsWith("router")) {
                transactions.on(container);
                // it would try again for ever inside a transaction that is over; without it the batch is rolled back
                // and read again
                container.setCommonErrorHandler(null);
                container.setAfterRollbackProcessor(new DefaultAfterRollbackProcessor<>(pauses()));
            }
        };
    }

    private static BackOff pauses() {
        var pauses = new ExponentialBackOff(200, 2);
        pauses.setMaxInterval(LONGEST_PAUSE);
        return pauses;
    }

    @Bean
    Preparation preparation(
            Settings settings,
            DataSource database,
            LiveRules rules,
            Flow flow,
            QuietTargets quiet,
            Clock clock,
            Producer<byte[], byte[]> notes,
            BindingsLifecycleController bindings) {
        return new Preparation(List.of(
                new Preparation.Step("postgres", () -> {
                    StoreBeans.migrate(database);
                    rules.refresh();
                    flow.rests().exchange(quiet, clock.instant());
                }),
                new Preparation.Step("topics", () -> {
                    try (var admin = Admin.create(HealthBeans.admin(settings))) {
                        Topics.create(admin, settings.kafka().replication());
                    }
                    // known before an event loop asks: it must not wait for it
                    var _ = notes.partitionsFor(Topics.ATTEMPTS.name());
                }),
                new Preparation.Step("bindings", () -> {
                    for (var name : List.of(
                            KafkaBeans.DELIVER,
                            "routeEvents-in-0",
                            "keepEvents-in-0",
                            "keepAttempts-in-0",
                            "keepLetters-in-0")) {
                        bindings.changeState(name, BindingsLifecycleController.State.STARTED);
                    }
                })));
    }
}
