package io.opsbus.notifier.channel.logstore;

import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.LogStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Makes attempts by log entry. */
public final class LogStoreChannel implements Channel {
    private final WebClient client;
    private final InstantSource clock;

    /** Sends through {@code client}, which stays the caller's to close. */
    public LogStoreChannel(WebClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public void send(List<? extends Post> posts) {
        var calls = new ArrayList<WebClient.Call>(posts.size());
        for (var post : posts) {
            if (!(post.target() instanceof LogStore store)) {
                throw new IllegalArgumentException(
                        "not a log store: " + post.target().kind());
            }
            calls.add(
                    switch (store.protocol()) {
                        case OTLP ->
                            WebClient.Call.of(
                                    post.delivery().to(),
                                    new OtlpMessage(store, post, clock),
                                    StoreAnswer.LONGEST,
                                    (outcome, head) -> post.ended(StoreAnswer.otlp(outcome, head)));
                        case SLS ->
                            WebClient.Call.of(
                                    post.delivery().to(),
                                    new PutLogs(store, post, clock),
                                    StoreAnswer.LONGEST,
                                    (outcome, head) -> post.ended(StoreAnswer.sls(outcome, head)));
                    });
        }
        client.send(calls);
    }
}
