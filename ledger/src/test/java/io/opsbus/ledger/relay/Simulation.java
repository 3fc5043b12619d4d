package io.opsbus.ledger.relay;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision.Accepted;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.Tally;
import io.opsbus.ledger.Tally.Counted;
import io.opsbus.ledger.Timer;
import io.opsbus.ledger.World;
import io.opsbus.ledger.World.Step;
import io.opsbus.ledger.memory.InMemoryFactSink;
import io.opsbus.ledger.memory.InMemoryLedger;
import io.opsbus.ledger.memory.InMemoryTables;
import io.opsbus.ledger.memory.InMemoryTimers;
import io.opsbus.ledger.timer.TimerLoop;
import io.opsbus.testkit.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * One seed: a whole service, its relays, Kafka and a consuming service on one thread. First chaos: every step may crash a
 * process, lose a connection before or after its commit, deliver twice or late. Then healing: the faults end and everything
 * must drain. Time, waiting and faults come from the seed; the code under them is the product's.
 */
final class Simulation {

    /** What is planted to prove that the simulation would see it. */
    enum Bug {
        NONE,
        /** The relay believes a record stored when it was only handed over. */
        DELETES_BEFORE_THE_ACKNOWLEDGEMENT,
        /** The relay reads {@code seq > last}. */
        READS_BY_CURSOR,
        /** The consumer applies whatever arrives. */
        CONSUMER_WITHOUT_DEDUPE,
        /** After an unknown outcome the client asks again under a new key. */
        NEW_KEY_FOR_EVERY_TRY,
        /** A timer's change carries a key of its own for every firing. */
        TIMER_WITHOUT_ITS_KEY
    }

    /** The end of a process; nothing catches it but the simulation. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;

        Crash(Step step) {
            super(step.name(), null, false, false);
        }
    }

    private static final List<String> IDS = List.of("a", "b", "c");
    private static final int CHAOS = 150;

    private final Random random;
    private final Bug bug;
    private final SettableClock clock = SettableClock.at(Instant.EPOCH);
    private final World world;
    private final InMemoryTables tables = new InMemoryTables();
    private final InMemoryLedger<String, Tally, Counted> ledger;
    private final SimulatedRelays relays;
    private final SimulatedConsumer consumer;
    private final Map<String, ChangeKey> unanswered = new HashMap<>();
    private final Map<String, Set<Integer>> acknowledged = new HashMap<>();
    private final Map<String, Integer> expected = new HashMap<>();
    private final List<List<Outbox.Row>> open = new ArrayList<>();
    private boolean calm;
    private int fresh;

    Simulation(long seed, Bug bug) {
        this.random = new Random(seed);
        this.bug = bug;
        this.world = new World(clock, time -> {}, this::fault);
        this.ledger = new InMemoryLedger<>("tallies", tables, Tally::encode, world, () -> {});
        var kafka = new InMemoryFactSink();
        this.relays = new SimulatedRelays(random, bug, world, tables, kafka);
        this.consumer = new SimulatedConsumer(random, bug, world, kafka);
    }

    private void fault(Step step) throws SQLException {
        if (calm) {
            return;
        }
        int dice = random.nextInt(60);
        if (dice == 0) {
            throw new Crash(step);
        }
        if (dice <= 2) {
            throw new SQLException("connection lost at " + step, "08006");
        }
    }

    /** Runs to the end; throws an AssertionError that names the broken invariant. */
    void run() throws SQLException {
        for (int n = 0; n < CHAOS; n++) {
            step();
        }
        calm = true;
        heal();
        check();
    }

    private void step() throws SQLException {
        try {
            switch (random.nextInt(8)) {
                case 0, 1 -> ask(IDS.get(random.nextInt(IDS.size())));
                case 2 -> longTransaction();
                case 3 -> fireTimers();
                case 4, 5 -> relays.step();
                default -> consumer.step();
            }
        } catch (Crash crash) {
            relays.crashed();
        } catch (SQLException lost) {
            // who was cut off tries again in a later step
            relays.cutOff();
        }
    }

