package io.opsbus.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
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
}
