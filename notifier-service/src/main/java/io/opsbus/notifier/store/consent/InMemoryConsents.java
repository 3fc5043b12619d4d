package io.opsbus.notifier.store.consent;

import io.opsbus.notifier.consent.Consent;
import io.opsbus.notifier.consent.Consents;
import io.opsbus.notifier.consent.Receiver;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The fake of {@link PostgresConsents}, proven by the same contract. */
public final class InMemoryConsents implements Consents {
    private final Map<Receiver, Consent> all = new HashMap<>();

    @Override
    public synchronized Set<Receiver> given(Collection<Receiver> of) {
        return of.stream().filter(one -> find(one).given()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized Consent find(Receiver receiver) {
        return all.getOrDefault(receiver, Consent.NONE);
    }

    @Override
    public synchronized List<Receiver> take(Collection<Receiver> of, Instant now, Instant until, int limit) {
        var taken = of.stream()
                .filter(one -> {
                    var known = find(one);
                    return !known.given()
                            && (!all.containsKey(one)
                                    || known.next()
                                            .filter(next -> !next.isAfter(now))
                                            .isPresent());
                })
                .limit(limit)
                .toList();
        for (var one : taken) {
            var known = find(one);
            all.put(one, new Consent(false, known.asked(), known.at(), Optional.of(until), known.said()));
        }
        return taken;
    }

    @Override
    public synchronized void heard(Receiver receiver, Consent.Answer answer, Instant now) {
        all.put(receiver, find(receiver).after(answer, now));
    }
}
