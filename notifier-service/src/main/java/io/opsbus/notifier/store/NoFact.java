package io.opsbus.notifier.store;

import io.opsbus.ledger.FactEncoder;

/** Nothing is published about what accounts keep here: it is ours alone. */
public enum NoFact {
    ;

    /** Never asked. */
    public static FactEncoder<NoFact> encoder() {
        return fact -> {
            throw new IllegalStateException("nothing is published: " + fact);
        };
    }
}
