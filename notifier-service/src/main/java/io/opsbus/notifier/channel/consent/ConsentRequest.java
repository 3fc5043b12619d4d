package io.opsbus.notifier.channel.consent;

import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.consent.Consent;
import io.opsbus.notifier.consent.Handshake;
import io.opsbus.notifier.consent.Receiver;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.targets.PeerTls;
import io.opsbus.notifier.targets.Rate;
import io.opsbus.notifier.targets.Webhook;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The validation request (HTTP 1.1 Web Hooks for Event Delivery 1.0.2, 4.1): OPTIONS at the webhook's own address, with the headers its account gave it and
 * nothing of any event. Consent is the answer's {@code webhook-allowed-origin}, with a 2xx; a status alone is none. A lower rate than was asked for is told and
 * not kept to: what is too much is refused with 429, and that is kept to.
 */
public final class ConsentRequest implements WebClient.Message {
    /** As whom we ask, and then send. */
    public static final String ORIGIN = "webhook-request-origin";

    private static final String RATE = "webhook-request-rate";
    private static final String ALLOWED = "webhook-allowed-origin";
    private static final String ALLOWED_RATE = "webhook-allowed-rate";
    private static final int LONGEST_TOLD = 64;
    private static final int SECONDS = 60;
    private static final Body NONE = Body.of(new byte[0]);

    private final Webhook webhook;
    private final String origin;
    private volatile List<String> allowed = List.of();
    private volatile List<String> rate = List.of();

    private ConsentRequest(Webhook webhook, String origin) {
        this.webhook = webhook;
        this.origin = origin;
    }

    /** Asks through the client attempts are made through, so by the same egress policy. */
    public static Handshake by(WebClient client, String origin) {
        return (receiver, webhook, heard) -> ask(client, new ConsentRequest(webhook, origin), receiver, heard);
    }

    private static void ask(
            WebClient client, ConsentRequest request, Receiver receiver, Consumer<Consent.Answer> heard) {
        client.send(List.of(new WebClient.Call(
                "consent/" + receiver.account().value(),
                receiver.account().value(),
                request,
                0,
                (outcome, _) -> heard.accept(request.answer(outcome)))));
    }

    @Override
    public String method() {
        return "OPTIONS";
    }

    @Override
    public URI url() {
        return webhook.url();
    }

    @Override
    public Optional<PeerTls> tls() {
        return webhook.tls();
    }

    @Override
    public Body body() {
        return NONE;
    }

    @Override
    public void headers(WebClient.Headers out) {
        webhook.headers().forEach((name, value) -> out.set(name, value.reveal()));
        out.set(ORIGIN, origin);
        if (webhook.rate().messages() > 0) {
            out.set(RATE, Long.toString(aMinute(webhook.rate())));
        }
    }

    private static long aMinute(Rate rate) {
        return Math.max(
                1, rate.messages() * (long) SECONDS / Math.max(1, rate.per().toSeconds()));
    }

    @Override
    public void answered(Function<String, List<String>> header) {
        allowed = header.apply(ALLOWED);
        rate = header.apply(ALLOWED_RATE);
    }

    private Consent.Answer answer(Outcome outcome) {
        if (outcome.verdict() != Outcome.Verdict.DELIVERED) {
            return new Consent.Answer(false, outcome.label());
        }
        if (allowed.isEmpty()) {
            return new Consent.Answer(false, "the answer has no " + ALLOWED);
        }
        var all = allowed.stream().map(String::strip).toList();
        if (!all.equals(List.of("*")) && !all.stream().allMatch(origin::equalsIgnoreCase)) {
            return new Consent.Answer(false, ALLOWED + " is for " + told(all) + ", not for " + origin);
        }
        return new Consent.Answer(true, rate.isEmpty() ? "" : ALLOWED_RATE + ": " + told(rate));
    }

    private static String told(List<String> values) {
        var text = String.join(", ", values);
        return Outcome.cut(text.substring(0, Math.min(LONGEST_TOLD, text.length())));
    }
}
