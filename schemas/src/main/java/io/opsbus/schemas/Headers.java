package io.opsbus.schemas;

/** Kafka headers every record of the bus carries; values are UTF-8 text. */
public final class Headers {
    /** Unique id of the record; a consumer drops a second record with the same one. */
    public static final String FACT_ID = "fact-id";

    /** Id of the event, as in its envelope. */
    public static final String EVENT_ID = "event-id";

    /** W3C trace context. */
    public static final String TRACEPARENT = "traceparent";

    private Headers() {}
}
