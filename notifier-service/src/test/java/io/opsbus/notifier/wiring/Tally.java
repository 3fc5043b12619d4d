package io.opsbus.notifier.wiring;

import java.util.Map;

/**
 * What arrived, and what is known of it.
 *
 * @param twice arrivals of what had arrived before
 * @param unknown arrivals that nobody wrote down: they were under way when something died
 * @param knownTwice arrivals that were written down although another of the same had been
 */
record Tally(long twice, long unknown, long knownTwice) {
    /** @param known how often each id was delivered, by what was written down */
    static Tally of(Map<String, Long> arrived, Map<String, Long> known) {
        return new Tally(
                arrived.values().stream().mapToLong(times -> times - 1).sum(),
                arrived.entrySet().stream()
                        .mapToLong(one -> Math.max(0, one.getValue() - known.getOrDefault(one.getKey(), 0L)))
                        .sum(),
                known.values().stream().mapToLong(times -> times - 1).sum());
    }
}
