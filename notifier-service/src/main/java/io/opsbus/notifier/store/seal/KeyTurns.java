package io.opsbus.notifier.store.seal;

import io.opsbus.seal.KeyId;

/**
 * Which key is current for all processes, durable: the one the process had that started last. While an operator changes the key of one process
 * after the other, those that still have the old one must not seal back what the others have sealed anew.
 */
public interface KeyTurns {
    /** It is this key's turn, from now on and for all; nothing changes when it is already. */
    void begin(KeyId key);

    /** Whether it still is. */
    boolean isLast(KeyId key);
}
