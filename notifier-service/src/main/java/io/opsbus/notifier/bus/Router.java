package io.opsbus.notifier.bus;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.Rules;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.EventKey;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.pace.Silences;
import io.opsbus.notifier.silence.Mutes;
import io.opsbus.rpc.Hops;
import io.opsbus.schemas.Headers;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * From events to deliveries: one record for each target whose subscription wants the event. The caller runs a batch inside a Kafka
 * transaction together with the consumed offsets, so that each event is routed exactly once.
 */
public final class Router {
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final Records records;
    private final Supplier<Rules> rules;
    private final Mutes mutes;
    private final Hush hush;
    private final InstantSource clock;
    private final Counts counts;

    /**
     * A router.
     *
     * @param rules asked once a batch
     * @param mutes what accounts want kept back; asked of every event
     * @param silences what was told lately
     */
    public Router(
            Records records,
            Supplier<Rules> rules,
            Mutes mutes,
            Silences silences,
            InstantSource clock,
            Counts counts) {
        this.records = records;
        this.rules = rules;
        this.mutes = mutes;
        this.hush = new Hush(silences, counts);
        this.clock = clock;
        this.counts = counts;
    }

    /**
     * Routes a batch. A record that cannot be read goes to the dead letters; throws when a part is away, and the batch must come again.
     *
     * @param out produces within the caller's transaction
     */
    public void route(List<ConsumerRecord<byte[], byte[]>> batch, Consumer<ProducerRecord<byte[], byte[]>> out) {
        var terms = terms();
        for (var record : batch) {
            try {
                route(record, terms, out);
            } catch (UndecodableRecord poison) {
                out.accept(records.poison(record, poison, terms.now));
                counts.deadLettered(DeadReason.POISON);
            }
        }
    }

    /** What a batch is decided by. */
    private record Terms(Rules rules, Instant now) {}

    private Terms terms() {
        return new Terms(rules.get(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private void route(
            ConsumerRecord<byte[], byte[]> record, Terms terms, Consumer<ProducerRecord<byte[], byte[]>> out) {
        var read = records.read(record);
        var json = new Rendering(read);
        var event = EventReading.of(read, json);
        if (event.isEmpty()) {
            counts.filtered("no-account");
            return;
        }
        switch (terms.rules.match(event.get())) {
            case Rules.Match.Filtered(var reason) -> {
                unwanted(event.get(), json, terms);
                counts.filtered(reason);
            }
            case Rules.Match.Wanted(var by) ->
                deliver(by, event.get(), json.get(), new About(trace(record), hops(record), terms), out);
        }
    }

    /** What an event's deliveries have in common. */
    private record About(Optional<String> trace, int hops, Terms terms) {}

    /** Nobody is told of it, and yet something may begin or end with it. */
    private void unwanted(Event event, Supplier<byte[]> json, Terms terms) {
        var _ = mutes.pass(event, false, () -> EventKey.of(event, json.get()).id(), terms.now);
    }

    private int deliver(
            List<Subscription> by,
            Event event,
            byte[] json,
            About about,
            Consumer<ProducerRecord<byte[], byte[]>> out) {
        var key = EventKey.of(event, json);
        var now = about.terms.now;
        var subject = new Delivery.Subject(event.id(), event.name(), about.trace, about.hops);
        var body = Body.of(json);
        var silence = mutes.pass(event, true, key::id, now);
        var told = silence.isPresent() ? by : hush.told(by, event, key, now);
        for (var subscription : told) {
            var to = Delivery.Addressee.of(subscription);
            var id = DeliveryId.of(key, to.subscription(), to.target());
            var delivery = new Delivery(id, to, subject, now, body);
            if (silence.isEmpty()) {
                out.accept(records.delivery(delivery));
            } else {
                records.silenced(delivery, silence.get(), now).forEach(out);
                counts.filtered(Outcome.SILENCED);
            }
        }
        if (silence.isPresent()) {
            return 0;
        }
        counts.routed(told.size());
        return told.size();
    }

    /** The deliveries of an event this system makes by itself; returns how many. */
    int announce(Event event, byte[] json, Consumer<ProducerRecord<byte[], byte[]>> out) {
        return announce(event, json, 0, out);
    }

    /**
     * The deliveries of an event that did not come over the bus; returns how many.
     *
     * @param hops how often notifiers had told it before
     */
    int announce(Event event, byte[] json, int hops, Consumer<ProducerRecord<byte[], byte[]>> out) {
        var terms = terms();
        return switch (terms.rules.match(event)) {
            case Rules.Match.Filtered(var reason) -> {
                unwanted(event, () -> json, terms);
                counts.filtered(reason);
                yield 0;
            }
            case Rules.Match.Wanted(var by) -> deliver(by, event, json, new About(Optional.empty(), hops, terms), out);
        };
    }

    /** An event's JSON, made when it is first asked for: by a condition on its content, or for its deliveries. */
    private static final class Rendering implements Supplier<byte[]> {
        private final SpecificRecord event;
        private byte @Nullable [] json;

        Rendering(SpecificRecord event) {
            this.event = event;
        }

        @Override
        public byte[] get() {
            var made = json;
            if (made == null) {
                made = render(event);
                json = made;
            }
            return made;
        }

        private static byte[] render(SpecificRecord event) {
            try {
                return EventJson.write(event);
            } catch (IllegalArgumentException noForm) {
                throw new UndecodableRecord(String.valueOf(noForm.getMessage()), noForm);
            }
        }
    }

    /**
     * Who takes an event in over HTTP has refused it where there were too many. A producer may write what it likes: more than that is
     * that many, so that what it says can neither keep the event from anybody nor begin a loop anew.
     */
    private static int hops(ConsumerRecord<?, ?> record) {
        return Math.min(Hops.of(Records.text(record, Headers.HOPS)).count(), Hops.MOST);
    }

    /** A trace context goes on into an HTTP header, so only a well-formed one does. */
    private static Optional<String> trace(ConsumerRecord<?, ?> record) {
        return Records.text(record, Headers.TRACEPARENT)
                .filter(text -> TRACEPARENT.matcher(text).matches());
    }
}
