package io.opsbus.ledger.relay;

import io.opsbus.ledger.Bell;
import io.opsbus.ledger.World;
import io.opsbus.ledger.relay.RelayHealth.State;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the outbox: in order per key, at least once. Run it on a thread of its own, in every process of a service; one
 * of them is active, the others stand by.
 *
 * <p><b>Why nothing is lost.</b> A row leaves the outbox only after Kafka has acknowledged its record. There is no cursor:
 * every pass reads the rows that are visible now. A relay that polled {@code seq > last} would skip a row of a long
 * transaction for ever when a shorter one with a larger {@code seq} committed before it.
 *
 * <p><b>Why order per key holds.</b> Facts with one key come from changes of one entity. A change draws the {@code seq} of
 * its facts while it holds the entity's lock and frees the lock after its commit is visible. So along one entity
 * {@code seq} grows in commit order, and a snapshot that shows a row shows every earlier row of that entity. The relay
 * sends in {@code seq} order; the producer is idempotent and never gives a record up, so none overtakes an earlier one.
 * A relay that lost its lock (a paused process, a cut connection) may still have records in flight beside its successor;
 * both send the same rows in the same order, so the <em>first</em> occurrence of every fact is still in order, which is
 * what a consumer sees that drops duplicates by fact id.
 *
 * <p><b>What does not hold.</b> No order between entities, even in one topic. No exactly-once on the wire: after a crash
 * up to one pass is sent again. If two entities share a Kafka key, only changes that followed each other in time are in
 * order. If the broker refuses a record for good (topic limit lowered, permission withdrawn), records of that partition
 * already in flight may be stored before it; the relay stops there, says why in its health and tries again.
 */
public final class Relay implements Runnable, AutoCloseable {

    /**
     * How the relay works; the defaults are meant for every service.
     *
     * @param batch rows in one pass at most
     * @param poll how long a fact waits if its wake-up was lost, and how soon a stand-by notices a dead relay
     * @param patience without an acknowledgement for so long, health says that Kafka is away
     * @param gathering least time from the end of a pass to the next: a fact that comes alone goes at once, those that come one
     *     after another go together. Zero for none; every pass costs the database two round trips and the broker a request
     */
    public record Settings(int batch, Duration poll, Duration patience, Duration gathering) {
        public static final Settings DEFAULT =
                new Settings(500, Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ZERO);

        /** These, with passes at least so far apart. */
        public Settings gathering(Duration time) {
            return new Settings(batch, poll, patience, time);
        }
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(Relay.class);
    private static final Duration BACK_OFF = Duration.ofMillis(500);
    private static final Duration SLICE = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Outbox outbox;
    private final FactSink sink;
    private final World world;
    private final Settings settings;
    private final Bell bell = new Bell();
    private volatile RelayHealth health;
    private volatile Instant alive;
    private Instant counted = Instant.MIN;

    public Relay(Outbox outbox, FactSink sink, World world, Settings settings) {
        this.outbox = outbox;
        this.sink = sink;
        this.world = world;
        this.settings = settings;
        this.alive = world.clock().instant();
        this.health = new RelayHealth(State.STOPPED, alive, null, 0, null);
    }

    /** There may be new facts; call it after a commit. Never blocks. */
    public void wake() {
        bell.ring();
    }

    /** How the relay is now; a database that keeps its connection but answers nothing (frozen, half-open) counts as away. */
    public RelayHealth health() {
        var known = health;
        boolean silent = alive.plus(SILENCE).isBefore(world.clock().instant());
        if (!silent || known.state() == State.STOPPED || known.state() == State.POSTGRES_AWAY) {
            return known;
        }
        String reason = "no answer from the outbox since " + alive;
        return new RelayHealth(State.POSTGRES_AWAY, alive, reason, known.waiting(), known.oldest());
    }

    /** Relays until {@link #close} or an interrupt. */
    @Override
    public void run() {
        try {
            while (!bell.ended()) {
                takeTurn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            enter(State.STOPPED, null);
        }
    }

    private void takeTurn() throws InterruptedException {
        alive = world.clock().instant();
        try {
            var turn = outbox.claim();
            if (turn.isPresent()) {
                try (var mine = turn.get()) {
                    enter(State.RUNNING, null);
                    relay(mine);
                }
            } else {
                enter(State.STANDBY, null);
                bell.restUnlessEnded(settings.poll());
            }
        } catch (SQLException e) {
            enter(State.POSTGRES_AWAY, e);
            bell.restUnlessEnded(BACK_OFF);
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("the relay met an error nobody expected");
            enter(State.FAILING, e);
            bell.restUnlessEnded(BACK_OFF);
        }
    }

    private void relay(Outbox.Turn turn) throws SQLException, InterruptedException {
        while (!bell.ended()) {
            alive = world.clock().instant();
            var pass = Pass.begin(turn, sink, settings.batch(), world);
            if (pass.empty()) {
                enter(State.RUNNING, null);
                note(Outbox.Backlog.EMPTY);
                bell.rest(settings.poll());
                continue;
            }
            await(pass, turn);
            var failure = pass.finish(turn, world);
            count(turn);
            if (failure.isPresent() && !bell.ended()) {
                enter(State.KAFKA_AWAY, failure.get());
                bell.restUnlessEnded(BACK_OFF);
            } else {
                enter(State.RUNNING, null);
                gather(pass);
            }
        }
    }

    /** A full pass has left facts behind that have waited enough. */
    private void gather(Pass pass) throws InterruptedException {
        if (settings.gathering().isPositive() && pass.size() < settings.batch()) {
            bell.restUnlessEnded(settings.gathering());
        }
    }

    /** Waits for the acknowledgements, without end while Kafka is away, but only a slice more once closed. */
    private void await(Pass pass, Outbox.Turn turn) throws SQLException, InterruptedException {
        var settled = pass.settled();
        Instant sent = world.clock().instant();
        while (!arrived(settled)) {
            if (bell.ended()) {
                return;
            }
            // also proves that the turn is still ours: the lock lives and dies with this connection
            count(turn);
            alive = world.clock().instant();
            if (!sent.plus(settings.patience()).isAfter(world.clock().instant())) {
                enter(State.KAFKA_AWAY, new TimeoutException("no acknowledgement since " + sent));
            }
        }
    }

    private static boolean arrived(CompletableFuture<Void> settled) throws InterruptedException {
        try {
            settled.get(SLICE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // settled never fails
        }
    }

    private void count(Outbox.Turn turn) throws SQLException {
        Instant now = world.clock().instant();
        if (counted.isBefore(now.minus(SLICE))) {
            counted = now;
            note(turn.backlog());
        }
    }

    private void note(Outbox.Backlog backlog) {
        var was = health;
        health = new RelayHealth(was.state(), was.since(), was.reason(), backlog.waiting(), backlog.oldest());
    }

    private void enter(State state, @Nullable Throwable why) {
        var was = health;
        if (was.state() == state) {
            return;
        }
        String reason = why == null ? null : why.toString();
        boolean counts = state != State.STANDBY && state != State.STOPPED;
        health = new RelayHealth(
                state, world.clock().instant(), reason, counts ? was.waiting() : 0, counts ? was.oldest() : null);
        LOGGER.atInfo()
                .addKeyValue("state", state)
                .addKeyValue("reason", reason)
                .addKeyValue("waiting", was.waiting())
                .log("the relay has changed its state");
    }

    /** Ends {@link #run} within about a second, or when a call to the database or for Kafka's metadata returns. The sink is the caller's to close, after that. */
    @Override
    public void close() {
        bell.end();
    }
}
