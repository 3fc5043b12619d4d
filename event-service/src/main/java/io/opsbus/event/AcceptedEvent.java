package io.opsbus.event;

/**
 * The fact that an event was taken in; becomes one record on the topic of the event's family.
 *
 * @param factId unique for ever
 * @param eventId the event's own id, carried beside the record
 * @param topic topic of the event's family
 * @param key id of the resource, so that one resource's events keep their order
 * @param record the encoded record
 * @param trace the position in the trace the event came with
 * @param hops how often notifiers had told it before it came
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes pass through once and are never compared
public record AcceptedEvent(
        String factId, String eventId, String topic, String key, byte[] record, TraceParent trace, int hops) {}
