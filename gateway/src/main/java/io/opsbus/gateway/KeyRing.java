package io.opsbus.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Every access key, in memory: an unknown key id costs no question to the database, however many are tried. Changes made
 * through this process are seen at once, those of others with the next refresh; without one for {@link #MOST_AGE} nothing
 * is believed any more, so that a disabled key cannot live on in a gateway that lost its database.
 */
public final class KeyRing {
    /** Older knowledge of keys is not used. */
    public static final Duration MOST_AGE = Duration.ofSeconds(5);

    private final Accounts accounts;
    private final LongSupplier nanoTime;
    private final Map<AccessKeyId, AccessKey> keys = new ConcurrentHashMap<>();
    private long revision;
    private volatile long freshAt;
    private volatile boolean isFilled;

    /**
     * A ring that knows nothing until its first {@link #refresh}.
     *
     * @param nanoTime {@link System#nanoTime}, or a test's
     */
    public KeyRing(Accounts accounts, LongSupplier nanoTime) {
        this.accounts = accounts;
        this.nanoTime = nanoTime;
    }

    /** What is known of a key id. */
    public sealed interface Found {
        /** It is a key, whatever its state. */
        record Known(AccessKey key) implements Found {}

        /** It is none. */
        record Unknown() implements Found {}

        /** What is known is too old to act on. */
        record Stale() implements Found {}
    }

    /** Looks a key up; never waits. */
    public Found find(AccessKeyId id) {
        if (!isFresh()) {
            return new Found.Stale();
        }
        AccessKey key = keys.get(id);
        return key == null ? new Found.Unknown() : new Found.Known(key);
    }

    /** Whether the ring may be used: it was filled, and refreshed within {@link #MOST_AGE}. */
    public boolean isFresh() {
        return isFilled && nanoTime.getAsLong() - freshAt <= MOST_AGE.toNanos();
    }

    /**
     * Takes in what changed, also when called right after a change of this process.
     *
     * @throws Accounts.Away when the store does not answer; what is known stays and grows old
     */
    public synchronized void refresh() {
        long asked = nanoTime.getAsLong();
        Accounts.News news = accounts.since(revision);
        news.deleted().forEach(keys::remove);
        news.keys().forEach(key -> keys.put(key.id(), key));
        revision = news.revision();
        freshAt = asked;
        isFilled = true;
    }

    /** After a change whose outcome or news is unknown: nothing is believed until the next refresh. */
    public void distrust() {
        isFilled = false;
    }

    /** How many keys there are. */
    public int size() {
        return keys.size();
    }
}
