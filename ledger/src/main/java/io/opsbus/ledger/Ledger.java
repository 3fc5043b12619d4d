package io.opsbus.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one path of every change, whoever asks: a request, a Kafka record, an agent's report, a timer.
 *
 * <p>In one transaction: take the entity's lock, look for the change key, load the state, decide, save state, facts,
 * timers and key, commit. Changes of one entity are serial, changes of different entities are parallel.
 *
 * @param <I> the entity's id
 * @param <S> the entity's state
 * @param <F> the domain facts a change may publish
 */
public interface Ledger<I, S, F> {

    /**
     * Decides and saves, at most once for {@code key}.
     *
     * <p>An error from the database can still be a commit. After an error that leaves the outcome unknown the ledger tries
     * again with the same key, and so applies once. If the key was applied before, {@code decide} is not called: the answer
     * is {@code Accepted} with the first reply, the state as it is stored now and no facts. A refusal saves nothing, so its
     * key decides anew.
     *
     * @throws Unavailable when the outcome is still unknown after the last try; asking again with the same key is safe
     */
    <R> Decision<S, R, F> change(I id, ChangeKey key, ReplyCodec<R> replies, Decide<S, R, F> decide);

    /** A change that has nothing to reply. */
    default Decision<S, Decision.Done, F> change(I id, ChangeKey key, Decide<S, Decision.Done, F> decide) {
        return change(id, key, ReplyCodec.done(), decide);
    }

    /**
     * Makes changes of different entities that have nothing to reply, each at most once for its key. They may be saved in one
     * transaction, which costs far less than one each; an error can mean that some were made, or all, or none, and asking for all of
     * them again with the same keys is safe. What is refused saves nothing and keeps no other from being made.
     *
     * @param changes of no entity twice
     * @throws Unavailable when the outcome is still unknown after the last try
     */
    default void changeAll(List<Change<I, S, F>> changes) {
        changes.forEach(one -> change(one.id(), one.key(), one.decide()));
    }

    /** One of several changes that have nothing to reply. */
    record Change<I, S, F>(I id, ChangeKey key, Decide<S, Decision.Done, F> decide) {}

    /** Pure: no clock, no fresh ids, no I/O inside. It may be called more than once for one change. */
    @FunctionalInterface
    interface Decide<S, R, F> {

        /** Decides on the stored state, or on null if there is no such entity. */
        Decision<S, R, F> decide(@Nullable S state);
    }

    /** The database did not answer for too long; whether the change was applied is not known. */
    final class Unavailable extends RuntimeException {
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
