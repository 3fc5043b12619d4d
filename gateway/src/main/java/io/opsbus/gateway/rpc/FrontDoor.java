package io.opsbus.gateway.rpc;

import io.opsbus.gateway.AccessKey;
import io.opsbus.gateway.KeyRing;
import io.opsbus.gateway.KeyUses;
import io.opsbus.gateway.audit.Audit;
import io.opsbus.gateway.audit.AuditedCall;
import io.opsbus.gateway.audit.CallCounts;
import io.opsbus.gateway.nonce.NonceLog;
import io.opsbus.gateway.nonce.NonceMemory;
import io.opsbus.gateway.route.ActionKey;
import io.opsbus.gateway.route.RouteTable;
import io.opsbus.gateway.route.Routed;
import io.opsbus.gateway.route.RoutedAction;
import io.opsbus.gateway.rpc.backend.Backends;
import io.opsbus.gateway.rpc.backend.InFlight;
import io.opsbus.gateway.throttle.Throttle;
import io.opsbus.rpc.TraceContext;
import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpErrors;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.reply.RpcError;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The path {@code /}: every call of the API, and a page for people; and the paths of queues.
 *
 * <pre>
 *  request ─> claim ─> key, signature, time ─> action, policy, nonce?, throttle ─> audit, place, nonce! ─> service
 *               400        404 400 403              404 403 400 400                     503 503 400        its answer | 503
 * </pre>
 */
public final class FrontDoor implements Endpoint {
    /** What the host answers in place of an exception. */
    private static final int BUG = 500;

    private final Authentication authentication;
    private final Admission admission;
    private final Handover handover;
    private final Audit audit;
    private final CallCounts counts;
    private final RouteTable routes;
    private final KeyUses uses;
    private final Around around;

    /** Who may call. */
    public record Keys(KeyRing ring, KeySecrets secrets, KeyUses uses) {}

    /**
     * What may be called, how often, and not twice.
     *
     * @param queueThrottle for calls of queues, which are many and small
     */
    public record Guards(
            RouteTable routes, Throttle throttle, Throttle queueThrottle, NonceMemory memory, NonceLog log) {}

    /** Where calls go, and where they are recorded and counted. */
    public record Outward(
            Audit audit, CallCounts counts, InFlight inFlight, Backends backends, HandoverSettings settings) {}

    /**
     * What it takes from outside.
     *
     * @param page what a browser gets
     * @param trace of the request the calling thread answers
     */
    public record Around(
            Supplier<HttpReply> page, InstantSource clock, LongSupplier nanoTime, Supplier<TraceContext> trace) {}

    public FrontDoor(Keys keys, Guards guards, Outward outward, Around around) {
        this.authentication = new Authentication(keys.ring, keys.secrets);
        this.admission = new Admission(guards.routes, guards.throttle, guards.queueThrottle, guards.memory, guards.log);
        this.handover = new Handover(
                new Handover.Parts(admission, outward.audit, outward.inFlight, outward.backends),
                outward.settings,
                around.clock,
                around.nanoTime);
        this.audit = outward.audit;
        this.counts = outward.counts;
        this.routes = guards.routes;
        this.uses = keys.uses;
        this.around = around;
    }

    @Override
    public HttpReply answer(HttpCall http) {
        if (isForPeople(http)) {
            return around.page.get();
        }
        Visit visit = visit(http);
        return switch (read(http)) {
            case Claim.Reading.Broken(Denial denial, Manner manner) ->
                stranger(visit, refused(visit, visit.caller("", ""), AuditedCall.Asked.NOTHING, denial, manner));
            case Claim.Reading.Claimed(Claim claim) -> claimed(visit, claim);
        };
    }

    /** The answer while the gateway is not prepared: it knows no key and no route yet. */
    public HttpReply notYet(HttpCall http) {
        if (isForPeople(http)) {
            return around.page.get();
        }
        Visit visit = visit(http);
        return stranger(visit, visit.reply(Denial.unavailable(), manner(http)));
    }

