package io.opsbus.notifier.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.Rules;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.store.InMemorySilences;
import io.opsbus.schemas.Headers;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.schemas.serde.AvroSerializer;
import io.opsbus.testkit.SettableClock;
import io.opsbus.testkit.bus.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often an event was told, from the record it comes in to the delivery that goes out. */
class ToldBeforeTest {
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Records records = new Records(registry);
    private final Router router = new Router(
            records,
            () -> Rules.NONE.with(List.of(Given.subscription("a", Given.everything())), List.of()),
            (_, _, _, _) -> Optional.empty(),
            new InMemorySilences(),
            SettableClock.at(Given.NOON),
            new Counts());

    /** What the delivery says of an event whose record says that. */
    private int hops(Optional<String> said) {
        if (!(EventJson.read(Samples.REBOOT_SCHEDULED.bytes())
                instanceof EventJson.Valid(var family, SpecificRecord event))) {
            throw new AssertionError("the guide's sample cannot be read");
        }
        var topic = family.topic().name();
        var value = new AvroSerializer<SpecificRecord>(registry).serialize(topic, event);
        var record = new ConsumerRecord<>(topic, 0, 0, "i-1".getBytes(UTF_8), value);
        said.ifPresent(text -> record.headers().add(Headers.HOPS, text.getBytes(UTF_8)));
        var out = new ArrayList<ProducerRecord<byte[], byte[]>>();
        router.route(List.of(record), out::add);
        assertThat(out).singleElement().extracting(ProducerRecord::topic).isEqualTo(Topics.DELIVERIES.name());
        return records.delivery(out.getFirst().value()).about().hops();
    }

    @Test
    void anEventNobodyHasToldBeginsTheCount() {
        assertThat(hops(Optional.empty())).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 5", "6, 5", "999, 5", "-1, 5", "many, 5", "'', 5"})
    void whateverAProducerWritesTheEventIsToldAndTheCountDoesNotBeginAnew(String said, int hops) {
        assertThat(hops(Optional.of(said))).isEqualTo(hops);
    }
}