    /** A client asks, and after an unknown outcome asks the same again before anything else. */
    private void ask(String id) {
        var key = unanswered.get(id);
        if (key == null) {
            key = ChangeKey.once("ask-" + ++fresh);
            unanswered.put(id, key);
            boolean timer = random.nextInt(4) == 0;
            expected.merge(id, timer ? 2 : 1, Integer::sum);
            if (timer) {
                key = ChangeKey.once(key.value() + "+timer");
                unanswered.put(id, key);
            }
        } else if (bug == Bug.NEW_KEY_FOR_EVERY_TRY) {
            key = ChangeKey.once("ask-" + ++fresh);
        }
        answered(id, count(id, key));
    }

    private int count(String id, ChangeKey key) {
        try {
            var decision = ledger.change(id, key, Tally.REPLY, tally -> {
                var next = Tally.next(id, tally);
                boolean timer = key.value().endsWith("+timer");
                var due = new Timer.Set(id + "/" + key.value(), clock.instant().plusSeconds(random.nextInt(20)), id);
                return timer ? next.withTimers(due) : next;
            });
            return ((Accepted<Tally, Integer, Counted>) decision).reply();
        } catch (Ledger.Unavailable unknown) {
            return 0;
        }
    }

    private void answered(String id, int reply) {
        if (reply == 0) {
            return;
        }
        unanswered.remove(id);
        if (!acknowledged.computeIfAbsent(id, name -> new HashSet<>()).add(reply)) {
            throw new AssertionError("two requests of " + id + " were told the same step " + reply);
        }
    }

    /** Draws its number now and commits much later, beside quick ones. */
    private void longTransaction() throws SQLException {
        if (open.size() < 2) {
            var fact = new Counted("long-" + ++fresh, 1);
            expected.put(fact.id(), 1);
            open.add(tables.draw(List.of(Tally.encode(fact)), clock.instant()));
        } else {
            tables.commit(open.remove(random.nextInt(open.size())));
        }
    }

    private void fireTimers() throws SQLException {
        clock.advance(Duration.ofSeconds(random.nextInt(25)));
        var timers = new InMemoryTimers("tallies", tables);
        var settings = new TimerLoop.Settings(3, Duration.ZERO, Duration.ofSeconds(30));
        new TimerLoop(
                        timers,
                        due -> {
                            var key = bug == Bug.TIMER_WITHOUT_ITS_KEY
                                    ? ChangeKey.once("firing-" + ++fresh)
                                    : ChangeKey.ofTimer(due);
                            ledger.change(due.payload(), key, Tally.REPLY, tally -> Tally.next(due.payload(), tally));
                        },
                        world,
                        settings)
                .step();
    }

    private void heal() throws SQLException {
        for (var rows : open) {
            tables.commit(rows);
        }
        for (String id : List.copyOf(unanswered.keySet())) {
            ask(id);
        }
        for (int n = 0; n < 40; n++) {
            clock.advance(Duration.ofSeconds(30));
            fireTimers();
        }
        relays.drain();
        consumer.drain();
    }

    private void check() {
        expected.forEach((id, count) -> {
            int there = consumer.count(id);
            int here =
                    id.startsWith("long") ? 1 : ledger.state(id).orElseThrow().count();
            if (here != count) {
                throw new AssertionError("exactly-once effect: " + id + " was asked " + count + " times, has " + here);
            }
            if (there != count) {
                throw new AssertionError("no loss: " + id + " has " + count + " facts, the consumer " + there);
            }
        });
    }

    static List<OutboxRecord> partition(List<OutboxRecord> log, int partition, int partitions) {
        return log.stream()
                .filter(record -> Math.floorMod(record.key().hashCode(), partitions) == partition)
                .toList();
    }
}
