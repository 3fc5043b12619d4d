package io.opsbus.queue;

/**
 * Where messages go that nobody gets done.
 *
 * @param target another queue of the same account
 * @param mostReceives a message that was received so often and is visible again moves there, 1 to {@value #MOST}
 */
public record DeadLetters(QueueName target, int mostReceives) {
    /** Largest {@code mostReceives}. */
    public static final int MOST = 1000;

    public DeadLetters {
        if (mostReceives < 1 || mostReceives > MOST) {
            throw new IllegalArgumentException("received at most " + mostReceives + " times");
        }
    }
}
