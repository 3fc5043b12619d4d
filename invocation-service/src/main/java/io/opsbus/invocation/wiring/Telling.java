package io.opsbus.invocation.wiring;

import io.opsbus.invocation.bus.PresenceRecords;
import io.opsbus.invocation.fleet.Agents;
import io.opsbus.invocation.fleet.Agents.News;
import io.opsbus.invocation.fleet.Tellings;
import io.opsbus.ledger.relay.FactSink;
import io.opsbus.ledger.start.Preparation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells on {@code ecs.agents} which agents came, went or are still there, every few seconds. An agent is noted as told of once the
 * record is stored: whatever dies in between, it is told of again, and saying twice what is does no harm.
 */
final class Telling implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Telling.class);
    private static final Duration PERIOD = Duration.ofSeconds(15);
    private static final int LONGEST_SECONDS = 10;

    private final Agents agents;
    private final Tellings tellings;
    private final PresenceRecords records;
    private final FactSink sink;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("telling-of-agents").factory());

    Telling(Agents agents, Tellings tellings, PresenceRecords records, FactSink sink, Clock clock) {
        this.agents = agents;
        this.tellings = tellings;
        this.records = records;
        this.sink = sink;
        this.clock = clock;
    }

    /** Begins. */
    Telling start() {
        var ignored = timer.scheduleWithFixedDelay(this::tryTell, 1, PERIOD.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    /** Tells of those that are due; returns how many. */
    int tell() throws InterruptedException, ExecutionException, TimeoutException {
        Instant now = clock.instant();
        List<News> due = agents.untold(tellings, now);
        var sent = due.stream().map(news -> sink.send(records.write(news, now))).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(sent).get(LONGEST_SECONDS, TimeUnit.SECONDS);
        agents.told(due, now);
        return due.size();
    }

    private void tryTell() {
        try {
            int told = tell();
            LOGGER.atDebug().addKeyValue("agents", told).log("agents told of");
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException away) {
            // an exception would end the schedule; the next time does it
            LOGGER.atWarn()
                    .addKeyValue("reason", Preparation.reason(away))
                    .log("agents could not be told of; next time");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        sink.close();
    }
}
