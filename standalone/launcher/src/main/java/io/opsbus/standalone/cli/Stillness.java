package io.opsbus.standalone.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells what takes its time from what stands still: patience is for each step of it, however many there are. */
final class Stillness {
    private final long patienceNanos;
    private @Nullable Object last;
    private long since;

    /** Begins with what is seen first. */
    Stillness(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /**
     * Whether nothing has changed for longer than that.
     *
     * @param seen how it is now
     * @param nanos of a clock that only goes on
     */
    boolean isTooLong(Object seen, long nanos) {
        if (!seen.equals(last)) {
            last = seen;
            since = nanos;
        }
        return nanos - since > patienceNanos;
    }
}
