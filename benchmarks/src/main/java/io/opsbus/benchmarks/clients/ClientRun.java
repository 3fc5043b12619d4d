package io.opsbus.benchmarks.clients;

import io.opsbus.benchmarks.measure.Window;
import io.opsbus.benchmarks.sink.Reading;

/**
 * What one round of one candidate came to.
 *
 * @param perSecond deliveries a second of wall time
 * @param clientMicros CPU microseconds of the client's process a delivery
 * @param sinkMicros CPU microseconds of the sink a delivery
 * @param othersCores cores used by programs that are not ours meanwhile
 * @param lost events the sink never saw
 * @param loadAverage of the machine at the end
 */
record ClientRun(
        String candidate,
        int round,
        boolean finished,
        double perSecond,
        double clientMicros,
        double sinkMicros,
        double othersCores,
        long lost,
        long duplicates,
        String loadAverage) {

    static ClientRun finished(Candidate candidate, int round, Window window, Reading last, String load) {
        return new ClientRun(
                candidate.word(),
                round,
                true,
                window.perSecond(),
                window.cpuMicros("client"),
                window.cpuMicros("sink"),
                window.othersCores(),
                0,
                last.duplicates(),
                load);
    }

    static ClientRun unfinished(Candidate candidate, int round, Reading last, long lost, String load) {
        return new ClientRun(candidate.word(), round, false, 0, 0, 0, 0, lost, last.duplicates(), load);
    }

    boolean sound() {
        return finished && lost == 0 && duplicates == 0;
    }
}
