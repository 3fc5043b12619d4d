package io.opsbus.notifier.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.channel.trial.Trial;
import io.opsbus.notifier.channel.trial.Trials;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Targets;
import io.opsbus.notifier.dispatch.lane.Look;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.HeldTargets;
import io.opsbus.notifier.rpc.consent.ConsentDesk;
import io.opsbus.notifier.rpc.target.TargetLists;
import io.opsbus.notifier.rpc.target.TargetStates;
import io.opsbus.notifier.rule.AccountTargets;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Targets of an account: pausing them and letting them go, and trying whether something gets there.
 *
 * <pre>
 * GET  .../targets               the held ones, why, since when, the last answer of a failing one, and how many deliveries wait for each; all=true: every one
 * GET  .../targets/{id}          its state (flowing, limited, quiet, open, probing; idle; paused, failing, unconsented, stopped, off), backlog, next try and backoff
 * POST .../targets/{id}:pause    what is for it is parked from now on; nothing is lost, nothing ages
 * POST .../targets/{id}:resume   what waited goes out, in order for each resource
 * POST .../targets/{id}:ask      asks its receiver for its consent, where one is needed
 * POST .../targets/{id}:test     sends one message that says it is a test, held or not, and tells how that ended
 * </pre>
 */
public final class TargetRoutes {
    private final HeldTargets held;
    private final Targets targets;
    private final Asks asks;
    private final TargetStates states;
    private final TargetLists lists;
    private final Runnable committed;
    private final InstantSource clock;

    /** What is asked of a target itself. */
    public record Asks(Trials trials, ConsentDesk consents) {}

    /**
     * Whose targets there are.
     *
     * @param now where each is, as deliveries know it
     * @param accounts which an account has
     */
    public record Owners(Targets now, AccountTargets accounts) {}

    /**
     * Over these.
     *
     * @param lanes what this process' lanes look like; empty where it has sent nothing yet
     * @param committed called after each change and before its answer: from then on this process keeps to it
     */
    public TargetRoutes(
            HeldTargets held,
            Owners owners,
            Asks asks,
            Function<TargetId, Optional<Look>> lanes,
            Runnable committed,
            InstantSource clock) {
        this.held = held;
        this.targets = owners.now();
        this.asks = asks;
        this.states = new TargetStates(targets, asks.consents(), lanes);
        this.lists = new TargetLists(held, owners.accounts(), states, asks.consents());
        this.committed = committed;
        this.clock = clock;
    }

    /** {@code path} is what follows {@code /accounts/{account}/targets}. */
    ApiAnswer answer(ApiRequest request, AccountId account, List<String> path) {
        if (path.isEmpty()) {
            return request.method().equals("GET") ? list(request, account) : error(ApiError.METHOD);
        }
        var part = path.getFirst();
        var colon = part.indexOf(':');
        if (path.size() > 1) {
            return error(ApiError.NOT_FOUND);
        }
        if (colon < 0) {
            return request.method().equals("GET") ? show(new TargetId(part), account) : error(ApiError.METHOD);
        }
        if (!request.method().equals("POST")) {
            return error(ApiError.METHOD);
        }
        var target = new TargetId(part.substring(0, colon));
        return switch (part.substring(colon)) {
            case ":pause" -> pause(target, account);
            case ":resume" -> resume(target, account);
            case ":ask" -> ask(target, account);
            case ":test" -> test(target, account);
            default -> error(ApiError.NOT_FOUND);
        };
    }

    private ApiAnswer list(ApiRequest request, AccountId account) {
        var reading = new QueryReading(request.query(), Set.of("all"));
        var all = reading.value("all", "true", text -> text.equals("true") ? Optional.of(true) : Optional.empty());
        if (!reading.problems().isEmpty()) {
            return Answers.error(ApiError.INVALID, reading.problems());
        }
        return all.isPresent() ? lists.all(account) : lists.held(account);
    }

