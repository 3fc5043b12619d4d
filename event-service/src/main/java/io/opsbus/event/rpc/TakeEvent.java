package io.opsbus.event.rpc;

import io.opsbus.event.AcceptedEvent;
import io.opsbus.event.Fingerprint;
import io.opsbus.event.IncomingEvent;
import io.opsbus.event.IncomingEvent.Outcome.Illegible;
import io.opsbus.event.IncomingEvent.Outcome.Legible;
import io.opsbus.event.NoState;
import io.opsbus.event.ResourceId;
import io.opsbus.event.TraceParent;
import io.opsbus.event.UnavailableException;
import io.opsbus.event.Violation;
import io.opsbus.event.rpc.Request.Body;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Accepted;
import io.opsbus.ledger.Decision.Refused;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.ReplyCodec;
import io.opsbus.rpc.Hops;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /events}: takes one event in the guide's JSON form (guide 4.1).
 *
 * <p>202 when it was taken in, 200 with the first fact id when the identical event was taken in before. What notifiers have told too
 * often is refused.
 */
public final class TakeEvent implements Endpoint {
    private static final Logger LOGGER = LoggerFactory.getLogger(TakeEvent.class);

    /** Room left for key and headers in the largest record the outbox takes, in bytes. */
    private static final int ENVELOPE_ROOM = 4096;

    private final IncomingEvent.Reader reader;
    private final Ledger<ResourceId, NoState, AcceptedEvent> ledger;
    private final Supplier<String> factIds;
    private final TraceParent.RandomBytes random;

    /**
     * Takes events in.
     *
     * @param factIds fresh fact ids, unique for ever
     * @param random fresh trace ids
     */
    public TakeEvent(
            IncomingEvent.Reader reader,
            Ledger<ResourceId, NoState, AcceptedEvent> ledger,
            Supplier<String> factIds,
            TraceParent.RandomBytes random) {
        this.reader = reader;
        this.ledger = ledger;
        this.factIds = factIds;
        this.random = random;
    }

    @Override
    public Answer answer(Request request, String rest, String requestId) {
        if (!isJson(request.header("content-type").orElse(""))) {
            return Problem.UNSUPPORTED_MEDIA_TYPE.answer(requestId);
        }
        if (hops(request).areTooMany()) {
            return Problem.TOO_MANY_HOPS.answer(requestId);
        }
        return switch (request.body()) {
            case Body.TooLarge() -> Problem.BODY_TOO_LARGE.answer(requestId);
            case Body.Whole(byte[] bytes) -> read(bytes, request, requestId);
        };
    }

    private static Hops hops(Request request) {
        return Hops.of(request.header(Hops.HEADER));
    }

    private Answer read(byte[] bytes, Request request, String requestId) {
        return switch (reader.read(bytes)) {
            case Illegible(List<Violation> violations) -> Problem.INVALID_EVENT.answer(requestId, violations);
            case Legible(IncomingEvent event) -> check(event, request, requestId);
        };
    }

    private Answer check(IncomingEvent event, Request request, String requestId) {
        List<Violation> violations = event.notice().violations();
        if (!violations.isEmpty()) {
            return Problem.INVALID_EVENT.answer(requestId, violations);
        }
        // encoded before the transaction: asking the registry must not hold a database connection
        byte[] record = event.recordBytes();
        if (record.length > OutboxRecord.MAX_BYTES - ENVELOPE_ROOM) {
            return Problem.BODY_TOO_LARGE.answer(requestId);
        }
        var trace = TraceParent.below(request.header("traceparent"), random);
        var accepted = new AcceptedEvent(
                factIds.get(),
                event.notice().eventId(),
                event.topic(),
                event.key().text(),
                record,
                trace,
                hops(request).count());
        return save(event, accepted);
    }

    private Answer save(IncomingEvent event, AcceptedEvent accepted) {
        var key = new ChangeKey(
                ChangeKey.Scope.ENTITY, Fingerprint.of(event.canonicalJson()).hex());
        String factId = switch (change(event.key(), key, accepted)) {
            case Accepted<NoState, String, AcceptedEvent> yes -> yes.reply();
            case Refused<NoState, String, AcceptedEvent> no ->
                throw new IllegalStateException("taking an event in never refuses: " + no.refusal());
        };
        boolean duplicate = !factId.equals(accepted.factId());
        LOGGER.atInfo()
                .addKeyValue("eventId", accepted.eventId())
                .addKeyValue("factId", factId)
                .addKeyValue("topic", accepted.topic())
                .addKeyValue("traceparent", accepted.trace())
                .log(duplicate ? "event was taken in before" : "event taken in");
        return Answer.of(duplicate ? 200 : 202, JsonText.object(json -> {
            json.writeStringField("eventId", accepted.eventId());
            json.writeStringField("topic", accepted.topic());
            json.writeStringField("key", accepted.key());
            json.writeStringField("factId", factId);
            json.writeBooleanField("duplicate", duplicate);
        }));
    }

    private Decision<NoState, String, AcceptedEvent> change(
            ResourceId resource, ChangeKey key, AcceptedEvent accepted) {
        try {
            return ledger.change(
                    resource,
                    key,
                    ReplyCodec.text(),
                    state -> new Accepted<>(null, accepted.factId(), List.of(accepted)));
        } catch (Ledger.Unavailable e) {
            throw new UnavailableException(
                    "The database is away: it is not known whether the event was taken in. Posting it again is safe.",
                    e);
        }
    }

    /** {@code application/json}, with no charset or UTF-8: JSON has no other (RFC 8259, 8.1). */
    private static boolean isJson(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", 8);
        if (!parts[0].strip().equals("application/json")) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }
}
