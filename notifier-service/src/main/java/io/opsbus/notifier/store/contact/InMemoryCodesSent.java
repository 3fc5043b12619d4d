package io.opsbus.notifier.store.contact;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.contact.CodesSent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The fake of {@link PostgresCodesSent}, proven by the same contract. */
public final class InMemoryCodesSent implements CodesSent {
    private final List<Sent> all = new ArrayList<>();

    private record Sent(AccountId account, String mark, Instant at) {}

    @Override
    public synchronized boolean take(AccountId account, Collection<String> marks, Instant now) {
        all.removeIf(one -> !one.at().isAfter(now.minus(DAY)));
        var ofAccount =
                all.stream().filter(one -> one.account().equals(account)).count();
        var isFree = ofAccount + marks.size() <= OF_ACCOUNT
                && marks.stream().allMatch(mark -> {
                    var to = all.stream().filter(one -> one.mark().equals(mark)).toList();
                    return to.size() < TO_ONE
                            && to.stream().noneMatch(one -> one.at().isAfter(now.minus(APART)));
                });
        if (isFree) {
            marks.forEach(mark -> all.add(new Sent(account, mark, now)));
        }
        return isFree;
    }
}
