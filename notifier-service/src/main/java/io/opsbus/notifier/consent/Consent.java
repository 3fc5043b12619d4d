package io.opsbus.notifier.consent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a receiver's consent.
 *
 * @param asked how often it was asked
 * @param at when it answered last, or did not; empty when it has not been asked yet
 * @param next when it is asked again by itself; empty: when somebody says so
 * @param said what came of it, for people
 */
public record Consent(boolean given, int asked, Optional<Instant> at, Optional<Instant> next, String said) {
    /**
     * After each "no" it is asked again after so long, and after as many no more by itself: whoever does not expect us shall not be bothered
     * for ever.
     */
    public static final List<Duration> WAITS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(12));

    /** A receiver nobody has asked. */
    public static final Consent NONE = new Consent(false, 0, Optional.empty(), Optional.empty(), "");

    /**
     * What came of asking.
     *
     * @param said for people, without anything of the address
     */
    public record Answer(boolean given, String said) {}

    /** What is known when it has answered. */
    public Consent after(Answer answer, Instant now) {
        var next = answer.given() || asked >= WAITS.size()
                ? Optional.<Instant>empty()
                : Optional.of(now.plus(WAITS.get(asked)));
        return new Consent(given || answer.given(), asked + 1, Optional.of(now), next, answer.said());
    }
}
