package io.opsbus.invocation.bus;

/**
 * What came of reading a record.
 *
 * @param <T> what it says
 */
public sealed interface Reading<T> {
    /** It says something. */
    record Understood<T>(T news) implements Reading<T> {}

    /** It never will: it is passed over. */
    record Poison<T>(String reason) implements Reading<T> {}
}
