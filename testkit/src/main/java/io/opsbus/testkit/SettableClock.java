package io.opsbus.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. May be shared by threads; so may its copies in other zones. */
public final class SettableClock extends Clock {
    private final Hands hands;
    private final ZoneId zone;

    private SettableClock(Hands hands, ZoneId zone) {
        this.hands = hands;
        this.zone = zone;
    }

    /** A clock in UTC. */
    public static SettableClock at(Instant start) {
        return new SettableClock(new Hands(start), ZoneOffset.UTC);
    }

    /** A clock in UTC; {@code start} in ISO form, for instance {@code 2026-01-31T08:00:00Z}. */
    public static SettableClock at(String start) {
        return at(Instant.parse(start));
    }

    /** May go backwards: clocks of real machines do. */
    public void set(Instant instant) {
        hands.set(instant);
    }

    /** Moves on (or, by a negative duration, back) and returns the new time. */
    public Instant advance(Duration by) {
        return hands.advance(by);
    }

    @Override
    public Instant instant() {
        return hands.advance(Duration.ZERO);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same hands in another zone: moving one moves the other. */
    @Override
    public Clock withZone(ZoneId other) {
        return new SettableClock(hands, other);
    }

    @Override
    public String toString() {
        return "SettableClock[" + instant() + " " + zone + "]";
    }

    private static final class Hands {
        private Instant now;

        Hands(Instant now) {
            this.now = now;
        }

        synchronized void set(Instant instant) {
            now = instant;
        }

        synchronized Instant advance(Duration by) {
            now = now.plus(by);
            return now;
        }
    }
}
