package io.opsbus.schemas;

import io.opsbus.schemas.ecs.Level;
import java.time.Instant;
import org.apache.avro.generic.IndexedRecord;

/**
 * The fields every event has, whatever its family (guide 4.1): what a router matches on.
 *
 * @param id id of the notice
 * @param product always {@code ECS}
 * @param resourceId ARN of the resource
 * @param level how grave it is
 * @param name event name
 * @param userId account that owns the resource
 * @param eventTime when it happened
 * @param regionId region of the resource
 */
public record Envelope(
        String id,
        String product,
        String resourceId,
        Level level,
        String name,
        String userId,
        Instant eventTime,
        String regionId) {

    /** Reads the envelope of an event record. The positions are the same in all families (asserted by a test). */
    public static Envelope of(IndexedRecord event) {
        return new Envelope(
                (String) event.get(1),
                (String) event.get(2),
                (String) event.get(3),
                (Level) event.get(4),
                (String) event.get(5),
                (String) event.get(6),
                (Instant) event.get(7),
                (String) event.get(8));
    }

    /** The content record of an event record. */
    public static IndexedRecord contentOf(IndexedRecord event) {
        return (IndexedRecord) event.get(10);
    }

    /** The record key: the resource id, which is the last segment of the ARN ({@code …:instance/i-bp1…}). */
    public String key() {
        return resourceId.substring(resourceId.lastIndexOf('/') + 1);
    }
}
