package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.sink.Reading;

/**
 * One start of the notifier: its first deliveries, by a JVM that has compiled nothing, over connections that are not there yet.
 *
 * @param readySeconds from its start until it says that it is ready
 * @param firstSeconds from its start until it has delivered what waited for it
 * @param stretch what was due at a fixed rate at once then
 * @param lost whether what waited never came
 */
record Cold(double readySeconds, double firstSeconds, Paced stretch, boolean lost) {
    static Cold of(double readySeconds, Reading waiting, Paced stretch) {
        return new Cold(readySeconds, waiting.latency().max() / 1e6, stretch, waiting.unique() == 0);
    }
}
