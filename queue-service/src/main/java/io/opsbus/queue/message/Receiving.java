package io.opsbus.queue.message;

import io.opsbus.queue.QueueId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver asks for.
 *
 * @param most messages at once, 1 to {@value #BATCH}
 * @param visibleAgainAt when they are to be visible again, after {@code now}
 * @param deadLetters where a message goes that was received {@code mostReceives} times; null for nowhere
 */
public record Receiving(
        QueueId queue,
        int most,
        Instant now,
        Instant visibleAgainAt,
        @Nullable Target deadLetters) {
    /** Most messages of one batch, of any kind. */
    public static final int BATCH = 16;

    public Receiving {
        if (most < 1 || most > BATCH || !visibleAgainAt.isAfter(now)) {
            throw new IllegalArgumentException(most + " messages until " + visibleAgainAt);
        }
    }

    /** A queue of dead letters. */
    public record Target(QueueId queue, int mostReceives) {}
}
