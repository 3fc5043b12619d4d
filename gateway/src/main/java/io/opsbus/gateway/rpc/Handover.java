package io.opsbus.gateway.rpc;

import io.opsbus.gateway.AccessKey;
import io.opsbus.gateway.audit.Audit;
import io.opsbus.gateway.audit.AuditedCall;
import io.opsbus.gateway.route.Routed;
import io.opsbus.gateway.rpc.backend.Backends;
import io.opsbus.gateway.rpc.backend.InFlight;
import io.opsbus.rpc.Hops;
import io.opsbus.rpc.ServiceEndpoint;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.Identity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands an admitted call to its service. It takes a place in the audit and one at the service, then uses the nonce, then the
 * call goes out: what is refused on the way has used nothing, and what went out has its record.
 */
final class Handover {
    private static final Logger LOGGER = LoggerFactory.getLogger(Handover.class);
    private final Parts parts;
    private final HandoverSettings settings;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    /** What it works with. */
    record Parts(Admission admission, Audit audit, InFlight inFlight, Backends backends) {}

    Handover(Parts parts, HandoverSettings settings, InstantSource clock, LongSupplier nanoTime) {
        this.parts = parts;
        this.settings = settings;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** A call that may be made. */
    record Admitted(Visit visit, Claim claim, Authentication.Result.Known signer, Routed.Known route) {
        AccessKey key() {
            return signer.key();
        }
    }

    /** What came of it: an answer that is in the audit, or a "no" that is not yet. */
    sealed interface Result {
        record Replied(HttpReply reply) implements Result {}

        record Denied(Denial denial) implements Result {}
    }

    Result handOver(Admitted call) {
        if (call.route.urls().isEmpty()) {
            return new Result.Denied(Denial.unavailable());
        }
        Optional<Audit.Place> room = parts.audit.reserve();
        if (room.isEmpty()) {
            return new Result.Denied(Denial.unavailable());
        }
        try (RecordPlace record = new RecordPlace(room.get())) {
            Optional<InFlight.Place> place = place(call);
            if (place.isEmpty()) {
                return new Result.Denied(Denial.unavailable());
            }
            try (InFlight.Place _ = place.get()) {
                return placed(call, record);
            }
        }
    }

    /** Who waits for a message has a place of another kind: it costs the service next to nothing. */
    private Optional<InFlight.Place> place(Admitted call) {
        return QueueClaims.patience(call.claim.name()).isZero()
                ? parts.inFlight.enter(call.route.service())
                : parts.inFlight.enterPatiently(call.route.service());
    }

    private Result placed(Admitted call, RecordPlace place) {
        SortedMap<String, String> parameters =
                HandedOver.parameters(call.claim.parameters().asMap(), settings.defaultRegion());
        AuditedCall.Asked asked = new AuditedCall.Asked(
                call.claim.name().version(),
                call.claim.name().action(),
                HandedOver.region(parameters),
                call.route.service(),
                ResourceIds.of(call.route.action(), parameters));
        Optional<Denial> denial =
                parts.admission.use(call.claim, call.key(), call.signer.time(), call.route, call.visit.now());
        if (denial.isPresent()) {
            return new Result.Denied(denial.get());
        }
        Backends.Answer answer = new Backends.Answer.Lost("a bug");
        try {
            answer = called(call, parameters);
        } finally {
            place.record(audited(call, asked, answer));
        }
        return replied(call, answer);
    }

    private Backends.Answer called(Admitted call, SortedMap<String, String> parameters) {
        Duration spent = Duration.ofNanos(nanoTime.getAsLong() - call.visit.begun());
        HandedOver handed = HandedOver.of(parameters, () -> identity(call), settings.key(), call.visit.trace());
        return parts.backends.call(
                call.route.service(),
                call.route.urls(),
                handed,
                settings.limit().plus(QueueClaims.patience(call.claim.name())).minus(spent));
    }

    private Identity identity(Admitted call) {
        return new Identity(
                call.key().account().value(),
                call.key().id().value(),
                call.claim.name(),
                call.visit.http().requestId(),
                call.claim.manner().hostId(call.visit.http()),
                call.claim.manner().format(),
                call.visit.http().remoteAddress(),
                clock.instant(),
                Hops.of(call.visit.http().header(Hops.HEADER)));
    }

    private AuditedCall audited(Admitted call, AuditedCall.Asked asked, Backends.Answer answer) {
        AuditedCall.Caller caller =
                call.visit.caller(call.key().account().value(), call.key().id().value());
        return switch (answer) {
            case Backends.Answer.Answered(int status, var headers, var _) ->
                call.visit.audited(
                        caller,
                        asked.plus(ResourceIds.ids(made(headers))),
                        status,
                        headers.getOrDefault(ServiceEndpoint.CODE_HEADER, ""),
                        nanoTime.getAsLong());
            case Backends.Answer.Unreachable _, Backends.Answer.Lost _ ->
                call.visit.audited(
                        caller,
                        asked,
                        Denial.unavailable().error().status(),
                        Denial.unavailable().error().code(),
                        nanoTime.getAsLong());
        };
    }

    private static List<String> made(Map<String, String> headers) {
        return List.of(headers.getOrDefault(ServiceEndpoint.MADE_HEADER, "").split(","));
    }

    private static Result replied(Admitted call, Backends.Answer answer) {
        return switch (answer) {
            case Backends.Answer.Answered(int status, var headers, var body) ->
                new Result.Replied(new HttpReply(
                        status,
                        headers.getOrDefault(
                                "content-type", call.claim.manner().format().contentType()),
                        passedOn(call, headers),
                        body));
            case Backends.Answer.Unreachable _ -> unanswered(call, "cannot be reached");
            case Backends.Answer.Lost(String why) -> unanswered(call, why);
        };
    }

    private static Result unanswered(Admitted call, String why) {
        LOGGER.atWarn()
                .addKeyValue("calledService", call.route.service())
                .addKeyValue("action", call.claim.name().action())
                .addKeyValue("reason", why)
                .log("a service did not answer");
        return new Result.Replied(call.visit.reply(Denial.unavailable(), call.claim.manner()));
    }

    private static Map<String, String> passedOn(Admitted call, Map<String, String> headers) {
        Map<String, String> passed = new HashMap<>();
        for (String name : call.claim.manner().passedOn()) {
            String value = headers.get(name.toLowerCase(Locale.ROOT));
            if (value != null) {
                passed.put(name, value);
            }
        }
        passed.putAll(call.claim.manner().headers(call.visit.http()));
        return passed;
    }
}
