package io.opsbus.instance.provider.simulated;

import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time of a test: nothing happens until it is run, then all at once in its order. One thread. */
public final class VirtualSchedule implements Schedule {
    private record Task(Instant at, long number, Runnable body) {}

    private final SettableClock clock;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::number));
    private long number;

    public VirtualSchedule(SettableClock clock) {
        this.clock = clock;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        tasks.add(new Task(clock.instant().plus(delay), number++, task));
    }

    /** Runs until nothing is left to run. */
    public void run() {
        while (!tasks.isEmpty()) {
            var task = tasks.poll();
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
