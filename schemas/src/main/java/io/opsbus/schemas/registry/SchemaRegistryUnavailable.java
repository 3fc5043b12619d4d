package io.opsbus.schemas.registry;

import org.apache.kafka.common.errors.RetriableException;

/**
 * No schema registry gave an answer. The message says what was asked and what each address said. Retriable: nothing is
 * wrong with the record, and the same call can succeed later.
 */
public final class SchemaRegistryUnavailable extends RetriableException {
    private static final long serialVersionUID = 1L;

    public SchemaRegistryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
