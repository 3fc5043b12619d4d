package io.opsbus.notifier.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.delivery.EventKey;
import io.opsbus.notifier.history.PastEvent;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.schemas.Envelope;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps what comes over the bus for some days. What cannot be read is the router's to put among the dead letters. */
public final class HistoryFeed {
    private final Records records;
    private final PastEvents past;
    private final InstantSource clock;

    /** A feed of {@code past}. */
    public HistoryFeed(Records records, PastEvents past, InstantSource clock) {
        this.records = records;
        this.past = past;
        this.clock = clock;
    }

    /** Takes a batch; throws while the store is away, and the batch must come again. */
    public void accept(List<ConsumerRecord<byte[], byte[]>> batch) {
        var events = new ArrayList<PastEvent>();
        for (var record : batch) {
            read(record).ifPresent(events::add);
        }
        if (!events.isEmpty()) {
            past.keep(events, clock.instant());
        }
    }

    private Optional<PastEvent> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            var read = records.read(record);
            var json = EventJson.write(read);
            return EventReading.of(read, () -> json)
                    .map(event -> PastEvent.of(
                            EventKey.of(event, json).id(),
                            false,
                            event,
                            Envelope.of(read).regionId(),
                            new String(json, UTF_8)));
        } catch (UndecodableRecord | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
