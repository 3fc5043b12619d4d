package io.opsbus.notifier.rpc;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.journal.Journal;
import io.opsbus.notifier.journal.Place;
import io.opsbus.notifier.journal.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What an account's deliveries came to, for operators. */
public final class DeliveryRoutes {
    private static final int MOST = 1000;
    private static final int USUAL = 100;

    private final Journal journal;
    private final Function<SubscriptionId, Optional<Long>> versions;
    private final RedriveRoutes redrives;

    /**
     * Over these.
     *
     * @param journal attempts of the last days
     * @param versions which version a subscription, or its rule, has now; empty: it is deleted
     */
    public DeliveryRoutes(Journal journal, Function<SubscriptionId, Optional<Long>> versions, RedriveRoutes redrives) {
        this.journal = journal;
        this.versions = versions;
        this.redrives = redrives;
    }

    /** {@code path} is what follows {@code /accounts/{account}/deliveries}. */
    ApiAnswer answer(ApiRequest request, AccountId account, List<String> path) {
        if (!path.isEmpty() && path.getFirst().equals("redrives")) {
            return redrives.answer(request, account, path.subList(1, path.size()));
        }
        if (!path.isEmpty()) {
            return Answers.error(ApiError.NOT_FOUND, List.of());
        }
        return request.method().equals("GET") ? list(request, account) : Answers.error(ApiError.METHOD, List.of());
    }

    private ApiAnswer list(ApiRequest request, AccountId account) {
        var query = new QueryReading(request.query(), with(QueryReading.FILTER, "status", "after", "limit"));
        var filter = query.filter(account);
        var status = query.value("status", "delivered, failed, dead, superseded or silenced", Status::of);
        var after = query.value("after", "the next of an earlier answer", Place::parse);
        var limit = query.number("limit", 1, MOST, USUAL);
        if (!query.problems().isEmpty()) {
            return Answers.error(ApiError.INVALID, query.problems());
        }
        return DeliveryAnswers.page(journal.find(filter, status, after, limit), limit, versions::apply);
    }

    private static Set<String> with(Set<String> names, String... more) {
        var all = new HashSet<>(names);
        all.addAll(List.of(more));
        return all;
    }
}
