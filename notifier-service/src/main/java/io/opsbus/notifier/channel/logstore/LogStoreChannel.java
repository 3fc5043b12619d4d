package io.opsbus.notifier.channel.logstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.LogStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Makes attempts by log entry. */
public final class LogStoreChannel implements Channel {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ANSWER = 4096;

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
                                    ANSWER,
                                    (outcome, head) -> post.ended(otlp(outcome, head)));
                        case SLS ->
                            WebClient.Call.of(
                                    post.delivery().to(),
                                    new PutLogs(store, post, clock),
                                    WebClient.Call.HEAD,
                                    (outcome, _) -> post.ended(outcome));
                    });
        }
        client.send(calls);
    }

    /** A 200 may say that nothing of it was taken (OTLP 1.0, Partial Success); the specification says not to send that again unchanged. */
    private static Outcome otlp(Outcome outcome, byte[] head) {
        if (outcome.verdict() != Verdict.DELIVERED || head.length == 0) {
            return outcome;
        }
        try {
            var rejected = JSON.readTree(head)
                    .path("partialSuccess")
                    .path("rejectedLogRecords")
                    .asLong(0);
            return rejected == 0
                    ? outcome
                    : Outcome.Told.failed(Verdict.RETRY_REFUSED, "partial-success", new String(head, UTF_8));
        } catch (IOException _) {
            return outcome;
        }
    }
}
