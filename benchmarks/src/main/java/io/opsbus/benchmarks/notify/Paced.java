package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.measure.Machine;
import io.opsbus.benchmarks.measure.Window;
import io.opsbus.benchmarks.sink.Reading;
import java.util.Optional;

/**
 * One stretch at a fixed rate. Latencies are from the moment an event was due to be published to its receipt.
 *
 * @param system {@code notifier} or {@code floor}
 * @param rate events a second
 * @param latencyMicros how long they took
 * @param processMicros CPU microseconds of the system's process a delivery
 * @param othersCores cores used by programs that are not ours
 * @param lost events that did not come within the limit
 * @param duplicates arrivals of an event that had come before
 */
record Paced(
        String system,
        int rate,
        Reading.Latency latencyMicros,
        double processMicros,
        double othersCores,
        long lost,
        long duplicates,
        String loadAverage) {

    static Paced of(Route route, int rate, Optional<Window> window, Reading end, long lost) {
        return new Paced(
                route.word(),
                rate,
                end.latency(),
                window.map(one -> one.cpuMicros(route.word())).orElse(0.0),
                window.map(Window::othersCores).orElse(0.0),
                lost,
                end.duplicates(),
                Machine.loadAverage());
    }
}
