package io.opsbus.gateway.nonce;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Nonces of calls that may change something, kept over restarts and shared by all gateways. */
public interface UsedNonces {
    /**
     * Uses these nonces, in one durable step.
     *
     * @param expiries when each may be forgotten
     * @return those nobody had used before
     * @throws Away when the store does not answer; whether they are used now is not known, so no call may be made with them
     */
    Set<NonceMark> use(Map<NonceMark, Instant> expiries);

    /**
     * Forgets nonces that have expired.
     *
     * @param most at a time, so that no transaction is long; call again while it returns as many
     * @return how many were forgotten
     * @throws Away when the store does not answer
     */
    int forget(Instant now, int most);

    /** The store does not answer. */
    final class Away extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Away(Throwable cause) {
            super("the store of nonces does not answer", cause);
        }
    }
}
