package io.opsbus.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.ledger.Decision.Accepted;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The domain of the tests: a counter that tells every step. */
public record Tally(int count) {

    public static final String TOPIC = "tallies";

    /** One step of one counter; the steps of a counter are 1, 2, 3, … without a gap. */
    public record Counted(String id, int step) {
        public String factId() {
            return id + "#" + step;
        }

        public static Counted of(OutboxRecord record) {
            String[] parts = record.factId().split("#", -1);
            return new Counted(parts[0], Integer.parseInt(parts[1]));
        }
    }

    public enum No implements Refusal {
        TOO_MANY
    }

    public static final ReplyCodec<Integer> REPLY = ReplyCodec.of(String::valueOf, Integer::valueOf);

    /** Counts one on; replies the new count. */
    public static Accepted<Tally, Integer, Counted> next(String id, @Nullable Tally tally) {
        int step = tally == null ? 1 : tally.count() + 1;
        return new Accepted<>(new Tally(step), step, List.of(new Counted(id, step)));
    }

    public static OutboxRecord encode(Counted fact) {
        return encode(TOPIC, fact);
    }

    public static OutboxRecord encode(String topic, Counted fact) {
        byte[] value = String.valueOf(fact.step()).getBytes(UTF_8);
        return new OutboxRecord(topic, fact.id(), value, Map.of("event-id", fact.id()), fact.factId());
    }
}
