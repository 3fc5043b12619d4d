package io.opsbus.ledger.relay;

import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryFactSink;
import io.opsbus.ledger.memory.InMemoryOutbox;
import io.opsbus.ledger.memory.InMemoryTables;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Two relay processes beside each other, their producers, and the producers of processes that are dead already. */
final class SimulatedRelays {

    /** One process: what is in here is gone after a crash. */
    private static final class RelayProcess {
        final InMemoryFactSink sink;
        Outbox.@Nullable Turn turn;

        @Nullable
        Pass pass;

        RelayProcess(InMemoryFactSink sink) {
            this.sink = sink;
            sink.setAway(true); // records are stored one by one, when the seed says so
        }
    }

    private final Random random;
    private final Simulation.Bug bug;
    private final World world;
    private final InMemoryTables tables;
    private final InMemoryFactSink kafka;
    private final List<RelayProcess> processes = new ArrayList<>();
    private final List<InMemoryFactSink> ghosts = new ArrayList<>();
    private @Nullable RelayProcess running;
    private long cursor;

    SimulatedRelays(Random random, Simulation.Bug bug, World world, InMemoryTables tables, InMemoryFactSink kafka) {
        this.random = random;
        this.bug = bug;
        this.world = world;
        this.tables = tables;
        this.kafka = kafka;
        processes.add(new RelayProcess(kafka.another()));
        processes.add(new RelayProcess(kafka.another()));
    }

    void step() throws SQLException {
        switch (random.nextInt(10)) {
            case 0 -> cutConnection();
            case 1, 2, 3 -> storeSome();
            default -> relay(processes.get(random.nextInt(processes.size())));
        }
        running = null;
    }

    /** The connection that holds the lock is cut; its process does not know yet and its records are still in flight. */
    private void cutConnection() {
        tables.setAway(true);
        tables.setAway(false);
    }

    private void storeSome() {
        var sinks = new ArrayList<>(ghosts);
        processes.forEach(process -> sinks.add(process.sink));
        var sink = sinks.get(random.nextInt(sinks.size()));
        for (int n = random.nextInt(4); n >= 0; n--) {
            sink.storeOne(random.nextInt(30) != 0);
        }
    }

    private void relay(RelayProcess process) throws SQLException {
        running = process;
        if (process.turn == null) {
            process.turn = new InMemoryOutbox(tables).claim().orElse(null);
        } else if (process.pass == null) {
            var pass = Pass.begin(planted(process.turn), planted(process.sink), 4, world);
            process.pass = pass.empty() ? null : pass;
        } else if (process.pass.settled().isDone()) {
            var pass = process.pass;
            process.pass = null;
            pass.finish(process.turn, world);
        }
    }

    /** The process that was relaying ends; its lock is free, its producer may still bring records home or not. */
    void crashed() {
        if (running != null) {
            bury(running);
        }
        running = null;
    }

    /** As the relay does after an error of the database: gives up the turn and claims again. */
    void cutOff() {
        if (running != null) {
            leave(running);
        }
        running = null;
    }

    private static void leave(RelayProcess process) {
        if (process.turn != null) {
            process.turn.close();
        }
        process.turn = null;
        process.pass = null;
    }

    private void bury(RelayProcess process) {
        leave(process);
        processes.remove(process);
        ghosts.add(process.sink);
        processes.add(new RelayProcess(kafka.another()));
    }

    /** No more faults: a new process takes over and everything must arrive. */
    void drain() throws SQLException {
        List.copyOf(processes).forEach(this::bury);
        var last = processes.getFirst();
        for (int n = 0; n < 500; n++) {
            relay(last);
            while (last.sink.storeOne(true)) {
                // what is left of the dead arrives late, in between
                ghosts.get(random.nextInt(ghosts.size())).storeOne(true);
            }
        }
        try (var turn = last.turn) {
            if (turn == null || !turn.backlog().equals(Outbox.Backlog.EMPTY)) {
                throw new AssertionError("liveness: the outbox does not drain");
            }
        }
    }

    private FactSink planted(InMemoryFactSink sink) {
        if (bug != Simulation.Bug.DELETES_BEFORE_THE_ACKNOWLEDGEMENT) {
            return sink;
        }
        return new FactSink() {
            @Override
            public CompletableFuture<?> send(OutboxRecord record) {
                var _ = sink.send(record);
                return CompletableFuture.completedFuture(record);
            }

            @Override
            public void close() {
                sink.close();
            }
        };
    }

    private Outbox.Turn planted(Outbox.Turn turn) {
        if (bug != Simulation.Bug.READS_BY_CURSOR) {
            return turn;
        }
        return new Outbox.Turn() {
            @Override
            public List<Outbox.Row> read(int max) throws SQLException {
                var rows = turn.read(Integer.MAX_VALUE).stream()
                        .filter(row -> row.seq() > cursor)
                        .limit(max)
                        .toList();
                cursor = rows.isEmpty() ? cursor : rows.getLast().seq();
                return rows;
            }

            @Override
            public void delete(List<Outbox.Row> rows) throws SQLException {
                turn.delete(rows);
            }

            @Override
            public Outbox.Backlog backlog() throws SQLException {
                return turn.backlog();
            }

            @Override
            public void close() {
                turn.close();
            }
        };
    }
}
