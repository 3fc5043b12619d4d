package io.opsbus.invocation.query;

/** The store does not answer. */
public final class StoreAway extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreAway(Throwable cause) {
        super("the store of invocations does not answer", cause);
    }
}
