package io.opsbus.schemas;

/** Kafka headers every record of the bus carries; values are UTF-8 text. */
public final class Headers {
    /** Unique id of the record; a consumer drops a second record with the same one. */
    public static final String FACT_ID = "fact-id";

    /** Id of the event, as in its envelope. */
    public static final String EVENT_ID = "event-id";

    /** W3C trace context. */
    public static final String TRACEPARENT = "traceparent";

    /**
     * Of a state change: what its user did through the API to bring it about, {@code START}, {@code STOP}, {@code REBOOT},
     * {@code REDEPLOY} or {@code RELEASE}; {@code NONE} for what happened otherwise. Absent where the producer cannot say.
     */
    public static final String DEED = "deed";

    /**
     * Of an event that came in over HTTP: how often notifiers had told it by then, 1 or more. Absent where nobody had. Not of
     * {@code notifier.*}, where the record has it.
     */
    public static final String HOPS = "hops";

    private Headers() {}
}
