package io.opsbus.event.rpc;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.Violation;
import io.opsbus.event.fleet.KnownHost;
import io.opsbus.event.query.Unfinished;
import io.opsbus.event.rpc.ecs.EventDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What operators look up before they plan or take back: hosts, and events that are not closed. */
record Overview(EventDesk desk) {
    private static final String LIMIT = "limit";
    private static final String ACCOUNT = "account";
    private static final String INSTANCE = "instance";

    /** Rows when the request does not say. */
    private static final int USUAL = 1_000;

    private static final int MOST = 10_000;

    /** {@code account=}, {@code instance=}, {@code limit=}: events that are not closed, the next first. */
    Answer events(Request request, String requestId) {
        var wrong = unknown(request, Set.of(ACCOUNT, INSTANCE, LIMIT));
        int limit = limit(request, wrong);
        String asked = request.query().get(ACCOUNT);
        Optional<AccountId> account = Optional.ofNullable(asked).flatMap(AccountId::parse);
        if (asked != null && account.isEmpty()) {
            wrong.add(new Violation(ACCOUNT, "InvalidAccount", "must be an account's id"));
        }
        if (!wrong.isEmpty()) {
            return Problem.INVALID_PARAMETER.answer(requestId, wrong);
        }
        String instance = request.query().get(INSTANCE);
        var found = desk.events()
                .unfinished(new Unfinished(
                        account.orElse(null), instance == null ? null : new ResourceId(instance), limit + 1));
        return OperatorReply.unfinished(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
    }

    /** {@code limit=}: hosts with the instances on them, by id. */
    Answer hosts(Request request, String requestId) {
        var wrong = unknown(request, Set.of(LIMIT));
        int limit = limit(request, wrong);
        if (!wrong.isEmpty()) {
            return Problem.INVALID_PARAMETER.answer(requestId, wrong);
        }
        List<KnownHost> found = desk.fleet().hosts(limit + 1);
        return OperatorReply.hosts(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
    }

    /** A criterion with a slip of the pen in it would show everything. */
    private static List<Violation> unknown(Request request, Set<String> known) {
        var wrong = new ArrayList<Violation>();
        if (!known.containsAll(request.query().keySet())) {
            wrong.add(new Violation(
                    "",
                    "Unknown",
                    "known are " + String.join(", ", known.stream().sorted().toList())));
        }
        return wrong;
    }

    private static int limit(Request request, List<Violation> wrong) {
        String text = request.query().getOrDefault(LIMIT, String.valueOf(USUAL));
        if (text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= MOST) {
            return Integer.parseInt(text);
        }
        wrong.add(new Violation(LIMIT, "OutOfRange", "must be a number from 1 to " + MOST));
        return USUAL;
    }
}
