package io.opsbus.invocation.store.memory;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.ReplyCodec;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that is seen by reads: what is committed is recorded, and what a decision must know of the rest is looked up.
 *
 * @param lock one for all ledgers of a store
 */
record Recording<I, S, F>(
        Ledger<I, S, F> ledger, Object lock, BiFunction<I, @Nullable S, @Nullable S> look, Committed<I, S> committed)
        implements Ledger<I, S, F> {

    /** Is told what was committed. */
    interface Committed<I, S> {
        void put(I id, @Nullable S before, @Nullable S after);
    }

    @Override
    public <R> Decision<S, R, F> change(I id, ChangeKey key, ReplyCodec<R> replies, Decide<S, R, F> decide) {
        synchronized (lock) {
            var seen = new Object() {
                @Nullable
                S before;

                boolean decided;
            };
            var decision = ledger.change(id, key, replies, state -> {
                seen.before = look.apply(id, state);
                seen.decided = true;
                return decide.decide(seen.before);
            });
            if (seen.decided && decision instanceof Decision.Accepted<S, R, F> yes) {
                committed.put(id, seen.before, yes.state());
            }
            return decision;
        }
    }
}
