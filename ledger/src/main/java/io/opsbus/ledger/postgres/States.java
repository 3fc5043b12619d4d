package io.opsbus.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a service keeps the states of one kind of entity. The SQL is the service's; the transaction is the ledger's: use
 * the given connection, never commit, roll back or close it.
 *
 * @param <I> the entity's id
 * @param <S> the entity's state
 */
public interface States<I, S> {

    /** The id as text, unique within the ledger; it names the entity's lock and the scope of its change keys. */
    String text(I id);

    /** The stored state, or null. The entity is locked already; {@code for update} is not needed. */
    @Nullable
    S load(Connection connection, I id) throws SQLException;

    /**
     * Saves a decided state. Not called when the decided state equals the stored one.
     *
     * @param before what {@link #load} gave: null means insert
     * @param after null means delete
     */
    void save(Connection connection, I id, @Nullable S before, @Nullable S after) throws SQLException;

    /** The stored states of these, as {@link #load} gives them; those that are not stored are left out. For groups; one query is best. */
    default Map<I, S> loadAll(Connection connection, List<I> ids) throws SQLException {
        Map<I, S> stored = new HashMap<>();
        for (I id : ids) {
            S state = load(connection, id);
            if (state != null) {
                stored.put(id, state);
            }
        }
        return stored;
    }

    /** Saves these as {@link #save} does, each of another entity. For groups; one round trip is best. */
    default void saveAll(Connection connection, List<Move<I, S>> moves) throws SQLException {
        for (Move<I, S> move : moves) {
            save(connection, move.id(), move.before(), move.after());
        }
    }

    /** From a state to another; null is none. */
    record Move<I, S>(I id, @Nullable S before, @Nullable S after) {}
}
