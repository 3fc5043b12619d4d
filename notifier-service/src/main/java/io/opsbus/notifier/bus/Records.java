package io.opsbus.notifier.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Attempts;
import io.opsbus.notifier.dispatch.DeadLetters;
import io.opsbus.schemas.Headers;
import io.opsbus.schemas.Topic;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.notifier.Attempt;
import io.opsbus.schemas.notifier.DeadLetter;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.schemas.serde.AvroSerializer;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** The notifier's own records, to Avro and back. Safe for many threads. */
public final class Records {
    /** The outcome of an attempt that succeeded. */
    static final String DELIVERED = "delivered";

    private final AvroSerializer<SpecificRecord> writer;
    private final AvroDeserializer<SpecificRecord> reader;

    /** @param registry where the schemas are; stays the caller's to close */
    public Records(SchemaRegistry registry) {
        this.writer = new AvroSerializer<>(registry);
        this.reader = new AvroDeserializer<>(registry);
    }

    /**
     * Any record of the bus as its class.
     *
     * @throws UndecodableRecord when it is none and never will be
     */
    SpecificRecord read(ConsumerRecord<byte[], byte[]> record) {
        var value = reader.deserialize(record.topic(), record.value());
        if (value == null) {
            throw new UndecodableRecord("a record without a value");
        }
        return value;
    }

    /** The record of {@code notifier.deliveries}; its fact id is the delivery's. */
    ProducerRecord<byte[], byte[]> delivery(Delivery delivery) {
        var record = produced(Topics.DELIVERIES, delivery, avro(delivery));
        return stamp(record, delivery.id().toString(), delivery.about());
    }

    private static io.opsbus.schemas.notifier.Delivery avro(Delivery delivery) {
        return new io.opsbus.schemas.notifier.Delivery(
                delivery.id().toString(),
                delivery.to().subscription().value(),
                delivery.to().version(),
                delivery.target().value(),
                delivery.to().account().value(),
                delivery.about().eventId(),
                delivery.about().eventName(),
                delivery.routedAt(),
                ByteBuffer.wrap(delivery.body().bytes()),
                delivery.about().traceparent().orElse(null),
                delivery.about().hops());
    }

    /**
     * The delivery in a record.
     *
     * @throws UndecodableRecord when there is none
     */
    Delivery delivery(ConsumerRecord<byte[], byte[]> record) {
        return delivery(record.value());
    }

    /** The delivery in a record's value, likewise. */
    Delivery delivery(byte @Nullable [] value) {
        if (!(reader.deserialize(Topics.DELIVERIES.name(), value)
                instanceof io.opsbus.schemas.notifier.Delivery avro)) {
            throw new UndecodableRecord("not a delivery");
        }
        try {
            var body = new byte[avro.getBody().remaining()];
            avro.getBody().duplicate().get(body);
            return new Delivery(
                    new DeliveryId(UUID.fromString(avro.getDeliveryId())),
                    new Delivery.Addressee(
                            new TargetId(Plain.demand("targetId", avro.getTargetId())),
                            new SubscriptionId(Plain.demand("subscriptionId", avro.getSubscriptionId())),
                            avro.getSubscriptionVersion(),
                            new AccountId(avro.getAccountId())),
                    new Delivery.Subject(
                            Plain.demand("eventId", avro.getEventId()),
                            Plain.demand("eventName", avro.getEventName()),
                            Optional.ofNullable(avro.getTraceparent()).map(trace -> Plain.demand("traceparent", trace)),
                            avro.getHops()),
                    avro.getRoutedAt(),
                    Body.of(body));
        } catch (IllegalArgumentException wrong) {
            throw new UndecodableRecord("not a sound delivery: " + wrong.getMessage(), wrong);
        }
    }

    /** What stands for a delivery that a silence kept back: a line among the attempts, and a letter by which it can be brought back. */
    List<ProducerRecord<byte[], byte[]>> silenced(Delivery delivery, String silence, Instant now) {
        var line = new Attempts.Attempt(delivery, 1, Outcome.silenced(), now, Duration.ZERO, true);
        var state = new DeliveryState.DeadLettered(0, DeadReason.SILENCED);
        var letter = new DeadLetters.Letter(delivery, state, "none, for " + silence);
        return List.of(attempt(line, silence), letter(letter, silence, now));
    }

    /** The record of {@code notifier.attempts}. */
    ProducerRecord<byte[], byte[]> attempt(Attempts.Attempt attempt) {
        return attempt(attempt, null);
    }

