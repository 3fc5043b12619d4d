package io.opsbus.queue;

/**
 * One queue, unique for ever: a queue that is made anew under the name of a deleted one is another queue, and never sees
 * what was in that.
 *
 * @param number at least 1
 */
public record QueueId(long number) {
    @Override
    public String toString() {
        return Long.toString(number);
    }
}
