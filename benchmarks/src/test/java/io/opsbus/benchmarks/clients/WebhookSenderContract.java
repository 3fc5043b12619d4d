package io.opsbus.benchmarks.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.benchmarks.sink.Bodies;
import io.opsbus.benchmarks.sink.LoopbackSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every candidate must do, or its figures mean nothing. */
@Timeout(60)
abstract class WebhookSenderContract {
    private static final byte[] BODY = ClientMain.BODY.getBytes(StandardCharsets.US_ASCII);

    private final LoopbackSink sink = LoopbackSink.start();

    abstract Candidate candidate();

    private WebhookSender sender() throws Exception {
        return candidate().open(new Receiver("127.0.0.1", sink.port(candidate().http2()), 8));
    }

    @BeforeEach
    void everythingIsCountedFromZero() {
        assertThat(sink.read().received()).isZero();
    }

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void everyPostArrivesExactlyOnceAndEndsWithItsStatus() throws Exception {
        try (WebhookSender sender = sender()) {
            var feed = new Feed(sender, new Bodies(BODY), 16, 4);
            feed.run(0, 2001);

            assertThat(feed.failures()).isZero();
            assertThat(sink.read().unique()).isEqualTo(2001);
            assertThat(sink.read().duplicates()).isZero();
        }
    }

    @Test
    void moreThanTheConnectionsCanTakeAtOnceWaitsItsTurn() throws Exception {
        try (WebhookSender sender = sender()) {
            var feed = new Feed(sender, new Bodies(BODY), 200, 200);
            feed.run(0, 200);

            assertThat(sink.read().unique()).isEqualTo(200);
        }
    }

    @Test
    void aPostAloneEndsWithoutAnotherBehindIt() throws Exception {
        try (WebhookSender sender = sender()) {
            var status = new CompletableFuture<Integer>();
            sender.send(List.of(new Post("/t/0", BODY, status::complete)));

            assertThat(status.get(20, TimeUnit.SECONDS)).isEqualTo(204);
        }
    }
}