    private ProducerRecord<byte[], byte[]> attempt(Attempts.Attempt attempt, @Nullable String silence) {
        var delivery = attempt.delivery();
        var outcome = attempt.outcome();
        var delivered = outcome.verdict() == Outcome.Verdict.DELIVERED;
        var record = new Attempt(
                delivery.id().toString(),
                delivery.target().value(),
                delivery.to().account().value(),
                attempt.number(),
                attempt.startedAt(),
                attempt.took().toNanos() / 1000,
                delivered ? DELIVERED : outcome.label(),
                outcome instanceof Outcome.Answered answered ? answered.status() : null,
                delivered ? null : outcome.label(),
                attempt.terminal(),
                outcome.said().isEmpty() ? null : outcome.said(),
                delivery.to().subscription().value(),
                delivery.about().eventId(),
                delivery.about().eventName(),
                silence,
                delivery.to().version(),
                attempt.madeWith() == 0 ? null : attempt.madeWith());
        return stamp(produced(Topics.ATTEMPTS, delivery, record), attemptId(attempt), delivery.about());
    }

    /** Attempts at the fallback are counted anew. */
    private static String attemptId(Attempts.Attempt attempt) {
        var delivery = attempt.delivery();
        var label = attempt.outcome().label();
        return delivery.id()
                + (delivery.target().isFallback() ? "/fallback/" : "/")
                + attempt.number()
                + (label.startsWith(Outcome.RECEIPT) || label.equals(Outcome.SILENCED) ? "/" + label : "");
    }

    /** The record of {@code notifier.dlq} for a delivery that is over. */
    ProducerRecord<byte[], byte[]> letter(DeadLetters.Letter letter, Instant now) {
        return letter(letter, null, now);
    }

    private ProducerRecord<byte[], byte[]> letter(DeadLetters.Letter letter, @Nullable String silence, Instant now) {
        var delivery = letter.delivery();
        var state = letter.state();
        var word = state.reason().word();
        var record = new DeadLetter(
                word,
                word + " after " + state.attempts() + " attempts, the last one: " + letter.lastOutcome(),
                ByteBuffer.wrap(value(Topics.DELIVERIES, avro(delivery))),
                null,
                null,
                null,
                delivery.id().toString(),
                delivery.to().subscription().value(),
                delivery.target().value(),
                delivery.to().account().value(),
                delivery.about().eventId(),
                delivery.about().eventName(),
                state.attempts(),
                now,
                delivery.about().traceparent().orElse(null),
                state.progress().served().stream().sorted().toList(),
                silence);
        return stamp(produced(Topics.DEAD_LETTERS, delivery, record), "dead/" + delivery.id(), delivery.about());
    }

    /** The record of {@code notifier.dlq} for a record nobody can read; everything of it is kept. */
    ProducerRecord<byte[], byte[]> poison(ConsumerRecord<byte[], byte[]> source, UndecodableRecord why, Instant now) {
        var record = new DeadLetter(
                DeadReason.POISON.word(),
                String.valueOf(why.getMessage()),
                ByteBuffer.wrap(source.value() == null ? new byte[0] : source.value()),
                source.topic(),
                source.partition(),
                source.offset(),
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                now,
                text(source, Headers.TRACEPARENT).orElse(null),
                List.of(),
                null);
        var made = new ProducerRecord<>(Topics.DEAD_LETTERS.name(), source.key(), value(Topics.DEAD_LETTERS, record));
        var id = "poison/" + source.topic() + "/" + source.partition() + "/" + source.offset();
        made.headers().add(header(Headers.FACT_ID, id));
        copy(source, made, Headers.EVENT_ID);
        copy(source, made, Headers.TRACEPARENT);
        return made;
    }

    private ProducerRecord<byte[], byte[]> produced(
            Topic<? extends SpecificRecord> topic, Delivery delivery, SpecificRecord record) {
        return new ProducerRecord<>(topic.name(), delivery.target().value().getBytes(UTF_8), value(topic, record));
    }

    private byte[] value(Topic<? extends SpecificRecord> topic, SpecificRecord record) {
        var value = writer.serialize(topic.name(), record);
        if (value == null) {
            throw new IllegalStateException("a record became no bytes");
        }
        return value;
    }

    private static ProducerRecord<byte[], byte[]> stamp(
            ProducerRecord<byte[], byte[]> record, String factId, Delivery.Subject about) {
        record.headers().add(header(Headers.FACT_ID, factId)).add(header(Headers.EVENT_ID, about.eventId()));
        about.traceparent().ifPresent(trace -> record.headers().add(header(Headers.TRACEPARENT, trace)));
        return record;
    }

    private static void copy(ConsumerRecord<byte[], byte[]> from, ProducerRecord<byte[], byte[]> to, String name) {
        @Nullable Header header = from.headers().lastHeader(name);
        if (header != null) {
            to.headers().add(header);
        }
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    /** A header's text; empty when the record has none. */
    static Optional<String> text(ConsumerRecord<?, ?> record, String name) {
        @Nullable Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), UTF_8));
    }
}
