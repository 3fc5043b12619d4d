package io.opsbus.notifier.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Targets;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.HeldTargets;
import io.opsbus.notifier.hold.Streak;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/**
 * Targets of an account: pausing them and letting them go.
 *
 * <pre>
 * GET  .../targets               the held ones, why, since when, the last answer of a failing one, and how many deliveries wait for each
 * POST .../targets/{id}:pause    what is for it is parked from now on; nothing is lost, nothing ages
 * POST .../targets/{id}:resume   what waited goes out, in order for each resource
 * </pre>
 */
public final class TargetRoutes {
    private final HeldTargets held;
    private final Targets targets;
    private final Runnable committed;
    private final InstantSource clock;

    /** @param committed called after each change and before its answer: from then on this process keeps to it */
    public TargetRoutes(HeldTargets held, Targets targets, Runnable committed, InstantSource clock) {
        this.held = held;
        this.targets = targets;
        this.committed = committed;
        this.clock = clock;
    }

    /** {@code path} is what follows {@code /accounts/{account}/targets}. */
    ApiAnswer answer(ApiRequest request, AccountId account, List<String> path) {
        if (path.isEmpty()) {
            return request.method().equals("GET") ? list(account) : error(ApiError.METHOD);
        }
        var part = path.getFirst();
        var colon = part.indexOf(':');
        if (path.size() > 1 || colon < 0) {
            return error(ApiError.NOT_FOUND);
        }
        if (!request.method().equals("POST")) {
            return error(ApiError.METHOD);
        }
        var target = new TargetId(part.substring(0, colon));
        return switch (part.substring(colon)) {
            case ":pause" -> pause(target, account);
            case ":resume" -> resume(target, account);
            default -> error(ApiError.NOT_FOUND);
        };
    }

    private ApiAnswer list(AccountId account) {
        var own =
                held.all().stream().filter(one -> one.account().equals(account)).toList();
        return Answers.answer(200, out -> {
            out.writeArrayFieldStart("targets");
            for (var one : own) {
                out.writeStartObject();
                out.writeStringField("target", one.target().value());
                out.writeStringField("reason", one.reason().word());
                out.writeStringField("since", one.since().toString());
                if (one.streak().isPresent()) {
                    failing(out, one.streak().get());
                }
                out.writeNumberField("waiting", held.waiting(one.target()));
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private static void failing(JsonGenerator out, Streak streak) throws IOException {
        out.writeStringField("failingSince", streak.since().toString());
        out.writeNumberField("failures", streak.failures());
        var last = streak.last();
        out.writeObjectFieldStart("lastAnswer");
        out.writeStringField("at", last.at().toString());
        out.writeStringField("outcome", last.outcome());
        if (last.httpStatus().isPresent()) {
            out.writeNumberField("httpStatus", last.httpStatus().getAsInt());
        }
        out.writeStringField("said", last.said());
        out.writeEndObject();
    }

    private ApiAnswer pause(TargetId target, AccountId account) {
        var owner = targets.owner(target).filter(one -> one.account().equals(account));
        if (owner.isEmpty()) {
            return error(ApiError.NOT_FOUND);
        }
        held.hold(HeldTarget.paused(target, account, clock.instant()));
        committed.run();
        return Answers.nothing();
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
        held.release(target, clock.instant());
        committed.run();
        return Answers.nothing();
    }

    private static ApiAnswer error(ApiError error) {
        return Answers.error(error, List.of());
    }
}
