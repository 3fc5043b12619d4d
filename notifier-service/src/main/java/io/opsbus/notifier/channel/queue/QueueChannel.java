package io.opsbus.notifier.channel.queue;

import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.delivery.Fault;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.Queue;
import io.opsbus.rpc.identity.InternalKey;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes attempts by SendMessage. What MNS answers with is told by its status: 201 has the message, 404 no such queue, 403 the key. */
public final class QueueChannel implements Channel {
    private static final Outcome NO_SERVICE = Outcome.Told.failed(
            Verdict.RETRY, Outcome.NO_QUEUE_SERVICE, "the target names no endpoint and the operator has set none");

    /**
     * The system's own queue-service; a message is sent in the name of the account whose event it is.
     *
     * @param url where it takes calls
     * @param client may dial it, wherever it is; stays the caller's to close
     */
    public record Own(URI url, InternalKey key, WebClient client) {}

    private final WebClient client;
    private final Optional<Own> own;
    private final InstantSource clock;

    /**
     * Sends through {@code client}, which stays the caller's to close.
     *
     * @param own for targets that name no endpoint
     */
    public QueueChannel(WebClient client, Optional<Own> own, InstantSource clock) {
        this.client = client;
        this.own = own;
        this.clock = clock;
    }

    @Override
    public void send(List<? extends Post> posts) {
        var elsewhere = new ArrayList<WebClient.Call>(posts.size());
        var here = new ArrayList<WebClient.Call>();
        var lost = new ArrayList<Post>();
        for (var post : posts) {
            if (!(post.target() instanceof Queue queue)) {
                throw new IllegalArgumentException(
                        "not a queue: " + post.target().kind());
            }
            if (queue.place().isPresent()) {
                elsewhere.add(call(new SendMessage(queue.place().get(), queue, post, clock), post));
            } else if (own.isPresent()) {
                here.add(new WebClient.Call(
                        new OwnSendMessage(own.get(), queue, post, clock),
                        WebClient.Call.HEAD,
                        (outcome, _) -> post.ended(Fault.ofServer(outcome))));
            } else {
                lost.add(post);
            }
        }
        client.send(elsewhere);
        own.ifPresent(service -> service.client().send(here));
        if (!lost.isEmpty()) {
            var _ = Thread.ofVirtual().start(() -> lost.forEach(post -> post.ended(NO_SERVICE)));
        }
    }

    private static WebClient.Call call(WebClient.Message message, Post post) {
        return WebClient.Call.of(
                post.delivery().to(), message, WebClient.Call.HEAD, (outcome, _) -> post.ended(outcome));
    }
}
