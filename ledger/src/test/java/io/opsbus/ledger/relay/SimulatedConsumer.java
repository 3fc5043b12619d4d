package io.opsbus.ledger.relay;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.Tally;
import io.opsbus.ledger.Tally.Counted;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryFactSink;
import io.opsbus.ledger.memory.InMemoryLedger;
import io.opsbus.ledger.memory.InMemoryTables;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A service that applies the facts: at least once, partitions in any order, offsets committed late. */
final class SimulatedConsumer {

    private static final int PARTITIONS = 3;

    private final Random random;
    private final Simulation.Bug bug;
    private final InMemoryFactSink kafka;
    private final InMemoryLedger<String, Tally, Counted> ledger;
    private final int[] position = new int[PARTITIONS];
    private final int[] committed = new int[PARTITIONS];
    private int fresh;

    SimulatedConsumer(Random random, Simulation.Bug bug, World world, InMemoryFactSink kafka) {
        this.random = random;
        this.bug = bug;
        this.kafka = kafka;
        this.ledger = new InMemoryLedger<>("copies", new InMemoryTables(), Tally::encode, world, () -> {});
    }

    void step() {
        int partition = random.nextInt(PARTITIONS);
        switch (random.nextInt(8)) {
            case 0 -> committed[partition] = position[partition];
            case 1 -> position[partition] = committed[partition]; // a rebalance: delivered again
            default -> poll(partition);
        }
    }

    private boolean poll(int partition) {
        var records = Simulation.partition(kafka.log(), partition, PARTITIONS);
        if (position[partition] == records.size()) {
            return false;
        }
        var record = records.get(position[partition]);
        var key = bug == Simulation.Bug.CONSUMER_WITHOUT_DEDUPE
                ? ChangeKey.once("record-" + ++fresh)
                : ChangeKey.ofFact(record.factId());
        try {
            var fact = Counted.of(record);
            ledger.change(fact.id(), key, tally -> apply(fact, tally));
            position[partition]++;
        } catch (Ledger.Unavailable unknown) {
            return true; // the same record again
        }
        return true;
    }

    private static Decision<Tally, Decision.Done, Counted> apply(Counted fact, @Nullable Tally tally) {
        int before = tally == null ? 0 : tally.count();
        if (fact.step() != before + 1) {
            throw new AssertionError("order per key, once: " + fact + " came after step " + before);
        }
        return Decision.accepted(new Tally(fact.step()), List.of());
    }

    void drain() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            position[partition] = committed[partition];
            while (poll(partition)) {
                // until the end of the partition
            }
        }
    }

    int count(String id) {
        return ledger.state(id).map(Tally::count).orElse(0);
    }
}