    /** Of its address nothing is told: it may hold a token. */
    private ApiAnswer show(TargetId target, AccountId account) {
        var owner = owner(target, account);
        if (owner.isEmpty()) {
            return error(ApiError.NOT_FOUND);
        }
        var look = states.look(target);
        var parked = held.waiting(target);
        var next = held.next(target);
        return Answers.answer(200, out -> {
            out.writeStringField("target", target.value());
            out.writeStringField("type", owner.get().at(target).kind().word());
            out.writeStringField("state", states.of(target, owner.get(), look));
            out.writeNumberField("underWay", look.map(Look::underWay).orElse(0));
            out.writeNumberField("inMemory", look.map(Look::waiting).orElse(0));
            out.writeNumberField("parked", parked);
            asks.consents().tell(out, target, owner.get());
            if (next.isPresent()) {
                out.writeStringField("nextTry", next.get().toString());
            }
            if (look.isPresent()) {
                out.writeNumberField("window", look.get().window());
                out.writeNumberField("shutForMillis", look.get().shutFor().toMillis());
                out.writeNumberField("backoffMillis", look.get().backoff().toMillis());
            }
        });
    }

    private ApiAnswer pause(TargetId target, AccountId account) {
        if (owner(target, account).isEmpty()) {
            return error(ApiError.NOT_FOUND);
        }
        held.hold(HeldTarget.paused(target, account, clock.instant()));
        committed.run();
        return Answers.nothing();
    }

    private Optional<Subscription> owner(TargetId target, AccountId account) {
        return targets.owner(target).filter(one -> one.account().equals(account));
    }

    private ApiAnswer ask(TargetId target, AccountId account) {
        return owner(target, account)
                .map(owner -> asks.consents().ask(target, owner))
                .orElseGet(() -> error(ApiError.NOT_FOUND));
    }

    private ApiAnswer test(TargetId target, AccountId account) {
        var owner = owner(target, account);
        if (owner.isEmpty()) {
            return error(ApiError.NOT_FOUND);
        }
        if (states.isStopped(target)) {
            return error(ApiError.STOPPED);
        }
        if (asks.consents().isMissing(target, owner.get())) {
            return error(ApiError.NOT_CONSENTED);
        }
        return switch (asks.trials().of(target, owner.get())) {
            case Trial.TooMany() -> error(ApiError.TOO_MANY);
            case Trial.Made made ->
                Answers.answer(200, out -> {
                    out.writeStringField("target", target.value());
                    out.writeStringField("type", owner.get().at(target).kind().word());
                    tried(out, made);
                });
        };
    }

    private static void tried(JsonGenerator out, Trial.Made made) throws IOException {
        var outcome = made.outcome();
        out.writeStringField("deliveryId", made.delivery().toString());
        out.writeBooleanField("delivered", outcome.verdict() == Outcome.Verdict.DELIVERED);
        out.writeStringField("outcome", outcome.label());
        if (outcome instanceof Outcome.Answered answered) {
            out.writeNumberField("httpStatus", answered.status());
        }
        out.writeNumberField("millis", made.took().toNanos() / 1e6);
        out.writeStringField("said", outcome.said());
    }

    /** Also of one that is not held: then what failed is tried again soon. */
    private ApiAnswer resume(TargetId target, AccountId account) {
        var isHeld = held.all().stream()
                .anyMatch(one -> one.target().equals(target) && one.account().equals(account));
        var isOwned = targets.owner(target)
                .filter(one -> one.account().equals(account))
                .isPresent();
        if (!isHeld && !isOwned) {
            return error(ApiError.NOT_FOUND);
        }
        if (held.all().stream()
                .anyMatch(one -> one.target().equals(target) && one.reason() == HeldTarget.Reason.UNCONSENTED)) {
            return error(ApiError.NOT_CONSENTED);
        }
        held.release(target, clock.instant());
        committed.run();
        return Answers.nothing();
    }

    private static ApiAnswer error(ApiError error) {
        return Answers.error(error, List.of());
    }
}
