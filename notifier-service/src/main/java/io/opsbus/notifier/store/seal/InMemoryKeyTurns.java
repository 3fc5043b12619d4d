package io.opsbus.notifier.store.seal;

import io.opsbus.seal.KeyId;
import org.jspecify.annotations.Nullable;

/** The fake of {@link PostgresKeyTurns}, proven by the same contract. */
public final class InMemoryKeyTurns implements KeyTurns {
    private @Nullable KeyId last;

    @Override
    public synchronized void begin(KeyId key) {
        last = key;
    }

    @Override
    public synchronized boolean isLast(KeyId key) {
        return key.equals(last);
    }
}
