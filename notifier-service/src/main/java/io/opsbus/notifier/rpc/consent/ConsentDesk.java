package io.opsbus.notifier.rpc.consent;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.channel.consent.Asking;
import io.opsbus.notifier.consent.Consent;
import io.opsbus.notifier.consent.Gate;
import io.opsbus.notifier.consent.Receiver;
import io.opsbus.notifier.rpc.Answers;
import io.opsbus.notifier.rpc.ApiAnswer;
import io.opsbus.notifier.rpc.ApiError;
import io.opsbus.notifier.targets.Webhook;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is told of the consent of a target's receiver, and asking it again. */
public final class ConsentDesk {
    private final Gate gate;
    private final Asking asking;
    private final Duration patience;

    /** @param patience the longest an answer is waited for */
    public ConsentDesk(Gate gate, Asking asking, Duration patience) {
        this.gate = gate;
        this.asking = asking;
        this.patience = patience;
    }

    private Optional<Webhook> asked(TargetId target, Subscription owner) {
        return gate.origin().isPresent() && owner.at(target) instanceof Webhook webhook
                ? Optional.of(webhook)
                : Optional.empty();
    }

    /** Whether nothing may be sent to a target, because its receiver has not been heard. */
    public boolean isMissing(TargetId target, Subscription owner) {
        return asked(target, owner)
                .filter(webhook -> !gate.isOpen(owner.account(), webhook.url()))
                .isPresent();
    }

    /** Asks a target's receiver now and tells what came of it. */
    public ApiAnswer ask(TargetId target, Subscription owner) {
        var heard = heard(target, owner);
        if (heard.isEmpty()) {
            return Answers.error(ApiError.NOTHING_TO_ASK, List.of());
        }
        return switch (heard.get()) {
            case Asking.Asked.TooSoon() -> Answers.error(ApiError.TOO_MANY, List.of());
            case Asking.Asked.Known(var consent) ->
                Answers.answer(200, out -> {
                    out.writeStringField("target", target.value());
                    fields(out, consent);
                });
        };
    }

    /** Asks a target's receiver now; empty where there is nothing to ask. */
    public Optional<Asking.Asked> heard(TargetId target, Subscription owner) {
        return asked(target, owner)
                .map(webhook -> asking.ask(Receiver.of(owner.account(), webhook.url()), webhook, patience));
    }

    /** What is known of a target's receiver that has not been heard; empty of others. */
    public Optional<Consent> missing(TargetId target, Subscription owner) {
        return asked(target, owner)
                .filter(webhook -> !gate.isOpen(owner.account(), webhook.url()))
                .map(webhook -> asking.of(Receiver.of(owner.account(), webhook.url())));
    }

    /** The field {@code consent} of a target whose receiver has not been heard; nothing of others. */
    public void tell(JsonGenerator out, TargetId target, Subscription owner) throws IOException {
        var missing = missing(target, owner);
        if (missing.isPresent()) {
            out.writeObjectFieldStart("consent");
            fields(out, missing.get());
            out.writeEndObject();
        }
    }

    private static void fields(JsonGenerator out, Consent consent) throws IOException {
        out.writeBooleanField("given", consent.given());
        out.writeNumberField("asked", consent.asked());
        if (consent.at().isPresent()) {
            out.writeStringField("at", consent.at().get().toString());
        }
        if (consent.next().isPresent()) {
            out.writeStringField("nextAsked", consent.next().get().toString());
        }
        out.writeStringField("said", consent.said());
    }
}
