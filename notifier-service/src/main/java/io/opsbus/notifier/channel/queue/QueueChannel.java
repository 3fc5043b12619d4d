package io.opsbus.notifier.channel.queue;

import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.Queue;
import io.opsbus.notifier.targets.Target.Login;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes attempts by SendMessage. What MNS answers with is told by its status: 201 has the message, 404 no such queue, 403 the key. */
public final class QueueChannel implements Channel {
    private static final Outcome NO_SERVICE = Outcome.Told.failed(
            Verdict.RETRY, "no-queue-service", "the target names no endpoint and the operator has set none");

    /** The queue-service of the operator. */
    public record Own(URI endpoint, Login login) {}

    private final WebClient client;
    private final Optional<Own> own;
    private final InstantSource clock;

    /**
     * Sends through {@code client}, which stays the caller's to close.
     *
     * @param own for targets that name no endpoint or no key of theirs
     */
    public QueueChannel(WebClient client, Optional<Own> own, InstantSource clock) {
        this.client = client;
        this.own = own;
        this.clock = clock;
    }

    @Override
    public void send(List<? extends Post> posts) {
        var calls = new ArrayList<WebClient.Call>(posts.size());
        var lost = new ArrayList<Post>();
        for (var post : posts) {
            if (!(post.target() instanceof Queue queue)) {
                throw new IllegalArgumentException(
                        "not a queue: " + post.target().kind());
            }
            var endpoint = queue.endpoint().or(() -> own.map(Own::endpoint));
            // the operator's key is for the operator's queues alone
            var login =
                    queue.endpoint().isPresent() ? queue.login() : queue.login().or(() -> own.map(Own::login));
            if (endpoint.isEmpty() || login.isEmpty()) {
                lost.add(post);
            } else {
                var message = new SendMessage(endpoint.get(), queue, login.get(), post, clock);
                calls.add(new WebClient.Call(message, WebClient.Call.HEAD, (outcome, _) -> post.ended(outcome)));
            }
        }
        client.send(calls);
        if (!lost.isEmpty()) {
            var _ = Thread.ofVirtual().start(() -> lost.forEach(post -> post.ended(NO_SERVICE)));
        }
    }
}
