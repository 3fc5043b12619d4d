package io.opsbus.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What can be set of a queue (API facts 2.4).
 *
 * @param delay before a sent message can be received, where it does not say so itself; 0 to 7 days
 * @param largest bytes of a message's body, 1 to 64 KiB
 * @param retention how long a message is kept, 1 minute to 7 days
 * @param visibility how long a received message is nobody else's, 1 second to 12 hours
 * @param poll how long a receiver waits for a message, where it does not say so itself; 0 to 30 seconds
 * @param isLogged kept and told, without effect: calls are in the audit
 * @param deadLetters where messages go that are received again and again; null for nowhere
 */
public record Attributes(
        Duration delay,
        int largest,
        Duration retention,
        Duration visibility,
        Duration poll,
        boolean isLogged,
        @Nullable DeadLetters deadLetters) {
    public static final Attributes DEFAULT = new Attributes(
            Duration.ZERO, 65536, Duration.ofSeconds(345_600), Duration.ofSeconds(30), Duration.ZERO, false, null);

    public static final int LONGEST_DELAY = 604_800;
    public static final int SMALLEST_LARGEST = 1024;
    public static final int LARGEST_LARGEST = 65_536;
    public static final int SHORTEST_RETENTION = 60;
    public static final int LONGEST_RETENTION = 604_800;
    public static final int SHORTEST_VISIBILITY = 1;
    public static final int LONGEST_VISIBILITY = 43_200;
    public static final int LONGEST_WAIT = 30;

    public Attributes {
        require(seconds(delay), 0, LONGEST_DELAY);
        require(largest, SMALLEST_LARGEST, LARGEST_LARGEST);
        require(seconds(retention), SHORTEST_RETENTION, LONGEST_RETENTION);
        require(seconds(visibility), SHORTEST_VISIBILITY, LONGEST_VISIBILITY);
        require(seconds(poll), 0, LONGEST_WAIT);
    }

    private static long seconds(Duration time) {
        return time.toSeconds();
    }

    private static void require(long value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(value + " is not from " + min + " to " + max);
        }
    }
}
