package io.opsbus.ledger.relay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the relay is.
 *
 * @param since when this state began
 * @param reason what is wrong, in a sentence; null in {@link State#RUNNING} and {@link State#STANDBY}
 * @param waiting facts in the outbox when last counted (at least every second while some wait), up to
 *     {@link Outbox.Backlog#COUNT_LIMIT}; unknown and 0 in {@link State#STANDBY}, the last known count while PostgreSQL is
 *     away
 * @param oldest when the oldest of them was saved
 */
public record RelayHealth(
        State state,
        Instant since,
        @Nullable String reason,
        long waiting,
        @Nullable Instant oldest) {

    public enum State {
        /** Not started yet, or closed. */
        STOPPED,
        /** Another process is the active relay of this database. */
        STANDBY,
        RUNNING,
        /** Kafka does not acknowledge; facts wait. */
        KAFKA_AWAY,
        /** The outbox cannot be read, or has not answered for ten seconds; changes cannot be saved either. */
        POSTGRES_AWAY,
        /** An unexpected error: a bug or a broken set-up. The relay tries again all the same. */
        FAILING
    }

    public boolean healthy() {
        return state == State.RUNNING || state == State.STANDBY;
    }

    /** What is wrong, in a sentence; empty when it is healthy. */
    public String trouble() {
        return healthy() ? "" : "%s: %d facts wait, the oldest since %s: %s".formatted(state, waiting, oldest, reason);
    }
}
