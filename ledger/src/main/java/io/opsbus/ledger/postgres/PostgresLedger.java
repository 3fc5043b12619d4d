package io.opsbus.ledger.postgres;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.ReplyCodec;
import io.opsbus.ledger.Retries;
import io.opsbus.ledger.World;
import io.opsbus.ledger.World.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger on PostgreSQL. Its tables are in {@code ledger.sql}; states are the service's own.
 *
 * <p>Needs the isolation level {@code read committed} (PostgreSQL's default): every statement after the entity's lock must
 * see what the lock's last holder committed.
 */
public final class PostgresLedger<I, S, F> implements Ledger<I, S, F> {

    private static final Logger LOGGER = LoggerFactory.getLogger(PostgresLedger.class);

    private final LedgerRows rows;
    private final DataSource source;
    private final States<I, S> states;
    private final FactEncoder<F> encoder;
    private final World world;
    private final Runnable committed;

    /**
     * A ledger of one kind of entity.
     *
     * @param name of the kind, unique within the database, for ever; it scopes locks, change keys and timers
     * @param committed told after every commit, for example {@code relay::wake}; must be quick and not throw
     */
    public PostgresLedger(
            String name,
            DataSource source,
            States<I, S> states,
            FactEncoder<F> encoder,
            World world,
            Runnable committed) {
        this.rows = new LedgerRows(name);
        this.source = source;
        this.states = states;
        this.encoder = encoder;
        this.world = world;
        this.committed = committed;
    }

    @Override
    public <R> Decision<S, R, F> change(I id, ChangeKey key, ReplyCodec<R> replies, Decide<S, R, F> decide) {
        var decision =
                Retries.DEFAULT.run(world, () -> attempt(connection -> within(connection, id, key, replies, decide)));
        if (decision instanceof Decision.Accepted) {
            committed.run();
        }
        return decision;
    }

    /**
     * Changes of different entities in one transaction, each decided by itself; in the order of their entities' names, in which
     * everybody locks. All are answered, or none: then each may be asked alone with its key.
     */
    void changeTogether(List<Member<I, S, ?, F>> members) throws SQLException {
        attempt(connection -> within(connection, members));
        members.forEach(Member::committed);
        if (members.stream().anyMatch(Member::isAccepted)) {
            committed.run();
        }
    }

    @Override
    public void changeAll(List<Change<I, S, F>> changes) {
        if (!changes.isEmpty()) {
            Retries.DEFAULT.run(world, () -> {
                changeTogether(members(changes));
                return Decision.Done.DONE;
            });
        }
    }

    private List<Member<I, S, ?, F>> members(List<Change<I, S, F>> changes) {
        Map<String, Member<I, S, ?, F>> byName = new TreeMap<>();
        for (Change<I, S, F> change : changes) {
            String entity = states.text(change.id());
            var member = Member.of(change.id(), entity, change.key(), ReplyCodec.done(), change.decide());
            if (byName.put(entity, member) != null) {
                throw new IllegalArgumentException("two changes of " + entity + " at once");
            }
        }
        return List.copyOf(byName.values());
    }

    private interface Within<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T attempt(Within<T> change) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                T result = change.run(connection);
                connection.commit();
                committed = true;
                world.faults().at(Step.COMMITTED);
                return result;
            } finally {
                giveBack(connection, committed);
            }
        }
    }

    private <R> Decision<S, R, F> within(
            Connection connection, I id, ChangeKey key, ReplyCodec<R> replies, Decide<S, R, F> decide)
            throws SQLException {
        String entity = states.text(id);
        var first = rows.lock(connection, entity, key);
        world.faults().at(Step.CHANGE_LOCKED);
        S before = states.load(connection, id);
        if (first.isPresent()) {
            return new Decision.Accepted<>(before, replies.read(first.get()), List.of());
        }
        var decision = decide.decide(before);
        world.faults().at(Step.CHANGE_DECIDED);
        if (decision instanceof Decision.Accepted<S, R, F> accepted) {
            save(connection, id, before, accepted);
            var applied = new LedgerRows.Applied(entity, key, replies.write(accepted.reply()));
            var facts = accepted.facts().stream().map(encoder::encode).toList();
            saved(rows.save(connection, applied, facts, world.clock().instant()));
        }
        return decision;
    }

    private int within(Connection connection, List<Member<I, S, ?, F>> members) throws SQLException {
        var replies =
                rows.lockAll(connection, members.stream().map(Member::place).toList());
        world.faults().at(Step.CHANGE_LOCKED);
        var before = states.loadAll(connection, members.stream().map(Member::id).toList());
        members.forEach(member -> member.decide(before.get(member.id()), replies.get(member.place())));
        world.faults().at(Step.CHANGE_DECIDED);
        var accepted = members.stream().filter(Member::isAccepted).toList();
        if (!accepted.isEmpty()) {
            var together = new TogetherRows(rows.ledger());
            together.saveTimers(
                    connection, accepted.stream().flatMap(Member::timers).toList());
            var facts = accepted.stream()
                    .flatMap(Member::facts)
                    .map(encoder::encode)
                    .toList();
            var applied = accepted.stream().map(Member::applied).toList();
            boolean isSaved =
                    together.save(connection, applied, facts, world.clock().instant());
            // last: their rows may be shared, counters for instance, and others wait for them until the commit
            states.saveAll(connection, accepted.stream().flatMap(Member::move).toList());
            world.faults().at(Step.STATE_SAVED);
            saved(isSaved);
        }
        return accepted.size();
    }

    private void saved(boolean isSaved) throws SQLException {
        if (!isSaved) {
            throw new SQLException("the key was applied by another change at the same moment", "40001");
        }
        world.faults().at(Step.FACTS_SAVED);
        world.faults().at(Step.KEY_SAVED);
    }

    /** The id as locks and keys have it. */
    String text(I id) {
        return states.text(id);
    }

    private void save(Connection connection, I id, @Nullable S before, Decision.Accepted<S, ?, F> accepted)
            throws SQLException {
        if (!Objects.equals(accepted.state(), before)) {
            states.save(connection, id, before, accepted.state());
        }
        world.faults().at(Step.STATE_SAVED);
        rows.saveTimers(connection, accepted.timers());
    }

    private static void giveBack(Connection connection, boolean committed) {
        try {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // The connection is gone, and with it any open transaction. Neither may this hide the error that ended it,
            // nor
            // turn a known commit into an unknown outcome; a pool notices by itself.
            LOGGER.atDebug().setCause(e).log("a broken connection was given back");
        }
    }
}
