package io.opsbus.event.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.AcceptedEvent;
import io.opsbus.event.EventName;
import io.opsbus.event.IncomingEvent;
import io.opsbus.event.IncomingEvent.Outcome;
import io.opsbus.event.Level;
import io.opsbus.event.NoState;
import io.opsbus.event.Notice;
import io.opsbus.event.ResourceId;
import io.opsbus.event.UnavailableException;
import io.opsbus.event.bus.Facts;
import io.opsbus.event.fleet.InMemoryKnownFleet;
import io.opsbus.event.recent.InMemoryRecentEvents;
import io.opsbus.event.rpc.Request.Body;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.ReplyCodec;
import io.opsbus.rpc.Hops;
import io.opsbus.schemas.Headers;
import io.opsbus.testkit.SettableClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TakeEventTest {
    private final Map<String, AcceptedEvent> saved = new LinkedHashMap<>();
    private final Map<String, String> replies = new HashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private byte[] record = {1};
    private boolean registryAway;
    private boolean databaseAway;

    @Test
    void anEventIsSavedUnderAFreshFactId() {
        var answer = post("{}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(text(answer)).contains("\"factId\":\"id-2\"").contains("\"duplicate\":false");
        assertThat(saved.values()).extracting(AcceptedEvent::factId).containsExactly("id-2");
    }

    @Test
    void theIdenticalEventHearsTheFirstFactIdAndIsNotSavedAgain() {
        post("{}");
        var again = post("{}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(text(again)).contains("\"factId\":\"id-2\"").contains("\"duplicate\":true");
        assertThat(saved).hasSize(1);
        assertThat(post("{ }").status()).isEqualTo(202);
        assertThat(saved).hasSize(2);
    }

    @Test
    void aPartThatIsAwayMeansLaterAndSavesNothing() {
        registryAway = true;
        assertThat(post("{}").status()).isEqualTo(503);
        registryAway = false;
        databaseAway = true;
        var answer = post("{}");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsKey("Retry-After");
        assertThat(saved).isEmpty();
    }

    @Test
    void anEventWhoseRecordTheOutboxWouldRefuseIsTooLarge() {
        record = new byte[OutboxRecord.MAX_BYTES];
        assertThat(post("{}").status()).isEqualTo(413);
        assertThat(saved).isEmpty();
    }

    @Test
    void whatNotifiersHaveToldKeepsItsCountAndTooOftenIsALoop() {
        assertThat(post("{}").status()).isEqualTo(202);
        assertThat(post("{ }", Map.of(Hops.HEADER, "5")).status()).isEqualTo(202);
        assertThat(saved.values()).extracting(AcceptedEvent::hops).containsExactly(0, 5);
        assertThat(saved.values())
                .extracting(fact -> new Facts().encode(fact).headers().get(Headers.HOPS))
                .containsExactly(null, "5");
        var refused = post("{  }", Map.of(Hops.HEADER, "6"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(text(refused)).contains("\"code\":\"HopLimitExceeded\"");
        assertThat(post("{  }", Map.of(Hops.HEADER, "one")).status()).isEqualTo(400);
        assertThat(saved).hasSize(2);
    }

    private Answer post(String json) {
        return post(json, Map.of());
    }

    private Answer post(String json, Map<String, String> more) {
        var headers = new HashMap<>(Map.of("content-type", "application/json"));
        headers.putAll(more);
        var takeEvent = new TakeEvent(
                bytes -> new Outcome.Legible(new Event(bytes)), new Remembering(), this::freshId, byte[]::new);
        var door = new Door(takeEvent, new ShowRecentEvents(new InMemoryRecentEvents(1)), noOperators(), this::freshId);
        return door.answer(
                new Request("POST", "/events", Map.of(), headers, new Body.Whole(json.getBytes(UTF_8)), true));
    }

    private static OperatorDoor noOperators() {
        return OperatorDoorTest.door("", new InMemoryKnownFleet(), SettableClock.at(Instant.EPOCH));
    }

    private String freshId() {
        return "id-" + ids.incrementAndGet();
    }

    private static String text(Answer answer) {
        return new String(answer.body(), UTF_8);
    }

    private final class Event implements IncomingEvent {
        private final byte[] json;

        Event(byte[] json) {
            this.json = json;
        }

        @Override
        public Notice notice() {
            return new Notice(
                    "e-1",
                    new EventName("Instance:StateChange"),
                    new Notice.Grade(Level.INFO, Set.of(Level.INFO)),
                    new Notice.Address("r", "1", "acs:ecs:r:1:instance/i-1"),
                    new Notice.Subject("instanceId", "i-1"));
        }

        @Override
        public byte[] canonicalJson() {
            return json;
        }

        @Override
        public String topic() {
            return "topic";
        }

        @Override
        public ResourceId key() {
            return new ResourceId("i-1");
        }

        @Override
        public byte[] recordBytes() {
            if (registryAway) {
                throw new UnavailableException("away", new IllegalStateException());
            }
            return record;
        }
    }

    /** Only what a reply needs; the real promises are the ledger's own contract. */
    private final class Remembering implements Ledger<ResourceId, NoState, AcceptedEvent> {
        @Override
        public <R> Decision<NoState, R, AcceptedEvent> change(
                ResourceId id, ChangeKey key, ReplyCodec<R> codec, Decide<NoState, R, AcceptedEvent> decide) {
            if (databaseAway) {
                throw new Unavailable("away", new IllegalStateException());
            }
            String known = replies.get(id + key.value());
            if (known != null) {
                return new Decision.Accepted<>(null, codec.read(known), java.util.List.of());
            }
            var decision = decide.decide(null);
            if (decision instanceof Decision.Accepted<NoState, R, AcceptedEvent> accepted) {
                replies.put(id + key.value(), codec.write(accepted.reply()));
                accepted.facts().forEach(fact -> saved.put(fact.factId(), fact));
            }
            return decision;
        }
    }
}
