package io.opsbus.schemas.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** A registry in memory, for tests; it can be taken away and brought back. Passes the contract of the real one. */
public final class InMemorySchemaRegistry implements SchemaRegistry {
    private final List<Schema> byId = new ArrayList<>();
    private final Map<String, List<Schema>> subjects = new HashMap<>();
    private final Map<String, Compatibility> compatibility = new HashMap<>();
    private boolean away;
    private int calls;

    @Override
    public synchronized int register(String subject, Schema schema) {
        answering("register " + subject);
        List<Schema> versions = subjects.computeIfAbsent(subject, _ -> new ArrayList<>());
        if (!versions.contains(schema)) {
            hold(schema, versions, compatibility.getOrDefault(subject, Compatibility.NONE), subject);
            versions.add(schema);
            if (!byId.contains(schema)) {
                byId.add(schema);
            }
        }
        return byId.indexOf(schema) + 1;
    }

    @Override
    public synchronized OptionalInt idOf(String subject, Schema schema) {
        answering("look up " + subject);
        return subjects.getOrDefault(subject, List.of()).contains(schema)
                ? OptionalInt.of(byId.indexOf(schema) + 1)
                : OptionalInt.empty();
    }

    @Override
    public synchronized Optional<Schema> byId(int id) {
        answering("look up id " + id);
        return id >= 1 && id <= byId.size() ? Optional.of(byId.get(id - 1)) : Optional.empty();
    }

    @Override
    public synchronized void setCompatibility(String subject, Compatibility level) {
        answering("configure " + subject);
        compatibility.put(subject, level);
    }

    /** From now on every call fails as if the registry could not be reached ({@code true}), or works again. */
    public synchronized void setAway(boolean away) {
        this.away = away;
    }

    /** How often the registry was asked, answered or not. */
    public synchronized int calls() {
        return calls;
    }

    @Override
    public void close() {
        // nothing is held
    }

    private void answering(String what) {
        calls++;
        if (away) {
            throw new SchemaRegistryUnavailable("cannot " + what + ": taken away", new IOException("taken away"));
        }
    }

    private static void hold(Schema schema, List<Schema> versions, Compatibility level, String subject) {
        int from = level.transitive() ? 0 : Math.max(0, versions.size() - 1);
        for (Schema old : versions.subList(from, versions.size())) {
            if ((level.newReadsOld() && !reads(schema, old)) || (level.oldReadsNew() && !reads(old, schema))) {
                throw new SchemaRefused(subject + ": not " + level + " compatible");
            }
        }
    }

    private static boolean reads(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }
}
