package io.opsbus.benchmarks.sink;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/** Which events have come, and how often. Any thread. */
final class Tally {
    private static final int MOST = 1 << 25;
    private static final long LONGEST_MICROS = 3_600_000_000L;

    private final byte[] seen = new byte[MOST];
    private final Histogram latency = new Histogram(LONGEST_MICROS, 3);
    private Phase phase = Phase.fullSpeed(0, MOST);
    private Apart apart = Apart.NOBODY;
    private long received;
    private long unique;
    private long duplicates;
    private long outside;
    private long unknown;
    private long uncounted;
    private long behind;
    /** Of each resource the number that came last. */
    private final long[] last = new long[NumberedId.RESOURCES];

    /** Begins a phase: all counts are zero again; what was seen stays seen, so a late duplicate shows. */
    synchronized void begin(Phase next) {
        phase = next;
        latency.reset();
        received = 0;
        unique = 0;
        duplicates = 0;
        outside = 0;
        unknown = 0;
        uncounted = 0;
        behind = 0;
        Arrays.fill(last, -1);
    }

    /** From now on these targets are not counted, and treat what they get in their own way. */
    synchronized void apart(Apart targets) {
        apart = targets;
    }

    /**
     * Counts one request.
     *
     * @param number of its event, negative when it has none
     * @return how it is to be treated
     */
    synchronized Temper arrived(int target, long number) {
        if (apart.holds(target)) {
            uncounted++;
            return apart.temper(target);
        }
        received++;
        if (number < 0 || number >= MOST) {
            unknown++;
            return Temper.WELL;
        }
        boolean before = seen[(int) number] != 0;
        seen[(int) number] = 1;
        if (before) {
            duplicates++;
        } else if (phase.holds(number)) {
            first(number);
        } else {
            outside++;
        }
        return Temper.WELL;
    }

    private void first(long number) {
        unique++;
        int resource = (int) (number % last.length);
        behind += number < last[resource] ? 1 : 0;
        last[resource] = Math.max(last[resource], number);
        if (phase.perSecond() > 0) {
            long waited = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) - phase.dueMicros(number);
            // an event may go out a little before it is due, never a second early
            latency.recordValue(Math.clamp(waited, 0, LONGEST_MICROS));
        }
    }

    synchronized Reading read() {
        var summary = new Reading.Latency(
                latency.getTotalCount(),
                latency.getValueAtPercentile(50),
                latency.getValueAtPercentile(90),
                latency.getValueAtPercentile(99),
                latency.getValueAtPercentile(99.9),
                latency.getMaxValue());
        return new Reading(received, unique, duplicates, outside, unknown, uncounted, behind, summary);
    }
}
