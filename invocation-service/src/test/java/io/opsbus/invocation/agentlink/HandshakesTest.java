package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** After a restart all agents dial at once; official ones give a handshake 45 s, and whose is refused stays away for half an hour. */
class HandshakesTest {
    private static final int AGENTS = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AwayTasks tasks = new AwayTasks();
    private final KeyPair keys = Signer.keys(2048);

    private CompletableFuture<WebSocket> dial(HttpClient client, int port, Signer who) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        who.headers(Clock.systemUTC().instant()).forEach(builder::header);
        return builder.buildAsync(
                URI.create("ws://127.0.0.1:" + port + "/luban/notify_server"), new WebSocket.Listener() {});
    }

    @Test
    void aThousandThatDialAtOnceAllComeInThoughTheStoreIsAwayAtFirst() {
        List<Signer> agents = IntStream.range(0, AGENTS)
                .mapToObj(n -> new Signer("mi-%018d".formatted(n), "machine", keys))
                .toList();
        agents.forEach(agent -> tasks.behind().known(agent.instance(), agent.key()));
        tasks.back(false);
        var settings = new ListenerSettings("127.0.0.1", 0, null, "", "cn-local");
        try (var listener = new AgentListener(settings, tasks, Clock.systemUTC());
                HttpClient client = HttpClient.newHttpClient()) {
            List<CompletableFuture<WebSocket>> dialled = agents.stream()
                    .map(agent -> dial(client, listener.port(), agent))
                    .toList();
            tasks.back(true);
            await().atMost(PATIENCE).until(() -> dialled.stream().allMatch(CompletableFuture::isDone));
            assertThat(dialled).noneMatch(CompletableFuture::isCompletedExceptionally);
            await().atMost(PATIENCE).until(() -> listener.connected() == AGENTS);
            client.shutdownNow();
        }
    }
}
