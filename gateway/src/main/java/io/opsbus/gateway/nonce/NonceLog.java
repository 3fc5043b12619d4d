package io.opsbus.gateway.nonce;

import java.time.Instant;

/** Uses nonces durably, one call at a time as its callers see it. */
public interface NonceLog {
    /** Uses a nonce; waits until that is durable, for a bounded time. */
    Written write(NonceMark mark, Instant expiry);

    /** What became of a nonce. */
    enum Written {
        /** It is used now, also after a restart. */
        FRESH,
        /** It was used before, perhaps by another gateway or before a restart. */
        USED,
        /** Not known; the call must not be made. */
        AWAY
    }
}
