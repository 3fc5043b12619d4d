package io.opsbus.notifier.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.journal.Entry;
import io.opsbus.notifier.journal.Filter;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.hold.InMemoryHeldTargets;
import io.opsbus.notifier.store.journal.InMemoryJournal;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.notifier.Attempt;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.schemas.serde.AvroSerializer;
import io.opsbus.schemas.serde.UndecodableRecord;
import io.opsbus.testkit.bus.Samples;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records anybody may have written: one that no store would take is passed over or dead-lettered, and never comes again and again. */
class UnstorableTextTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final InMemoryJournal journal = new InMemoryJournal();
    private final JournalFeed feed = new JournalFeed(
            new Records(registry),
            journal,
            new InMemoryHeldTargets(new InMemoryParking()),
            _ -> Optional.empty(),
            InstantSource.fixed(NOON));

    @ParameterizedTest
    @ValueSource(strings = {"id", "name", "product", "regionId"})
    void anEventWithOneIsPoisonThatNamesTheField(String field) {
        if (!(EventJson.read(Samples.REBOOT_SCHEDULED.bytes()) instanceof EventJson.Valid(var _, var event))) {
            throw new AssertionError("the sample is no event");
        }
        event.put(event.getSchema().getField(field).pos(), "a\0b");
        assertThatThrownBy(() -> EventReading.of(event, () -> new byte[0]))
                .isInstanceOf(UndecodableRecord.class)
                .hasMessage(field + " holds U+0000");
    }

    private ConsumerRecord<byte[], byte[]> attempt(
            String target, @Nullable String subscription, @Nullable String event) {
        var attempt = new Attempt(
                UUID.randomUUID().toString(),
                target,
                "a",
                1,
                NOON,
                1000L,
                "delivered",
                200,
                null,
                true,
                null,
                subscription,
                event,
                "Instance:StateChange",
                null,
                null,
                null);
        var value = new AvroSerializer<SpecificRecord>(registry).serialize(Topics.ATTEMPTS.name(), attempt);
        return new ConsumerRecord<>(Topics.ATTEMPTS.name(), 0, 0, new byte[0], value);
    }

    @Test
    void theJournalKeepsTheRestOfTheBatch() {
        feed.accept(List.of(
                attempt("tgt-1", "sub-1", "a\0b"),
                attempt("tgt", null, "e"),
                attempt("tgt-2", null, "e"),
                new ConsumerRecord<>(Topics.ATTEMPTS.name(), 0, 0, new byte[0], new byte[] {7})));
        assertThat(journal.find(Filter.all(new AccountId("a")), Optional.empty(), Optional.empty(), 10))
                .extracting(Entry::subject)
                .singleElement()
                .satisfies(subject -> {
                    assertThat(subject.target().value()).isEqualTo("tgt-2");
                    assertThat(subject.subscription().value()).isEqualTo("sub-2");
                });
    }
}
