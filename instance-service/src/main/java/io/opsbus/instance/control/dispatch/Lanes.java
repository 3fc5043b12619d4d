package io.opsbus.instance.control.dispatch;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where what providers tell is worked off: in its order for each resource, side by side for different ones. */
public final class Lanes implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Lanes.class);
    private static final int LAST_WORDS = 5;

    private final List<? extends Executor> lanes;

    /** These side by side; each must run one after the other. */
    public Lanes(List<? extends Executor> lanes) {
        this.lanes = List.copyOf(lanes);
    }

    /** So many threads, ended by {@link #close}. */
    public static Lanes ofThreads(int count) {
        return new Lanes(IntStream.range(0, count)
                .mapToObj(i -> Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("fleet-lane-" + i).daemon().factory()))
                .toList());
    }

    /** Runs it after all that was given for this resource before. What fails is logged; a watchdog comes back to it. */
    public void run(String resource, Runnable work) {
        try {
            lanes.get(Math.floorMod(resource.hashCode(), lanes.size())).execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOGGER.atWarn()
                            .addKeyValue("resource", resource)
                            .setCause(e)
                            .log("what a provider told could not be taken in; it will be asked again");
                }
            });
        } catch (RejectedExecutionException e) {
            LOGGER.atDebug().addKeyValue("resource", resource).log("told while the service ends");
        }
    }

    /** Ends after what is running; what waits is asked for again at the next start. */
    @Override
    public void close() {
        var threads = lanes.stream()
                .filter(ExecutorService.class::isInstance)
                .map(ExecutorService.class::cast)
                .toList();
        threads.forEach(ExecutorService::shutdownNow);
        for (ExecutorService lane : threads) {
            try {
                boolean ignored = lane.awaitTermination(LAST_WORDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
