package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.measure.Machine;
import io.opsbus.benchmarks.measure.Window;
import java.util.Optional;

/**
 * One round at full speed: from the moment the last event was published until the backlog was delivered.
 *
 * @param system {@code notifier} or {@code floor}
 * @param perSecond deliveries a second of wall time; 0 when the round did not finish, as are all figures then
 * @param processMicros CPU microseconds of the system's process a delivery
 * @param othersCores cores used by programs that are not ours
 * @param measured deliveries in the window
 * @param lost events that did not come within the limit
 * @param duplicates arrivals of an event that had come before
 */
record Drained(
        String system,
        int round,
        double perSecond,
        double processMicros,
        double brokerMicros,
        double postgresMicros,
        double sinkMicros,
        double othersCores,
        long measured,
        long lost,
        long duplicates,
        String loadAverage) {

    static Drained of(Route route, int round, Optional<Window> window, long lost, long duplicates) {
        Optional<Window> counted = window.filter(_ -> lost == 0);
        return new Drained(
                route.word(),
                round,
                counted.map(Window::perSecond).orElse(0.0),
                micros(counted, route.word()),
                micros(counted, "broker"),
                micros(counted, "postgres"),
                micros(counted, "sink"),
                counted.map(Window::othersCores).orElse(0.0),
                counted.map(Window::units).orElse(0L),
                lost,
                duplicates,
                Machine.loadAverage());
    }

    private static double micros(Optional<Window> window, String program) {
        return window.map(one -> one.cpuMicros(program)).orElse(0.0);
    }

    boolean counts() {
        return measured > 0;
    }
}
