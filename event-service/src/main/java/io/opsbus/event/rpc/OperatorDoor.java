package io.opsbus.event.rpc;

import io.opsbus.event.AccountId;
import io.opsbus.event.Violation;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.rpc.ecs.EventDesk;
import io.opsbus.rpc.identity.OperatorToken;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What operators look up, plan, take back and tell; for who shows the operator's token from this machine. Forms in, JSON out.
 *
 * <pre>
 * GET  /admin/maintenance                      [account=, instance=, limit=]: events that are not closed, the next first
 * GET  /admin/maintenance/hosts                [limit=]: hosts with the instances on them
 * POST /admin/maintenance                      type=, [not-before=, rate=, reason=, request=, disk=], and instance=,
 *                                              or host=, or account= with tag.1=key=value … or all=true, [region=]
 * POST /admin/maintenance/{event id}/withdraw
 * POST /admin/balances/{account}/overdue       [since=, grace=]
 * POST /admin/balances/{account}/paid
 * </pre>
 *
 * Without {@code not-before} the users are asked for their consent.
 */
public final class OperatorDoor {
    private static final String MAINTENANCE = "/admin/maintenance";
    private static final String HOSTS = MAINTENANCE + "/hosts";
    private static final String WITHDRAW = "/withdraw";
    private static final String BALANCES = "/admin/balances/";
    private static final String OVERDUE = "/overdue";
    private static final String PAID = "/paid";

    private final OperatorToken token;
    private final Plans plans;
    private final Payments payments;
    private final Overview overview;
    private final InstantSource clock;

    /** A door for who shows this token. */
    public OperatorDoor(OperatorToken token, EventDesk desk, InstantSource clock) {
        this.token = token;
        this.plans = new Plans(desk);
        this.payments = new Payments(desk);
        this.overview = new Overview(desk);
        this.clock = clock;
    }

    /** Whether a path is one of these. */
    static boolean isAt(String path) {
        return path.equals(MAINTENANCE) || path.startsWith(MAINTENANCE + "/") || path.startsWith(BALANCES);
    }

    Answer answer(Request request, String requestId) {
        if (!token.isShownBy(request.header("authorization").orElse(""))) {
            return Problem.UNAUTHORIZED.answer(requestId);
        }
        var allowed = methods(request.path());
        if (!allowed.contains(request.method())) {
            return Problem.METHOD_NOT_ALLOWED.answer(requestId).with("Allow", String.join(", ", allowed));
        }
        if (request.method().equals("GET")) {
            return request.path().equals(HOSTS)
                    ? overview.hosts(request, requestId)
                    : overview.events(request, requestId);
        }
        if (request.path().equals(MAINTENANCE)) {
            return switch (MaintenanceOrder.read(request.body(), requestId)) {
                case MaintenanceOrder.Reading.Understood(MaintenanceOrder order) ->
                    plans.plan(order, clock.instant(), requestId);
                case MaintenanceOrder.Reading.Wrong(List<Violation> why) ->
                    Problem.INVALID_PARAMETER.answer(requestId, why);
            };
        }
        return about(request, requestId).orElseGet(() -> Problem.NOT_FOUND.answer(requestId));
    }

    private static List<String> methods(String path) {
        return switch (path) {
            case HOSTS -> List.of("GET");
            case MAINTENANCE -> List.of("GET", "POST");
            default -> List.of("POST");
        };
    }

    private Optional<Answer> about(Request request, String requestId) {
        var now = clock.instant();
        var event = between(request.path(), MAINTENANCE + "/", WITHDRAW).flatMap(EventId::parse);
        if (event.isPresent()) {
            return Optional.of(plans.withdraw(event.get(), now, requestId));
        }
        return between(request.path(), BALANCES, OVERDUE)
                .flatMap(AccountId::parse)
                .map(account -> payments.overdue(account, request.body(), now, requestId))
                .or(() -> between(request.path(), BALANCES, PAID)
                        .flatMap(AccountId::parse)
                        .map(account -> payments.paid(account, now, requestId)));
    }

    private static Optional<String> between(String path, String start, String end) {
        return path.startsWith(start) && path.endsWith(end) && path.length() > start.length() + end.length()
                ? Optional.of(path.substring(start.length(), path.length() - end.length()))
                : Optional.empty();
    }
}
