package io.opsbus.notifier.pace;

import io.opsbus.notifier.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What rules with a threshold have counted. A rule whose threshold is reached is not full again before its period is over; what was counted
 * until then counts no more. Durable: neither a count nor what is to be told of it is lost with the process.
 */
public interface Tallies {
    /** A rule that counts; {@code id} is unique for ever. */
    record Counter(String id, AccountId account, String rule) {}

    /** One event; {@code text} is what it says. */
    record Mark(UUID event, String text) {}

    /**
     * A threshold that was reached.
     *
     * @param at when, to the millisecond
     * @param count events of the period that ended then
     * @param text what the last of them said
     */
    record Full(Counter counter, Instant at, long count, String text) {}

    /** Counts an event, once however often it is asked; a threshold when this event makes it full, which then is to be told. */
    Optional<Full> count(Counter counter, Mark mark, int times, Duration period, Instant now);

    /** It has been told. */
    void told(Full full);

    /** What was reached before that and has not been told. */
    List<Full> untold(Instant before);

    /** Forgets what was counted before that; returns how many events. */
    int forget(Instant before);
}
