package io.opsbus.ledger.memory;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.ReplyCodec;
import io.opsbus.ledger.Retries;
import io.opsbus.ledger.World;
import io.opsbus.ledger.World.Step;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The fake ledger: the same promises as {@code PostgresLedger}, in memory. */
public final class InMemoryLedger<I, S, F> implements Ledger<I, S, F> {

    private final String name;
    private final InMemoryTables tables;
    private final FactEncoder<F> encoder;
    private final World world;
    private final Runnable committed;
    private final Map<I, S> states = new ConcurrentHashMap<>();

    /** A ledger that tells {@code committed} after every commit, for example {@code relay::wake}. */
    public InMemoryLedger(String name, InMemoryTables tables, FactEncoder<F> encoder, World world, Runnable committed) {
        this.name = name;
        this.tables = tables;
        this.encoder = encoder;
        this.world = world;
        this.committed = committed;
    }

    /** The committed state. */
    public Optional<S> state(I id) {
        return Optional.ofNullable(states.get(id));
    }

    @Override
    public <R> Decision<S, R, F> change(I id, ChangeKey key, ReplyCodec<R> replies, Decide<S, R, F> decide) {
        var decision = Retries.DEFAULT.run(world, () -> attempt(id, key, replies, decide));
        if (decision instanceof Decision.Accepted) {
            committed.run();
        }
        return decision;
    }

    private <R> Decision<S, R, F> attempt(I id, ChangeKey key, ReplyCodec<R> replies, Decide<S, R, F> decide)
            throws SQLException {
        String entity = String.valueOf(id);
        var lock = tables.entityLock(name, entity);
        lock.lock();
        try {
            world.faults().at(Step.CHANGE_LOCKED);
            var row = row(entity, key);
            var first = tables.applied(row);
            S before = states.get(id);
            if (first != null) {
                return new Decision.Accepted<>(before, replies.read(first.reply()), List.of());
            }
            var decision = decide.decide(before);
            world.faults().at(Step.CHANGE_DECIDED);
            if (decision instanceof Decision.Accepted<S, R, F> accepted) {
                save(id, row, replies.write(accepted.reply()), accepted);
            }
            return decision;
        } finally {
            lock.unlock();
        }
    }

    private void save(I id, InMemoryTables.KeyRow row, String reply, Decision.Accepted<S, ?, F> accepted)
            throws SQLException {
        var now = world.clock().instant();
        world.faults().at(Step.STATE_SAVED);
        var records = accepted.facts().stream().map(encoder::encode).toList();
        var rows = tables.draw(records, now);
        world.faults().at(Step.FACTS_SAVED);
        world.faults().at(Step.KEY_SAVED);
        var applied = new InMemoryTables.Applied(reply, now);
        if (!tables.commit(row, applied, rows, accepted.timers(), () -> put(id, accepted.state()))) {
            throw new SQLException("the key was applied by another change at the same moment", "40001");
        }
        world.faults().at(Step.COMMITTED);
    }

    private void put(I id, @Nullable S state) {
        if (state == null) {
            states.remove(id);
        } else {
            states.put(id, state);
        }
    }

    private InMemoryTables.KeyRow row(String entity, ChangeKey key) {
        return new InMemoryTables.KeyRow(
                name,
                switch (key.scope()) {
                    case ENTITY -> entity;
                    case LEDGER -> "";
                },
                key.value());
    }
}
