package io.opsbus.notifier.store.hold;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.hold.QuietTargets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The fake of {@link PostgresQuietTargets}, proven by the same contract. */
public final class InMemoryQuietTargets implements QuietTargets {
    private final Map<TargetId, Instant> all = new HashMap<>();

    @Override
    public synchronized void rest(Map<TargetId, Instant> until, Instant now) {
        all.values().removeIf(end -> !end.isAfter(now));
        until.forEach((target, end) -> all.merge(target, end, (one, other) -> one.isAfter(other) ? one : other));
    }

    @Override
    public synchronized Map<TargetId, Instant> at(Instant now) {
        return all.entrySet().stream()
                .filter(one -> one.getValue().isAfter(now))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
