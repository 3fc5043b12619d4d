package io.opsbus.schemas.registry;

import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/**
 * Where schemas are kept under ids, for all who read and write the bus. Every method may throw
 * {@link SchemaRegistryUnavailable} when no answer can be had, after a bounded number of tries.
 */
public interface SchemaRegistry extends AutoCloseable {
    /**
     * Puts a schema under a subject, or finds it there; the same schema has the same id wherever it is registered.
     *
     * @return the schema's id
     * @throws SchemaRefused when the registry does not take it, because it is not compatible with what is there
     */
    int register(String subject, Schema schema);

    /** The id of a schema under a subject; empty when it is not registered there. */
    OptionalInt idOf(String subject, Schema schema);

    /** The schema with that id; empty when there is none, or it is not Avro. */
    Optional<Schema> byId(int id);

    /** Sets what later schemas of the subject are held against; the subject need not exist yet. */
    void setCompatibility(String subject, Compatibility compatibility);

    @Override
    void close();
}
