package io.opsbus.event.recent;

import io.opsbus.event.AccountId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@link RecentEvents} in memory, for tests; passes the same contract suite as the one on PostgreSQL. */
public final class InMemoryRecentEvents implements RecentEvents {
    private final int bound;
    private final List<RecentEvent> kept = new ArrayList<>();

    /** Keeps this many events of one account. */
    public InMemoryRecentEvents(int bound) {
        this.bound = bound;
    }

    @Override
    public synchronized void add(List<RecentEvent> events) {
        for (RecentEvent event : events) {
            if (kept.stream().noneMatch(known -> known.factId().equals(event.factId()))) {
                kept.add(event);
            }
        }
        Set<AccountId> accounts = new HashSet<>();
        events.forEach(event -> accounts.add(event.account()));
        for (AccountId account : accounts) {
            var stay = new HashSet<>(newest(account, bound));
            kept.removeIf(event -> event.account().equals(account) && !stay.contains(event));
        }
    }

    @Override
    public synchronized List<RecentEvent> newest(AccountId account, int limit) {
        // reversed first: among events of the same moment the later arrival is the newer one
        return kept.reversed().stream()
                .filter(event -> event.account().equals(account))
                .sorted(Comparator.comparing(RecentEvent::eventTime).reversed())
                .limit(limit)
                .toList();
    }
}
