package io.opsbus.ledger.timer;

import io.opsbus.ledger.Timer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The durable timers of one ledger. They are set and cancelled by decisions only; this is the side that fires them. */
public interface Timers {

    /**
     * Takes due timers, the longest due first. Two claimers never get the same one, and neither waits for the other.
     *
     * @param lease for how long nobody else may take them; after it a timer not {@link #done} is due again
     */
    List<Timer.Due> claim(Instant now, int max, Duration lease) throws SQLException;

    /** Removes fired timers, all at once; one that was set again meanwhile (another generation) stays. */
    void done(List<Timer.Due> fired) throws SQLException;

    /** How many are due and wait now. */
    long overdue(Instant now) throws SQLException;
}
