package io.opsbus.schemas.registry;

/** The registry answered, and the answer is no: the schema is not compatible, not valid, or not allowed. */
public final class SchemaRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SchemaRefused(String message) {
        super(message);
    }
}
