package io.opsbus.notifier.channel.consent;

import io.opsbus.notifier.consent.Consent;
import io.opsbus.notifier.consent.Consents;
import io.opsbus.notifier.consent.Handshake;
import io.opsbus.notifier.consent.Receiver;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.targets.Webhook;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks receivers for their consent: by itself those that something waits for, in time, and one at once when somebody says so. */
public final class Asking {
    /** After this another process asks whom this one began to ask. */
    private static final Duration BEING_ASKED = Duration.ofMinutes(1);

    /** Between two that somebody asks for. */
    static final Duration APART = Duration.ofSeconds(5);

    private static final int AT_ONCE = 20;

    private final Consents consents;
    private final Supplier<Map<Receiver, Webhook>> waiting;
    private final Handshake handshake;
    private final Runnable changed;
    private final InstantSource clock;

    /**
     * Asks on behalf of those.
     *
     * @param waiting the receivers whose consent is needed and not there, as this process knows them
     * @param changed called after an answer was kept
     */
    public Asking(
            Consents consents,
            Supplier<Map<Receiver, Webhook>> waiting,
            Handshake handshake,
            Runnable changed,
            InstantSource clock) {
        this.consents = consents;
        this.waiting = waiting;
        this.handshake = handshake;
        this.changed = changed;
        this.clock = clock;
    }

    /** Asks some whose turn it is; does not wait for their answers. */
    public void look() {
        var all = waiting.get();
        if (all.isEmpty()) {
            return;
        }
        var now = clock.instant();
        for (var receiver : consents.take(all.keySet(), now, now.plus(BEING_ASKED), AT_ONCE)) {
            var webhook = all.get(receiver);
            if (webhook != null) {
                handshake.ask(receiver, webhook, answer -> {
                    var _ = Thread.ofVirtual().name("consent").start(() -> keepIfPossible(receiver, answer));
                });
            }
        }
    }

    private void keepIfPossible(Receiver receiver, Consent.Answer answer) {
        try {
            keep(receiver, answer);
        } catch (Parking.Away _) {
            // it is asked again when this asking has run out
        }
    }

    private void keep(Receiver receiver, Consent.Answer answer) {
        consents.heard(receiver, answer, clock.instant());
        changed.run();
    }

    /** What is known. */
    public Consent of(Receiver receiver) {
        return consents.find(receiver);
    }

    /** What somebody hears who wants one to be asked. */
    public sealed interface Asked {
        /** It was asked a moment ago. */
        record TooSoon() implements Asked {}

        /** It has answered, now or before. */
        record Known(Consent consent) implements Asked {}
    }

    /**
     * Asks one now, unless it has consented.
     *
     * @param patience the longest its answer is waited for
     */
    public Asked ask(Receiver receiver, Webhook webhook, Duration patience) {
        var known = consents.find(receiver);
        if (known.given()) {
            return new Asked.Known(known);
        }
        if (known.at().filter(at -> at.plus(APART).isAfter(clock.instant())).isPresent()) {
            return new Asked.TooSoon();
        }
        var answer = new CompletableFuture<Consent.Answer>();
        handshake.ask(receiver, webhook, answer::complete);
        keep(receiver, await(answer, patience));
        return new Asked.Known(consents.find(receiver));
    }

    private static Consent.Answer await(CompletableFuture<Consent.Answer> answer, Duration patience) {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return new Consent.Answer(false, "timeout");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Consent.Answer(false, "interrupted");
        }
    }
}
