package io.opsbus.notifier.channel.webhook;

import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.targets.Webhook;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Posts requests. A port, so that another HTTP client can be measured in the same place. */
public interface WebhookClient extends AutoCloseable {
    /**
     * One request.
     *
     * @param id goes out as {@code webhook-id}
     * @param attempt goes out as {@code x-opsbus-attempt}
     * @param done called exactly once, from a thread that must not be blocked
     */
    record Call(
            Webhook target, String id, int attempt, Optional<String> traceparent, Body body, Consumer<Outcome> done) {}

    /** Starts these requests and returns at once; a batch is handed over in one go. */
    void send(List<Call> calls);

    /** Breaks off what is under way and lets go of every connection. */
    @Override
    void close();
}
