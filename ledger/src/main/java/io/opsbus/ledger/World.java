package io.opsbus.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the ledger takes from outside: time, waiting and, in tests, faults. Nothing in this module reads a clock or sleeps
 * by itself, so that the same code runs under a seeded simulation.
 */
public record World(InstantSource clock, Pause pause, FaultPoint faults) {

    /** Production: waits for real, has no faults. */
    public static World of(InstantSource clock) {
        return new World(clock, Thread::sleep, step -> {});
    }

    public World withFaults(FaultPoint points) {
        return new World(clock, pause, points);
    }

    /** Waits before another try. */
    @FunctionalInterface
    public interface Pause {
        void pause(Duration time) throws InterruptedException;
    }

    /** Where a test may halt the process or break the connection; does nothing in production. */
    @FunctionalInterface
    public interface FaultPoint {
        void at(Step step) throws SQLException;
    }

    /** Every point between two steps at which a crash must lose nothing. */
    public enum Step {
        CHANGE_LOCKED,
        CHANGE_DECIDED,
        STATE_SAVED,
        FACTS_SAVED,
        /** All is written, nothing is committed. */
        KEY_SAVED,
        /** Committed, but nobody knows yet. */
        COMMITTED,
        RELAY_READ,
        /** Handed to the producer, not acknowledged. */
        RELAY_SENT,
        /** Acknowledged by Kafka, still in the outbox. */
        RELAY_ACKED,
        RELAY_DELETED,
        TIMER_CLAIMED,
        /** The timer's change is committed, the timer is still there. */
        TIMER_FIRED,
        TIMER_DONE
    }
}
