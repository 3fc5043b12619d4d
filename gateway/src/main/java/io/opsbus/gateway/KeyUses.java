package io.opsbus.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When keys were last used, written behind: at most once a minute a key, many keys in one statement. A gateway that dies
 * forgets the last minute.
 */
public final class KeyUses {
    /** A use this soon after the last one noted is not noted. */
    static final Duration GRAIN = Duration.ofMinutes(1);

    private final Accounts accounts;
    private final Map<AccessKeyId, Instant> noted = new ConcurrentHashMap<>();
    private final Map<AccessKeyId, Instant> waiting = new ConcurrentHashMap<>();

    public KeyUses(Accounts accounts) {
        this.accounts = accounts;
    }

    /** A call signed with this key was accepted. Only for keys that exist: that bounds the memory. */
    public void note(AccessKeyId key, Instant now) {
        Instant last = noted.get(key);
        if (last == null || Duration.between(last, now).compareTo(GRAIN) >= 0) {
            noted.put(key, now);
            waiting.put(key, now);
        }
    }

    /**
     * Writes what waits, and forgets what is a minute old.
     *
     * @throws Accounts.Away when the store does not answer; it waits on
     */
    public void write(Instant now) {
        noted.values().removeIf(time -> Duration.between(time, now).compareTo(GRAIN) >= 0);
        Map<AccessKeyId, Instant> batch = new HashMap<>(waiting);
        if (!batch.isEmpty()) {
            accounts.used(batch);
            batch.forEach(waiting::remove);
        }
    }
}
