package io.opsbus.benchmarks.clients;

import java.util.List;

/**
 * A way to make deliveries to one receiver. Like the notifier's own way out it takes them in batches, because waking
 * another thread for each single one costs more than the rest of the hand-off.
 */
public interface WebhookSender extends AutoCloseable {
    /** Starts all of these and returns at once. One thread at a time. */
    void send(List<Post> posts);

    /** Lets go of all connections; what is in flight may never end. */
    @Override
    void close();
}
