package io.opsbus.queue.message;

/**
 * How many messages a queue has.
 *
 * @param active can be received
 * @param inactive are with a receiver
 * @param delayed were never visible yet
 */
public record Depth(long active, long inactive, long delayed) {}
