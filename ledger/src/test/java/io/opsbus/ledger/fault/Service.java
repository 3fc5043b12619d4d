package io.opsbus.ledger.fault;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.Tally;
import io.opsbus.ledger.Tally.Counted;
import io.opsbus.ledger.Timer;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.PostgresLedger;
import io.opsbus.ledger.postgres.PostgresOutbox;
import io.opsbus.ledger.postgres.PostgresTimers;
import io.opsbus.ledger.postgres.TallyStates;
import io.opsbus.ledger.relay.FactSink;
import io.opsbus.ledger.relay.Relay;
import io.opsbus.ledger.relay.RelayHealth;
import io.opsbus.ledger.timer.TimerLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The smallest whole service: a ledger, its relay and its timers, each loop on its own thread. */
final class Service implements AutoCloseable {

    /** The entity that timers count on. */
    static final String TICKS = "ticks";

    private final Ledger<String, Tally, Counted> ledger;
    private final HikariDataSource source;
    private final FactSink sink;
    private final Relay relay;
    private final TimerLoop timers;
    private final List<Thread> threads;

    /** With {@code relaying} false facts wait for another life of the service. */
    Service(HikariDataSource source, FactSink sink, String topic, World.FaultPoint faults, boolean relaying) {
        var world = World.of(Instant::now).withFaults(faults);
        this.source = source;
        this.sink = sink;
        this.relay = new Relay(
                new PostgresOutbox(source),
                sink,
                world,
                new Relay.Settings(5, Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ZERO));
        this.ledger = new PostgresLedger<>(
                "tallies", source, new TallyStates(), fact -> Tally.encode(topic, fact), world, relay::wake);
        this.timers = new TimerLoop(
                new PostgresTimers("tallies", source),
                due -> count(TICKS, ChangeKey.ofTimer(due), null),
                world,
                new TimerLoop.Settings(3, Duration.ofMillis(50), Duration.ofSeconds(1)));
        this.threads = Stream.of(relaying ? Stream.of(relay) : Stream.<Runnable>empty(), Stream.of(timers))
                .flatMap(loops -> loops)
                .map(loop -> Thread.ofPlatform().start(loop))
                .toList();
    }

    int count(String id, ChangeKey key, @Nullable Timer timer) {
        var decision = ledger.change(id, key, Tally.REPLY, tally -> {
            var next = Tally.next(id, tally);
            return timer == null ? next : next.withTimers(timer);
        });
        return ((Decision.Accepted<Tally, Integer, Counted>) decision).reply();
    }

    /** Asks for steps {@code from..to} of a tally, each under its own key, again until answered. */
    void countTo(String id, int from, int to, Consumer<Integer> answered) {
        for (int step = from; step <= to; step++) {
            var timer = step % 3 == 0 ? new Timer.Set(id + "/" + step, Instant.now(), id) : null;
            answered.accept(untilAnswered(id, step, timer));
        }
    }

    private int untilAnswered(String id, int step, @Nullable Timer timer) {
        while (true) {
            try {
                return count(id, ChangeKey.ofRequest(id + "/" + step), timer);
            } catch (Ledger.Unavailable unknown) {
                // the same key again: that is the promise
            }
        }
    }

    RelayHealth health() {
        return relay.health();
    }

    @Override
    public void close() {
        relay.close();
        timers.close();
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sink.close();
        source.close();
    }
}
