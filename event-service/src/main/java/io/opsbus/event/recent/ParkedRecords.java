package io.opsbus.event.recent;

/** Records that nobody could read, kept with the reason so that a person can look at them; the flow goes on without them. */
public interface ParkedRecords {
    /** Keeps one; parking the same place of the same topic again changes nothing. */
    void park(BusRecord record, String reason);

    /** How many are parked. */
    long count();
}
