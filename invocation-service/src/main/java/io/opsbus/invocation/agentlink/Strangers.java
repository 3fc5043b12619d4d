package io.opsbus.invocation.agentlink;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** How often somebody may fail to register: guessing codes is slow, and one who guesses does not stop the others. */
final class Strangers {
    static final int FAILURES_A_MINUTE = 10;
    private static final int MOST_ADDRESSES = 10_000;
    private static final long MINUTE = 60_000;

    private final Clock clock;
    private final Map<String, Integer> failures = new HashMap<>();
    private long minute;

    Strangers(Clock clock) {
        this.clock = clock;
    }

    /** Whether this address may try; takes its place in the minute. */
    synchronized boolean mayTry(String address) {
        long now = clock.millis() / MINUTE;
        if (now != minute) {
            failures.clear();
            minute = now;
        }
        // so many addresses at once are one attacker: all strangers wait for the next minute
        if (!failures.containsKey(address) && failures.size() >= MOST_ADDRESSES) {
            return false;
        }
        return failures.merge(address, 1, Integer::sum) <= FAILURES_A_MINUTE;
    }

    /** It succeeded: that was no failure. */
    synchronized void succeeded(String address) {
        failures.computeIfPresent(address, (_, count) -> count - 1);
    }
}
