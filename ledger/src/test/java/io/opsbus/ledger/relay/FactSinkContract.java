package io.opsbus.ledger.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.Tally;
import io.opsbus.ledger.Tally.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every sink promises the relay. */
public abstract class FactSinkContract {

    protected abstract FactSink sink();

    /** The topic to send to; empty at the start of each test. */
    protected abstract String topic();

    /** What is stored in {@link #topic}, in order per key. */
    protected abstract List<OutboxRecord> stored();

    private static void acknowledged(List<CompletableFuture<?>> acks) throws Exception {
        for (var ack : acks) {
            ack.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void recordsOfOneKeyAreStoredInTheOrderTheyWereHandedOver() throws Exception {
        var acks = new ArrayList<CompletableFuture<?>>();
        try (var sink = sink()) {
            for (int step = 1; step <= 200; step++) {
                acks.add(sink.send(Tally.encode(topic(), new Counted("a", step))));
                acks.add(sink.send(Tally.encode(topic(), new Counted("b", step))));
            }
            acknowledged(acks);
        }
        for (String id : List.of("a", "b")) {
            assertThat(stored().stream()
                            .map(Counted::of)
                            .filter(fact -> fact.id().equals(id))
                            .map(Counted::step))
                    .hasSize(200)
                    .isSorted();
        }
    }

    @Test
    void everythingOfTheRecordArrives() throws Exception {
        var headers = Map.of("traceparent", "00-ä", "event-id", "e-1");
        var record = new OutboxRecord(topic(), "k-ä", "välue".getBytes(UTF_8), headers, "k#1");
        try (var sink = sink()) {
            acknowledged(List.of(sink.send(record)));
        }
        var stored = stored().getFirst();
        assertThat(stored.factId()).isEqualTo("k#1");
        assertThat(stored.headers()).containsAllEntriesOf(headers);
        assertThat(stored).usingRecursiveComparison().ignoringFields("headers").isEqualTo(record);
    }

    @Test
    void aTombstoneHasNoValue() throws Exception {
        try (var sink = sink()) {
            acknowledged(List.of(sink.send(OutboxRecord.tombstone(topic(), "gone", Map.of(), "gone#1"))));
        }
        assertThat(stored().getFirst().value()).isNull();
    }
}
