package io.opsbus.schemas.registry;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * A registry whose answers are kept: an id once given never changes, so a registry that is away later is not missed by
 * schemas known before.
 */
public final class RememberedSchemas implements SchemaRegistry {
    private final SchemaRegistry registry;
    private final Map<Use, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /** Remembers the answers of this one. */
    public RememberedSchemas(SchemaRegistry registry) {
        this.registry = registry;
    }

    private record Use(String subject, Schema schema) {}

    @Override
    public int register(String subject, Schema schema) {
        var use = new Use(subject, schema);
        // no computeIfAbsent: it would hold a lock while the registry is asked
        Integer known = ids.get(use);
        if (known != null) {
            return known;
        }
        int id = registry.register(subject, schema);
        ids.put(use, id);
        schemas.put(id, schema);
        return id;
    }

    @Override
    public OptionalInt idOf(String subject, Schema schema) {
        Integer known = ids.get(new Use(subject, schema));
        return known != null ? OptionalInt.of(known) : registry.idOf(subject, schema);
    }

    @Override
    public Optional<Schema> byId(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Schema> found = registry.byId(id);
        found.ifPresent(schema -> schemas.put(id, schema));
        return found;
    }

    @Override
    public void setCompatibility(String subject, Compatibility compatibility) {
        registry.setCompatibility(subject, compatibility);
    }

    @Override
    public void close() {
        registry.close();
    }
}
