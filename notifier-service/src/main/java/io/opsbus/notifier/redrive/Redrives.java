package io.opsbus.notifier.redrive;

import io.opsbus.notifier.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The jobs, durable: a delivery goes back among the parked, its letter is marked and the job moves on in one transaction, or nothing happens. */
public interface Redrives {
    /**
     * Begins one for what is dead at this moment; what dies later is none of its business. Asked for again under its id it is the one that began.
     *
     * @param most how many of an account may run at once; empty when as many do
     */
    Optional<Redrive> begin(Redrive.Id id, Order order, int most, Instant now);

    /** Begins one, however many run. */
    default Redrive begin(Redrive.Id id, Order order, Instant now) {
        return begin(id, order, Integer.MAX_VALUE, now).orElseThrow();
    }

    /** One of an account. */
    Optional<Redrive> find(AccountId account, Redrive.Id id);

    /**
     * Those of an account, the newest first.
     *
     * @param after where the last page ended; empty for the first
     * @param limit at least 1
     */
    List<Redrive> of(AccountId account, Optional<Redrive.Place> after, int limit);

    /** The newest of an account. */
    default List<Redrive> of(AccountId account, int limit) {
        return of(account, Optional.empty(), limit);
    }

    /** Stops one that runs; empty when there is none of that account. */
    Optional<Redrive> stop(AccountId account, Redrive.Id id, Instant now);

    /** Moves what the rates of all running jobs leave. Safe to call from several processes at once. */
    void step(Instant now);

    /** Forgets jobs that ended before a moment. */
    void forget(Instant before);
}
