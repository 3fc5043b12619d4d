package io.opsbus.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** A record no try will ever decode: its bytes, or the schema they name, are wrong. It belongs in a dead-letter topic. */
public final class UndecodableRecord extends SerializationException {
    private static final long serialVersionUID = 1L;

    public UndecodableRecord(String reason) {
        super(reason);
    }

    public UndecodableRecord(String reason, Throwable cause) {
        super(reason, cause);
    }
}
