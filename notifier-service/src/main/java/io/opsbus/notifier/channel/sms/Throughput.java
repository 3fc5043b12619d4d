package io.opsbus.notifier.channel.sms;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * Keeps to what a centre takes a second: each message has a moment of its own, evenly spread. Moments are booked for all parts of a text
 * before the first goes out; what would have to wait too long gets none and is sent later. Safe for any thread.
 */
final class Throughput {
    /** Waits for a moment. */
    @FunctionalInterface
    interface Nap {
        /** Returns at that reading of the clock. */
        void until(long nanos) throws InterruptedException;
    }

    private final long gap;
    private final LongSupplier clock;
    private final Nap nap;
    private long next;

    /**
     * Everything is free.
     *
     * @param aSecond messages the centre takes a second
     * @param clock in nanoseconds; one that nobody sets
     */
    Throughput(int aSecond, LongSupplier clock, Nap nap) {
        this.gap = TimeUnit.SECONDS.toNanos(1) / aSecond;
        this.clock = clock;
        this.nap = nap;
        this.next = clock.getAsLong();
    }

    /** On the clock of this machine. */
    static Throughput of(int aSecond) {
        return new Throughput(
                aSecond, System::nanoTime, at -> TimeUnit.NANOSECONDS.sleep(Math.max(0, at - System.nanoTime())));
    }

    /** The moment that lies so far ahead. */
    long in(Duration ahead) {
        return clock.getAsLong() + ahead.toNanos();
    }

    /**
     * Books moments, one after the other.
     *
     * @param latest the last of them must not be after this
     * @return empty when it would be; nothing is booked then
     */
    synchronized Optional<List<Long>> book(int count, long latest) {
        var first = first();
        if (first + (count - 1) * gap - latest > 0) {
            return Optional.empty();
        }
        next = first + count * gap;
        return Optional.of(
                LongStream.range(0, count).map(i -> first + i * gap).boxed().toList());
    }

    private long first() {
        var now = clock.getAsLong();
        return next - now > 0 ? next : now;
    }

    /** How long until a moment is free. */
    synchronized Duration untilFree() {
        return Duration.ofNanos(first() - clock.getAsLong());
    }

    /** Waits for a booked moment. */
    void await(long moment) throws InterruptedException {
        nap.until(moment);
    }
}
