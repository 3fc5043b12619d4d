package io.opsbus.notifier.rpc;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.redrive.DeadDeliveries;
import io.opsbus.notifier.redrive.Order;
import io.opsbus.notifier.redrive.Redrive;
import io.opsbus.notifier.redrive.Redrives;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Bringing dead deliveries of an account back.
 *
 * <pre>
 * POST .../redrives             begin one, or with dryRun=true only count; event, rule, target, status, since, until, all; rate; header ClientToken or
 *                               Idempotency-Key makes it safe to repeat
 * GET  .../redrives             the newest first; limit, after (the next of an earlier answer)
 * GET  .../redrives/{id}        how far it is
 * POST .../redrives/{id}:stop   stop it
 * </pre>
 */
public final class RedriveRoutes {
    private static final int USUAL_RATE = 50;
    private static final int MOST = 1000;
    private static final int USUAL = 100;
    private static final String STOP = ":stop";
    private static final int RADIX = 36;

    private final DeadDeliveries dead;
    private final Redrives redrives;
    private final Supplier<String> freshIds;
    private final InstantSource clock;
    private final int most;

    /**
     * Over these.
     *
     * @param most how many of an account may run at once
     * @param freshIds lower-case letters and digits, never the same twice
     */
    public RedriveRoutes(
            DeadDeliveries dead, Redrives redrives, int most, Supplier<String> freshIds, InstantSource clock) {
        this.dead = dead;
        this.redrives = redrives;
        this.most = most;
        this.freshIds = freshIds;
        this.clock = clock;
    }

    /** {@code path} is what follows {@code .../redrives}. */
    ApiAnswer answer(ApiRequest request, AccountId account, List<String> path) {
        if (path.size() > 1) {
            return error(ApiError.NOT_FOUND);
        }
        if (path.size() == 1) {
            return one(request.method(), account, path.getFirst());
        }
        return switch (request.method()) {
            case "GET" -> list(request, account);
            case "POST" -> order(request, account);
            default -> error(ApiError.METHOD);
        };
    }

    private ApiAnswer list(ApiRequest request, AccountId account) {
        var query = new QueryReading(request.query(), Set.of("after", "limit"));
        var after = query.value("after", "the next of an earlier answer", Redrive.Place::parse);
        var limit = query.number("limit", 1, MOST, USUAL);
        return query.problems().isEmpty()
                ? DeliveryAnswers.redrives(redrives.of(account, after, limit), limit)
                : Answers.error(ApiError.INVALID, query.problems());
    }

    private ApiAnswer one(String method, AccountId account, String part) {
        var stops = part.endsWith(STOP);
        var id = stops ? part.substring(0, part.length() - STOP.length()) : part;
        if (!Redrive.Id.isValid(id)) {
            return error(ApiError.NOT_FOUND);
        }
        if (!method.equals(stops ? "POST" : "GET")) {
            return error(ApiError.METHOD);
        }
        var name = new Redrive.Id(id);
        var found = stops ? redrives.stop(account, name, clock.instant()) : redrives.find(account, name);
        return found.map(redrive -> DeliveryAnswers.redrive(200, redrive)).orElseGet(() -> error(ApiError.NOT_FOUND));
    }

    private ApiAnswer order(ApiRequest request, AccountId account) {
        if (request.body().isEmpty()) {
            return error(ApiError.TOO_LARGE);
        }
        var names = new HashSet<>(QueryReading.FILTER);
        names.addAll(List.of("status", "rate", "dryRun", "all"));
        var form = new String(request.body().get().bytes(), StandardCharsets.UTF_8);
        var query = new QueryReading(request.query() + "&" + form, names);
        var wanted = new Order.Wanted(
                query.filter(account),
                query.value("status", "Expired, Gone, Unsubscribed or Silenced", RedriveRoutes::reason));
        var rate = query.number("rate", 1, Order.FASTEST, USUAL_RATE);
        var isDry = query.value("dryRun", "true or false", RedriveRoutes::truth).orElse(false);
        var isAll = query.value("all", "true or false", RedriveRoutes::truth).orElse(false);
        var problems = new ArrayList<>(query.problems());
        if (problems.isEmpty() && isAll == wanted.asksSomething()) {
            problems.add(new FieldProblem(
                    "all", "Invalid", "is for everything: say it, or which deliveries are meant, not both"));
        }
        if (!problems.isEmpty()) {
            return Answers.error(ApiError.INVALID, problems);
        }
        if (isDry) {
            return DeliveryAnswers.count(dead.count(wanted));
        }
        return id(request, account)
                .map(id -> begin(id, new Order(wanted, rate)))
                .orElseGet(() -> error(ApiError.TOKEN));
    }

    private ApiAnswer begin(Redrive.Id id, Order order) {
        return redrives.begin(id, order, most, clock.instant())
                .map(redrive -> DeliveryAnswers.redrive(202, redrive).about(id.value()))
                .orElseGet(() -> error(ApiError.TOO_MANY_REDRIVES));
    }

    /** The same of the same token; empty when the token is none. */
    private Optional<Redrive.Id> id(ApiRequest request, AccountId account) {
        var fresh = freshIds.get();
        return request.changeKey(account, "CreateRedrive", fresh)
                .map(key -> new Redrive.Id("rdr-" + (key.scope() == ChangeKey.Scope.LEDGER ? named(key) : fresh)));
    }

    private static String named(ChangeKey key) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(key.value().getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, hash).toString(RADIX);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    private static Optional<DeadReason> reason(String word) {
        return DeadReason.of(word).filter(reason -> reason != DeadReason.POISON);
    }

    private static Optional<Boolean> truth(String word) {
        return switch (word) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static ApiAnswer error(ApiError error) {
        return Answers.error(error, List.of());
    }
}
