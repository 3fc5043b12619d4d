package io.opsbus.notifier.store;

import io.opsbus.ledger.OutboxRecord;

/** Nothing is published about what accounts keep here: it is ours alone. */
public enum NoFact {
    ;

    /** Never called. */
    public static OutboxRecord none(NoFact fact) {
        throw new IllegalStateException("nothing is published: " + fact);
    }
}
