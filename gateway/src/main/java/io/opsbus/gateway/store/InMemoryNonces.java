package io.opsbus.gateway.store;

import io.opsbus.gateway.nonce.NonceMark;
import io.opsbus.gateway.nonce.UsedNonces;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fake: outlives the gateways of one test. */
public final class InMemoryNonces implements UsedNonces {
    private final Map<NonceMark, Instant> used = new HashMap<>();
    private boolean away;

    /** From now on every question ends in {@link UsedNonces.Away}, or no longer. */
    public synchronized void away(boolean gone) {
        away = gone;
    }

    @Override
    public synchronized Set<NonceMark> use(Map<NonceMark, Instant> expiries) {
        requireHere();
        Set<NonceMark> fresh = new HashSet<>();
        expiries.forEach((mark, expiry) -> {
            if (used.putIfAbsent(mark, expiry) == null) {
                fresh.add(mark);
            }
        });
        return fresh;
    }

    @Override
    public synchronized int forget(Instant now, int most) {
        requireHere();
        List<NonceMark> expired = used.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(now))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
        expired.forEach(used::remove);
        return expired.size();
    }

    private void requireHere() {
        if (away) {
            throw new Away(new IllegalStateException("away"));
        }
    }
}
