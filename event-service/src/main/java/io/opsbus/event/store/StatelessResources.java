package io.opsbus.event.store;

import io.opsbus.event.NoState;
import io.opsbus.event.ResourceId;
import io.opsbus.ledger.postgres.States;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** Resources have no state in this service; the ledger still keeps the changes of one resource in order. */
public final class StatelessResources implements States<ResourceId, NoState> {
    @Override
    public String text(ResourceId id) {
        return id.text();
    }

    @Override
    public @Nullable NoState load(Connection connection, ResourceId id) {
        return null;
    }

    @Override
    public void save(Connection connection, ResourceId id, @Nullable NoState before, @Nullable NoState after) {
        throw new IllegalStateException("a resource without state was given one: " + id);
    }
}
