package io.opsbus.rpc.token;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tokens of one process, for tests and for services that keep nothing. Passes the contract the real one passes. */
public final class InMemoryClientTokens implements ClientTokens {
    private final Map<Key, Entry> entries = new HashMap<>();

    private record Entry(
            String fingerprint, String seed, @Nullable String reply, Instant at) {}

    @Override
    public synchronized Claim claim(Key key, String fingerprint, String freshSeed, Instant now) {
        Entry known = entries.get(key);
        if (known == null || !known.at.plus(KEPT).isAfter(now)) {
            entries.put(key, new Entry(fingerprint, freshSeed, null, now));
            return new Claim.Taken(freshSeed);
        }
        if (!known.fingerprint.equals(fingerprint)) {
            return new Claim.Differs();
        }
        if (known.reply != null) {
            return new Claim.Answered(known.reply);
        }
        if (known.at.plus(LEASE).isAfter(now)) {
            return new Claim.Busy();
        }
        entries.put(key, new Entry(fingerprint, known.seed, null, now));
        return new Claim.Taken(known.seed);
    }

    @Override
    public synchronized void answered(Key key, String seed, String reply, Instant now) {
        Entry known = entries.get(key);
        if (known != null && known.seed.equals(seed)) {
            entries.put(key, new Entry(known.fingerprint, seed, reply, now));
        }
    }

    @Override
    public synchronized void cutOff(Key key, String seed, Instant now) {
        Entry known = entries.get(key);
        if (known != null && known.seed.equals(seed) && known.reply == null) {
            entries.put(key, new Entry(known.fingerprint, seed, null, now.minus(LEASE)));
        }
    }

    @Override
    public synchronized void released(Key key, String seed) {
        Entry known = entries.get(key);
        if (known != null && known.seed.equals(seed) && known.reply == null) {
            entries.remove(key);
        }
    }

    @Override
    public synchronized int forget(Instant now) {
        int before = entries.size();
        entries.values().removeIf(entry -> !entry.at.plus(KEPT).isAfter(now));
        return before - entries.size();
    }
}
