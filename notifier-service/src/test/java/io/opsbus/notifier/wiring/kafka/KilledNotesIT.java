package io.opsbus.notifier.wiring.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.notifier.wiring.Settings;
import io.opsbus.testkit.Backbone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What is to be written down while the broker is dead waits for the broker; who writes does not. */
class KilledNotesIT {
    /** Until a client that is told to forget what there was at a dead broker has done so. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(2);

    private final Backbone.Kafka kafka = Backbone.get().kafka();

    @AfterEach
    void heal() {
        kafka.start();
    }

    private Settings settings() {
        var source = new MapConfigurationPropertySource(Map.of("opsbus.kafka.bootstrap", kafka.bootstrap()));
        return new Binder(source).bindOrCreate("opsbus", Settings.class);
    }

    @Test
    void whatComesWhileTheBrokerIsDeadIsWrittenWhenItIsBack() throws ExecutionException, InterruptedException {
        var topic = "notes-" + UUID.randomUUID();
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        try (var notes = new KafkaBeans().notes(settings())) {
            assertThat(notes.partitionsFor(topic)).isNotEmpty();
            kafka.kill();
            await().pollDelay(FORGOTTEN).until(() -> true);
            var sent = notes.send(new ProducerRecord<>(topic, "note".getBytes(UTF_8)));
            assertThat(sent).as("not given up after max.block.ms").isNotDone();
            kafka.start();
            assertThat(sent.get().hasOffset()).isTrue();
        }
    }
}
