package io.opsbus.notifier.dispatch.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * All that is known of one target, and who may be sent to it now. Safe for any thread.
 *
 * @param <T> what is sent
 */
public sealed interface Lane<T extends Lane.Passenger> permits WindowLane, DigestLane {
    /** Something that may wait here for its attempt. */
    interface Passenger {
        /** Claims it for an attempt; false when it does not want one any more. */
        boolean start(Instant now);

        /** Whether nobody waits for it, so that it may wait here for long. */
        default boolean isPatient() {
            return false;
        }
    }

    /** How long a batch may wait for a target. */
    enum Patience {
        /** It answers well within the hold: as long as the hold allows. */
        PROMPT,
        /** Not known yet: a short trial. */
        TRIAL,
        /** Slow or behind: not at all. */
        NONE
    }

    /** What to do with a delivery now. */
    enum Offer {
        START,
        WAIT,
        PARK
    }

    /** After an attempt ended: these start now, those lost their chance and go back to whoever offered them. */
    record Next<T>(List<T> start, List<T> back) {}

    /** Decides on a delivery; after START the caller must start it, after WAIT {@link #ended} will hand it out. */
    Offer offer(T passenger, Instant now);

    /** How many parked deliveries could be taken on. */
    int room(Instant now);

    /** How long a batch may wait for this target. */
    Patience patience();

    /** Whether the target fails, or asked to be left alone, so that nothing but a probe is sent to it now. */
    boolean isShut(Instant now);

    /** A batch could not wait any longer for an attempt of this target. */
    void lags();

    /** Takes note of an attempt's end. */
    Next<T> ended(boolean well, Duration took, Instant retryAfter, Instant now);

    /** The target wants quiet until then, as lanes count. */
    void rest(Instant until);

    /** Much may have gathered for the target that it has not been asked to take: it gets little at first. */
    void slow();

    /** Whether it is probed at that moment, as lanes count, because another target works again: before its time, and once in this rest. */
    boolean sooner(Instant probe);

    /** Whether it is no loss to forget it: nothing is under way or waits, and its rate counts nothing that went. */
    boolean isDone(Instant now);

    /** What it looks like now. */
    Look look(Instant now);

    /** Takes note that what was to start did not; the target has nothing to do with it. */
    Next<T> unused(Instant now);
}
