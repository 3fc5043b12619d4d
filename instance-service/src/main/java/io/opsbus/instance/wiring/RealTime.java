package io.opsbus.instance.wiring;

import io.opsbus.instance.provider.simulated.Schedule;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time of simulated machines is everybody's. */
final class RealTime implements Schedule {
    private static final Logger LOGGER = LoggerFactory.getLogger(RealTime.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("simulated-machines").daemon().factory());

    @Override
    public void after(Duration delay, Runnable task) {
        try {
            var ignored = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOGGER.atDebug().log("asked while the service ends");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
