package io.opsbus.ledger.inbox;

/**
 * What came of reading a record.
 *
 * @param <T> what a record says
 */
public sealed interface Reading<T> {
    /** It says something. */
    record Understood<T>(T news) implements Reading<T> {}

    /** It never will. */
    record Poison<T>(String reason) implements Reading<T> {}
}
