package io.opsbus.event.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.Fingerprint;
import io.opsbus.event.IncomingEvent;
import io.opsbus.event.IncomingEvent.Outcome;
import io.opsbus.event.UnavailableException;
import io.opsbus.event.bus.RecentEventsFeed.Reading;
import io.opsbus.event.recent.BusRecord;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.schemas.registry.RememberedSchemas;
import io.opsbus.testkit.bus.Samples;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostedEventsTest {
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroRecords records = new AvroRecords(new RememberedSchemas(registry));
    private final PostedEvents events = new PostedEvents(records);

    @ParameterizedTest
    @EnumSource
    void aSampleOfTheGuideBreaksNoRuleAndComesBackAsItWas(Samples sample) {
        var event = legible(sample.bytes());

        assertThat(event.notice().violations()).isEmpty();
        assertThat(event.topic()).isEqualTo(sample.topic());
        var record = new BusRecord(event.topic(), 0, 7, event.key().text(), event.recordBytes(), null);
        assertThat(records.read(record)).isInstanceOfSatisfying(Reading.Understood.class, understood -> {
            assertThat(understood.event().json()).isEqualTo(new String(event.canonicalJson(), UTF_8));
            assertThat(understood.event().factId()).isEqualTo(sample.topic() + "/0/7");
        });
    }

    @Test
    void theLayoutOfTheJsonDoesNotMakeItAnotherEvent() {
        var one = legible(Samples.DISK_STALLED.bytes());
        var other = legible(
                Samples.DISK_STALLED.json().replaceAll("\\s*\\n\\s*", "").getBytes(UTF_8));
        var another = legible(Samples.DISK_STALLED.withId("x").getBytes(UTF_8));

        assertThat(Fingerprint.of(one.canonicalJson())).isEqualTo(Fingerprint.of(other.canonicalJson()));
        assertThat(Fingerprint.of(one.canonicalJson())).isNotEqualTo(Fingerprint.of(another.canonicalJson()));
    }

    @Test
    void withoutTheRegistryARecordIsNeitherMadeNorCalledPoison() {
        var event = legible(Samples.PREEMPTION.bytes());
        byte[] record = event.recordBytes();
        registry.setAway(true);

        assertThat(event.recordBytes()).isEqualTo(record);
        Assertions.assertThatThrownBy(
                        () -> legible(Samples.DISK_STALLED.bytes()).recordBytes())
                .isInstanceOf(UnavailableException.class);
        Assertions.assertThatThrownBy(
                        () -> records.read(new BusRecord("t", 0, 0, null, new byte[] {0, 0, 0, 0, 77, 1}, null)))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void bytesThatAreNoRecordArePoison() {
        for (byte[] bytes : new byte[][] {{}, {1, 2, 3}, {0, 0, 0, 0, 99, 5}}) {
            assertThat(records.read(new BusRecord("t", 0, 0, null, bytes, null)))
                    .isInstanceOf(Reading.Poison.class);
        }
        assertThat(records.read(new BusRecord("t", 0, 0, null, null, null))).isInstanceOf(Reading.Poison.class);
    }

    private IncomingEvent legible(byte[] json) {
        return switch (events.read(json)) {
            case Outcome.Legible(IncomingEvent event) -> event;
            case Outcome.Illegible no -> throw new AssertionError(no.toString());
        };
    }
}
