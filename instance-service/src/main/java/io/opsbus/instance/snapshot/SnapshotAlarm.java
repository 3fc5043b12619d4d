package io.opsbus.instance.snapshot;

import io.opsbus.instance.SnapshotId;
import io.opsbus.ledger.Timer;
import java.time.Duration;
import java.time.Instant;

/** The durable timers of a snapshot. */
public enum SnapshotAlarm {
    /** An operation was asked for and nothing was heard. */
    WATCHDOG,
    /** Its days are over. */
    EXPIRY;

    static final Duration ASK_AGAIN = Duration.ofMinutes(1);
    static final Duration GIVE_UP = Duration.ofHours(6);

    Timer.Set at(SnapshotId id, Instant dueAt) {
        return new Timer.Set(key(id), dueAt, key(id));
    }

    Timer.Cancel cancel(SnapshotId id) {
        return new Timer.Cancel(key(id));
    }

    private String key(SnapshotId id) {
        return id.text() + "/" + name();
    }

    /**
     * A timer that came due.
     *
     * @param id whose it is
     */
    public record Rung(SnapshotId id, SnapshotAlarm alarm) {}

    /** Reads a timer's payload. */
    public static Rung read(String payload) {
        int slash = payload.lastIndexOf('/');
        return new Rung(
                new SnapshotId(payload.substring(0, slash)), SnapshotAlarm.valueOf(payload.substring(slash + 1)));
    }
}
