package io.opsbus.agent.timer;

import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Gives memory back some time after the last script: an idle agent collects no garbage by itself. */
public final class Idle {
    private static final Duration AFTER = Duration.ofSeconds(30);

    private final Alarms alarms;
    private final IntSupplier busy;
    private final LongSupplier count;

    /**
     * Not idle yet.
     *
     * @param busy scripts that run or wait
     * @param count scripts there were so far
     */
    public Idle(Alarms alarms, IntSupplier busy, LongSupplier count) {
        this.alarms = alarms;
        this.busy = busy;
        this.count = count;
    }

    /** A script is over. */
    public void begin() {
        if (busy.getAsInt() == 0) {
            long until = count.getAsLong();
            alarms.in(AFTER, () -> giveBack(until));
        }
    }

    private void giveBack(long until) {
        if (busy.getAsInt() == 0 && count.getAsLong() == until) {
            System.gc();
        }
    }
}
