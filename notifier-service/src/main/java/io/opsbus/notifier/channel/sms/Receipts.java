package io.opsbus.notifier.channel.sms;

import io.opsbus.notifier.channel.Bundle;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.dispatch.Attempts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.util.DeliveryReceiptState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the centre tells of messages it took. All is counted; that one did not arrive is written down beside the attempt that sent it, if this
 * process sent it and not too long ago, and logged by the message's id, which that attempt names. Safe for any thread.
 */
public final class Receipts {
    /** All a receipt's state can be. */
    public static final List<String> STATES = Stream.concat(
                    Stream.of(DeliveryReceiptState.values()).map(Enum::name), Stream.of("UNREADABLE"))
            .toList();

    private static final Logger LOGGER = LoggerFactory.getLogger(Receipts.class);
    private static final Set<String> LOST = Set.of("EXPIRED", "DELETED", "UNDELIV", "REJECTD");
    private static final Set<String> ON_ITS_WAY = Set.of("ENROUTE", "ACCEPTD");
    private static final int MOST_TEXTS = 10_000;
    /** A receipt may overtake the answer that names its message. */
    private static final int MOST_EARLY = 1_000;

    private final Attempts attempts;
    private final InstantSource clock;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, Text> texts = new Latest<>(MOST_TEXTS);
    private final Map<String, String> early = new Latest<>(MOST_EARLY);

    /** @param attempts where it is written down that a message did not arrive */
    public Receipts(Attempts attempts, InstantSource clock) {
        this.attempts = attempts;
        this.clock = clock;
    }

    /** A text that went to a number. */
    record Text(String number, List<Told> told, Instant at) {
        /** A delivery in it, its body left out, and which attempt at it this was. */
        record Told(Delivery delivery, int attempt) {}

        static Text of(String number, Bundle bundle, Instant at) {
            var told = bundle.posts().stream()
                    .map(post -> new Told(bodyless(post.delivery()), post.attempt()))
                    .toList();
            return new Text(number, told, at);
        }

        private static Delivery bodyless(Delivery one) {
            return new Delivery(one.id(), one.to(), one.about(), one.routedAt(), Body.of(new byte[0]));
        }
    }

    /** The latest so many. */
    private static final class Latest<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1;

        private final int most;

        Latest(int most) {
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }

    /** The centre took these messages, the parts of one text. */
    void took(List<String> ids, String number, Bundle bundle) {
        var text = Text.of(number, bundle, clock.instant());
        for (var id : ids) {
            @Nullable String state;
            synchronized (this) {
                state = early.remove(id);
                if (state == null) {
                    texts.put(id, text);
                }
            }
            if (state != null) {
                lost(id, state, text);
            }
        }
    }

    void unreadable() {
        count("UNREADABLE");
    }

    void heard(DeliveryReceipt receipt) {
        var state = String.valueOf(receipt.getFinalStatus());
        var id = String.valueOf(receipt.getId());
        count(state);
        if (ON_ITS_WAY.contains(state)) {
            return;
        }
        @Nullable Text text;
        synchronized (this) {
            text = texts.remove(id);
            if (text == null && LOST.contains(state)) {
                early.put(id, state);
            }
        }
        if (LOST.contains(state)) {
            LOGGER.atWarn()
                    .addKeyValue("state", state)
                    .addKeyValue("messageId", id)
                    .log("a short message did not arrive");
            if (text != null) {
                lost(id, state, text);
            }
        }
    }

    private void count(String state) {
        counts.computeIfAbsent(state, _ -> new LongAdder()).increment();
    }

    private void lost(String id, String state, Text text) {
        var now = clock.instant();
        var outcome = Outcome.Told.failed(
                Verdict.RETRY_REFUSED,
                Outcome.RECEIPT + state.toLowerCase(Locale.ROOT),
                text.number() + ": message " + id + " did not arrive (" + state + ")");
        for (var told : text.told()) {
            var took = Duration.between(text.at(), now);
            attempts.record(new Attempts.Attempt(told.delivery(), told.attempt(), outcome, now, took, false), () -> {});
        }
    }

    /** How many so far, by the centre's word for the message's state ({@code DELIVRD}, {@code UNDELIV}, …). */
    public Map<String, Long> counts() {
        var sums = new TreeMap<String, Long>();
        counts.forEach((state, count) -> sums.put(state, count.sum()));
        return sums;
    }
}
