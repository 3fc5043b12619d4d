package io.opsbus.instance.store.memory;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.ReplyCodec;

/** A ledger whose committed states are put into rows, so that reads see them. */
record RecordingLedger<I, S, F>(Ledger<I, S, F> ledger, InMemoryRows<I, S> rows) implements Ledger<I, S, F> {
    @Override
    public <R> Decision<S, R, F> change(I id, ChangeKey key, ReplyCodec<R> replies, Decide<S, R, F> decide) {
        synchronized (rows) {
            var decision = ledger.change(id, key, replies, decide);
            if (decision instanceof Decision.Accepted<S, R, F> yes) {
                rows.put(id, yes.state());
            }
            return decision;
        }
    }
}