    /** What a call of a queue is told that does not get as far as here: its body is too large, or its method is none. */
    public static HttpReply refusedQueueCall(HttpCall http, int status, Map<String, String> headers) {
        RpcError error = HttpErrors.of(status);
        return QueueClaims.MANNER.error(new Denial(error, headers), http);
    }

    private static Claim.Reading read(HttpCall http) {
        return QueueClaims.areMeantBy(http.path()) ? QueueClaims.read(http) : Claims.read(http);
    }

    private static Manner manner(HttpCall http) {
        return QueueClaims.areMeantBy(http.path()) ? QueueClaims.MANNER : Manner.JSON;
    }

    private Visit visit(HttpCall http) {
        return new Visit(http, around.clock.instant(), around.nanoTime.getAsLong(), around.trace.get());
    }

    private static boolean isForPeople(HttpCall http) {
        return http.method().equals("GET")
                && http.path().equals("/")
                && http.query().isEmpty()
                && http.header("authorization").isEmpty()
                && http.header("x-acs-action").isEmpty();
    }

    private HttpReply claimed(Visit visit, Claim claim) {
        return switch (authentication.check(claim, visit.now())) {
            case Authentication.Result.Denied(Denial denial) ->
                stranger(
                        visit,
                        refused(
                                visit,
                                visit.caller("", claim.key().accessKeyId()),
                                asked(claim),
                                denial,
                                claim.manner()));
            case Authentication.Result.Known signer -> {
                uses.note(signer.key().id(), visit.now());
                yield counted(visit, claim, signer);
            }
        };
    }

    private HttpReply stranger(Visit visit, HttpReply reply) {
        count(visit, Optional.empty(), reply.status());
        return reply;
    }

    private HttpReply counted(Visit visit, Claim claim, Authentication.Result.Known signer) {
        int status = BUG;
        try {
            HttpReply reply = known(visit, claim, signer);
            status = reply.status();
            return reply;
        } finally {
            count(visit, announced(claim), status);
        }
    }

    private Optional<RoutedAction> announced(Claim claim) {
        ActionKey key = new ActionKey(claim.name().version(), claim.name().action());
        return routes.find(key) instanceof Routed.Known known ? Optional.of(known.action()) : Optional.empty();
    }

    private void count(Visit visit, Optional<RoutedAction> action, int status) {
        counts.answered(action, status, Duration.ofNanos(around.nanoTime.getAsLong() - visit.begun()));
    }

    private HttpReply known(Visit visit, Claim claim, Authentication.Result.Known signer) {
        AccessKey key = signer.key();
        Admission.Result admitted = admission.admit(claim, key, visit.now(), visit.begun());
        Handover.Result result = switch (admitted) {
            case Admission.Result.Denied(Denial denial) -> new Handover.Result.Denied(denial);
            case Admission.Result.Admitted(var route) ->
                handover.handOver(new Handover.Admitted(visit, claim, signer, route));
        };
        return switch (result) {
            case Handover.Result.Replied(HttpReply reply) -> reply;
            case Handover.Result.Denied(Denial denial) ->
                refused(
                        visit,
                        visit.caller(key.account().value(), key.id().value()),
                        asked(claim),
                        denial,
                        claim.manner());
        };
    }

    private HttpReply refused(
            Visit visit, AuditedCall.Caller caller, AuditedCall.Asked asked, Denial denial, Manner manner) {
        audit.refused(visit.audited(
                caller, asked, denial.error().status(), denial.error().code(), around.nanoTime.getAsLong()));
        return visit.reply(denial, manner);
    }

    private static AuditedCall.Asked asked(Claim claim) {
        String region = HandedOver.region(claim.parameters().asMap());
        return new AuditedCall.Asked(claim.name().version(), claim.name().action(), region, "", List.of());
    }
}
