package io.opsbus.queue.message;

/**
 * Something told of a message beside its body; opaque here.
 *
 * @param isSystems whether it is one of the system's, such as a trace, or the user's
 */
public record Property(boolean isSystems, String name, String value, String type) {}
