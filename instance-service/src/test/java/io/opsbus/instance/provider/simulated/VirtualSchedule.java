package io.opsbus.instance.provider.simulated;

import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Time of a test: nothing happens until it is run, then all at once in its order, on the thread that runs it. */
public final class VirtualSchedule implements Schedule {
    private record Task(Instant at, long number, Runnable body) {}

    private final SettableClock clock;
    private final PriorityBlockingQueue<Task> tasks =
            new PriorityBlockingQueue<>(16, Comparator.comparing(Task::at).thenComparingLong(Task::number));
    private final AtomicLong number = new AtomicLong();

    public VirtualSchedule(SettableClock clock) {
        this.clock = clock;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        tasks.add(new Task(clock.instant().plus(delay), number.getAndIncrement(), task));
    }

    /** Runs until nothing is left to run. */
    public void run() {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            if (task.at().isAfter(clock.instant())) {
                clock.set(task.at());
            }
            task.body().run();
        }
    }

    @Override
    public void close() {
        tasks.clear();
    }
}
