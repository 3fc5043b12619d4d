package io.opsbus.testkit.agent;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What becomes of a report on its way: a copy of it may arrive twice, or late, behind others. Of reports agents tell again each copy is
 * signed anew, of others it is the same request.
 */
@FunctionalInterface
public interface Mischief {
    /** Every report arrives once. */
    Mischief NONE = Posting::post;

    /** One attempt to tell a report; whether it was taken. */
    @FunctionalInterface
    interface Posting {
        boolean post() throws InterruptedException;
    }

    /** Tells it, in whatever way; whether the agent believes that it was taken. */
    boolean tell(Posting posting) throws InterruptedException;

    /**
     * Every third report arrives twice, and every third that was taken again later. No first arrival is late: the wire gives parts of output no
     * number, so one that came behind the next would stand behind it.
     *
     * @param latest how much later at most
     */
    static Mischief seeded(SplittableRandom random, Duration latest) {
        var never = new Semaphore(0);
        return posting -> {
            int twice;
            int late;
            long wait;
            synchronized (random) {
                twice = random.nextInt(3);
                late = random.nextInt(3);
                wait = random.nextLong(latest.toNanos());
            }
            boolean taken = posting.post();
            if (late == 0 && taken) {
                Thread.startVirtualThread(() -> {
                    try {
                        boolean ignored = never.tryAcquire(wait, TimeUnit.NANOSECONDS) || posting.post();
                    } catch (InterruptedException ending) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            return twice == 0 ? posting.post() || taken : taken;
        };
    }
}
