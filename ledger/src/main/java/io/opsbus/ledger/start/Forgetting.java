package io.opsbus.ledger.start;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets what is old go once an hour, one short statement after the other, so that a service's database does not grow for ever. */
public final class Forgetting implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Forgetting.class);
    private static final int BATCH = 1000;

    private final Map<String, Old> kinds;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("forgetting").factory());

    /** One kind of what grows old. */
    @FunctionalInterface
    public interface Old {
        /** Lets so many rows go at most; how many went. It is asked until none goes. */
        int forget(int most) throws SQLException;
    }

    /** @param kinds what is forgotten, by what a log calls it, in its order */
    public Forgetting(Map<String, Old> kinds) {
        this.kinds = new LinkedHashMap<>(kinds);
    }

    /** Begins, the first time after one hour. */
    public Forgetting start() {
        var ignored = timer.scheduleWithFixedDelay(this::forget, 1, 1, TimeUnit.HOURS);
        return this;
    }

    /**
     * Forgets all that is old enough; returns how many rows went. A kind that cannot be forgotten now is told of and waits for the next
     * time; the others do not wait for it.
     */
    public int forget() {
        return kinds.entrySet().stream()
                .mapToInt(kind -> forget(kind.getKey(), kind.getValue()))
                .sum();
    }

    private static int forget(String kind, Old old) {
        int all = 0;
        try {
            for (int gone = old.forget(BATCH); gone > 0; gone = old.forget(BATCH)) {
                all += gone;
            }
            LOGGER.atInfo().addKeyValue("kind", kind).addKeyValue("rows", all).log("forgotten what was old");
        } catch (SQLException | RuntimeException away) {
            // an exception would end the schedule
            LOGGER.atWarn()
                    .addKeyValue("kind", kind)
                    .setCause(away)
                    .log("what is old could not be forgotten; next hour");
        }
        return all;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
