package io.opsbus.invocation.objectstore;

import io.opsbus.invocation.delivery.DueOutput;
import io.opsbus.invocation.delivery.DueOutputs;
import io.opsbus.invocation.delivery.DueOutputs.Verdict;
import io.opsbus.invocation.delivery.OutputStore;
import io.opsbus.invocation.delivery.Retrying;
import io.opsbus.invocation.query.StoreAway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers output, one at a time: no more of it is in memory than one run's for each of these. What is taken by a process that
 * dies is taken by another one, or by the next one here, when its time is over.
 */
public final class Delivering implements Runnable, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Delivering.class);
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final DueOutputs due;
    private final OutputStore store;
    private final Retrying retrying;
    private final Duration lease;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * From there to there.
     *
     * @param lease longer than a try takes
     */
    public Delivering(DueOutputs due, OutputStore store, Retrying retrying, Duration lease, InstantSource clock) {
        this.due = due;
        this.store = store;
        this.retrying = retrying;
        this.lease = lease;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            while (closed.getCount() > 0) {
                boolean hadWork = tryOne();
                if (!hadWork && closed.await(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tryOne() {
        try {
            return step();
        } catch (StoreAway away) {
            LOGGER.atWarn()
                    .addKeyValue("reason", String.valueOf(away.getMessage()))
                    .log("output is delivered later");
        } catch (RuntimeException broken) {
            LOGGER.atError().setCause(broken).log("output cannot be delivered, and is tried again");
        }
        return false;
    }

    /** Tries one that is due; whether there was one. */
    boolean step() {
        Instant now = clock.instant();
        Optional<DueOutput> taken = due.take(now, now.plus(lease));
        taken.ifPresent(one -> {
            var attempt = store.put(one.bucket(), one.object(), one.output().bytes());
            Verdict verdict = retrying.verdict(one, attempt, clock.instant());
            due.note(one, verdict);
            log(one, verdict);
        });
        return taken.isPresent();
    }

    private static void log(DueOutput one, Verdict verdict) {
        switch (verdict) {
            case Verdict.Delivered _ -> {}
            case Verdict.Again(Instant at, String code) ->
                LOGGER.atInfo()
                        .addKeyValue("taskId", one.task())
                        .addKeyValue("code", code)
                        .addKeyValue("tries", one.tries())
                        .addKeyValue("at", at)
                        .log("the object store has not taken output, it is tried again");
            case Verdict.GivenUp(String code) ->
                LOGGER.atWarn()
                        .addKeyValue("taskId", one.task())
                        .addKeyValue("code", code)
                        .addKeyValue("tries", one.tries())
                        .log("the object store does not take output, it is given up");
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
