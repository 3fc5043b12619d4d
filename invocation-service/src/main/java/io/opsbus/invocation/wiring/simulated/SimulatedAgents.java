package io.opsbus.invocation.wiring.simulated;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.bus.SimulatedRecords;
import io.opsbus.invocation.simulated.Simulation;
import io.opsbus.ledger.start.Loop;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.rpc.micronaut.settings.PostgresSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has this process simulate agents while it is its turn. The turn is looked at every second; once it cannot be told to be held all ends at
 * once. Who takes it begins a little later than the one before may have gone on, so that no timetable runs twice.
 */
public final class SimulatedAgents implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SimulatedAgents.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration HANDOVER = LOOK.plus(PATIENCE).plusMillis(500);
    /** Of what is away the log is not filled with every machine. */
    private static final long SELDOM_MILLIS = 10_000;

    private final HikariDataSource locks;
    private final Source source;
    private final Simulation.Service service;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong lastTrouble = new AtomicLong();
    private final Loop loop;
    private volatile int machines;
    private volatile boolean isMyTurn;

    /**
     * Where it hears of instances.
     *
     * @param bootstrap Kafka, {@code host:port[,host:port…]}
     */
    public record Source(String bootstrap, SimulatedRecords records) {}

    /**
     * Begins once tables and topics are prepared.
     *
     * @param postgres where its turn is taken
     * @param service who hears of its trouble is this
     */
    public SimulatedAgents(
            PostgresSettings postgres, Source source, Simulation.Service service, CompletableFuture<Void> prepared) {
        var alone = new PostgresSettings(postgres.url(), postgres.user(), postgres.password(), postgres.database(), 1);
        this.locks = alone.pool("invocation-service-simulated", PATIENCE);
        this.source = source;
        this.service = new Simulation.Service(
                service.tasks(), service.told(), service.clock(), service.beat(), service.fresh(), this::trouble);
        this.loop = new Loop("invocation-service-simulated", prepared, this::run, closed::countDown);
    }

    /** In words for the health page. */
    public String told() {
        return isMyTurn ? "UP, here: " + machines + " machines" : "UP, in another process or soon";
    }

    /** How many machines this process simulates; 0 when it is another's turn. */
    public int machines() {
        return machines;
    }

    private void run() {
        while (!isClosedAfter(Duration.ZERO)) {
            try (Turn turn = Turn.take(locks, PATIENCE).orElse(null)) {
                if (turn != null) {
                    serve(turn);
                }
            } catch (SQLException | RuntimeException away) {
                LOGGER.atWarn().addKeyValue("reason", Preparation.reason(away)).log("no turn to simulate agents now");
            }
            boolean ignored = isClosedAfter(LOOK);
        }
    }

    private boolean isClosedAfter(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
            return true;
        }
    }

    private void serve(Turn turn) {
        if (isClosedAfter(HANDOVER) || !turn.isHeld()) {
            return;
        }
        LOGGER.atInfo().log("agents are simulated here");
        var workers = new Workers();
        var simulation = new Simulation(service, workers, workers::wake);
        // a reader that cannot be made must leave nothing behind: it is tried again every second
        Optional<InstanceNews> news = Optional.empty();
        try {
            news = Optional.of(new InstanceNews(source.bootstrap(), source.records(), simulation));
            workers.drive(simulation, service.clock());
            isMyTurn = true;
            while (!isClosedAfter(LOOK) && turn.isHeld()) {
                machines = simulation.size();
            }
        } finally {
            // the simulation first: from then on nothing is done, while the others take their time
            simulation.close();
            workers.close();
            news.ifPresent(InstanceNews::close);
            machines = 0;
            isMyTurn = false;
            LOGGER.atInfo().log("agents are simulated here no more");
        }
    }

    private void trouble(InstanceId instance, RuntimeException failure) {
        Instant now = service.clock().instant();
        long last = lastTrouble.get();
        if (now.toEpochMilli() - last >= SELDOM_MILLIS && lastTrouble.compareAndSet(last, now.toEpochMilli())) {
            LOGGER.atWarn()
                    .addKeyValue("instanceId", instance)
                    .addKeyValue("reason", Preparation.reason(failure))
                    .log("a simulated agent could not go on; it tries again");
        }
    }

    @Override
    public void close() {
        loop.close();
        locks.close();
    }
}
