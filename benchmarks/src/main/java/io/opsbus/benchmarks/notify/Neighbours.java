package io.opsbus.benchmarks.notify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What slow targets cost those that answer: the same events with the same targets counted, while the slow ones answer too and while they do not, in
 * turn.
 *
 * @param slower by how many percent the rate at full speed falls; negative when it rises
 */
record Neighbours(double calmPerSecond, double perSecond, double slower, List<AtRate> latency) {

    /**
     * At a fixed rate.
     *
     * @param later by how many percent the 99th percentile rises; negative when it falls
     */
    record AtRate(int rate, long calmP99Micros, long p99Micros, double later) {}

    /** {@code calm} and {@code slow} are of one run; figures that are missing in one of them are left out. */
    static Neighbours of(NotifyReport calm, NotifyReport slow, List<Integer> rates) {
        OptionalDouble before = calm.median(Route.NOTIFIER, Drained::perSecond);
        OptionalDouble after = slow.median(Route.NOTIFIER, Drained::perSecond);
        List<AtRate> latency = new ArrayList<>();
        for (int rate : new LinkedHashSet<>(rates)) {
            OptionalLong from = calm.p99Micros(rate);
            OptionalLong to = slow.p99Micros(rate);
            if (from.isPresent() && to.isPresent() && from.getAsLong() > 0) {
                double later = 100.0 * (to.getAsLong() - from.getAsLong()) / from.getAsLong();
                latency.add(new AtRate(rate, from.getAsLong(), to.getAsLong(), later));
            }
        }
        double calmRate = before.orElse(0);
        double rate = after.orElse(0);
        return new Neighbours(
                calmRate, rate, calmRate > 0 && rate > 0 ? 100 * (calmRate - rate) / calmRate : 0, latency);
    }

    @Override
    public String toString() {
        var text = new StringBuilder("Targets that answer, beside slow ones against beside none:\n");
        if (calmPerSecond > 0 && perSecond > 0) {
            text.append(
                    "  %.0f/s against %.0f/s at full speed: %+.1f %%%n".formatted(perSecond, calmPerSecond, -slower));
        }
        for (AtRate one : latency) {
            text.append("  p99 at %d/s %.1f ms against %.1f ms: %+.1f %%%n"
                    .formatted(one.rate(), one.p99Micros() / 1000.0, one.calmP99Micros() / 1000.0, one.later()));
        }
        return text.toString();
    }
}
