package io.opsbus.notifier.dispatch;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Knows when the whole process stood still: somebody beats it as steadily as he can, and so long without a beat means that nobody could do
 * anything. Work that takes long is no standstill, for the beats go on beside it. Safe for any thread.
 */
public final class Pulse {
    /**
     * Others take over when a session has passed without a heartbeat ({@code session.timeout.ms}, 10 s); the last may have been up to 3 s before the
     * standstill.
     */
    private static final long LEAST = Duration.ofSeconds(5).toNanos();

    private final LongSupplier ticks;
    private long lastBeat;
    private long standstills;

    /** @param ticks nanoseconds that nobody sets and that go on while the process is stopped */
    public Pulse(LongSupplier ticks) {
        this.ticks = ticks;
        this.lastBeat = ticks.getAsLong();
    }

    /** To be called several times a second. */
    public synchronized void beat() {
        standstills = standstills();
        lastBeat = ticks.getAsLong();
    }

    /** How many there have been, with the one that has just ended: who goes on first sees it, whether or not that is who beats. */
    public synchronized long standstills() {
        return standstills + (ticks.getAsLong() - lastBeat > LEAST ? 1 : 0);
    }
}
