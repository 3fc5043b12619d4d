package io.opsbus.event.bus;

import io.opsbus.schemas.EventFamily;
import org.apache.avro.specific.SpecificRecord;

/** How an event record lies on its topic. */
@FunctionalInterface
public interface WireForm {
    /**
     * The bytes of the record.
     *
     * @throws io.opsbus.event.UnavailableException when the schema's id is not known yet and the registry is away
     */
    byte[] encode(EventFamily family, SpecificRecord event);
}
