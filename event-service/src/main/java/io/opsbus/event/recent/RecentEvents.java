package io.opsbus.event.recent;

import io.opsbus.event.AccountId;
import java.time.Instant;
import java.util.List;

/** The newest events of each account, as read back from the bus. Bounded: old ones make room for new ones. */
public interface RecentEvents {
    /**
     * One event as it came from the bus.
     *
     * @param factId id of its record; a second record with the same id is the same fact
     * @param account whose event it is
     * @param eventTime when it happened
     * @param json the guide's JSON
     */
    record RecentEvent(String factId, AccountId account, Instant eventTime, String json) {}

    /** Adds those not yet known by fact id and lets go of the oldest beyond the bound, all or nothing. */
    void add(List<RecentEvent> events);

    /** The newest events of one account by event time, newest first, at most {@code limit} of them. */
    List<RecentEvent> newest(AccountId account, int limit);
}
