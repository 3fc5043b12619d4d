package io.opsbus.invocation.delivery;

/** An object store that takes output. */
@FunctionalInterface
public interface OutputStore {
    /** Sends an object; the same again replaces it by itself. Takes a bounded time. */
    Attempt put(String bucket, String object, byte[] bytes);
}
