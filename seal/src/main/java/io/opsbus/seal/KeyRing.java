package io.opsbus.seal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several master keys while one takes the place of another: the current one seals, each of them opens what it has sealed. What was sealed
 * before sealed secrets named their key is tried with one after the other. Threads may share it. Nothing prints a key.
 */
public final class KeyRing {
    private final MasterKey current;
    private final Map<KeyId, MasterKey> keys;

    /**
     * A ring.
     *
     * @param older keys that only open
     * @throws IllegalArgumentException when a key is there twice
     */
    public KeyRing(MasterKey current, List<MasterKey> older) {
        this.current = current;
        var all = new LinkedHashMap<KeyId, MasterKey>();
        all.put(current.id(), current);
        for (MasterKey key : older) {
            if (all.putIfAbsent(key.id(), key) != null) {
                throw new IllegalArgumentException("the master key " + key.id() + " is there twice");
            }
        }
        this.keys = Collections.unmodifiableMap(all);
    }

    /** The key that seals. */
    public KeyId current() {
        return current.id();
    }

    /** Every key that opens, the current one first. */
    public Set<KeyId> ids() {
        return keys.keySet();
    }

    /** Seals {@code secret} with the current key, as {@link MasterKey#seal} does. */
    public Sealed seal(String purpose, String owner, String secret) {
        return current.seal(purpose, owner, secret);
    }

    /**
     * The secret that was sealed.
     *
     * @throws MissingKey when the key that sealed it is not on the ring
     * @throws BrokenSeal when the purpose, the owner or a bit of {@code sealed} differs from what was sealed
     */
    public String open(String purpose, String owner, Sealed sealed) throws BrokenSeal {
        if (sealed.key().isPresent()) {
            KeyId id = sealed.key().get();
            MasterKey key = keys.get(id);
            if (key == null) {
                throw new MissingKey(purpose, id);
            }
            return key.open(purpose, owner, sealed);
        }
        for (MasterKey key : keys.values()) {
            try {
                return key.open(purpose, owner, sealed);
            } catch (BrokenSeal _) {
                // another one's, perhaps
            }
        }
        return current.open(purpose, owner, sealed);
    }

    @Override
    public String toString() {
        return "KeyRing" + keys.keySet();
    }
}
