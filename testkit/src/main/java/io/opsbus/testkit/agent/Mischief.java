package io.opsbus.testkit.agent;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What becomes of what is under way. A copy of a report may arrive twice, or late, behind others: of reports agents tell again each copy is
 * signed anew, of others it is the same request. A kick may be heard more than once, and a list overtake another.
 */
@FunctionalInterface
public interface Mischief {
    /** Everything arrives once. */
    Mischief NONE = Posting::post;

    /** One attempt to tell a report; whether it was taken. */
    @FunctionalInterface
    interface Posting {
        boolean post() throws InterruptedException;
    }

    /** Tells it, in whatever way; whether the agent believes that it was taken. */
    boolean tell(Posting posting) throws InterruptedException;

    /** How often one kick is heard. */
    default int hearings() {
        return 1;
    }

    /** How long a list is on its way. */
    default Duration wayOfList() {
        return Duration.ZERO;
    }

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

    /**
     * The same, and every other kick is heard twice or three times, at once, and every other list comes late.
     *
     * @param latest how much later at most
     */
    static Mischief wild(SplittableRandom random, Duration latest) {
        Mischief reports = seeded(random, latest);
        return new Mischief() {
            @Override
            public boolean tell(Posting posting) throws InterruptedException {
                return reports.tell(posting);
            }

            @Override
            public int hearings() {
                synchronized (random) {
                    return 1 + Math.max(0, random.nextInt(4) - 1);
                }
            }

            @Override
            public Duration wayOfList() {
                synchronized (random) {
                    return random.nextBoolean() ? Duration.ZERO : Duration.ofNanos(random.nextLong(latest.toNanos()));
                }
            }
        };
    }
}
