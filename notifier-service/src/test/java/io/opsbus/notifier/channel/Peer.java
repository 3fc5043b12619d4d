package io.opsbus.notifier.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.channel.egress.AddressResolver;
import io.opsbus.notifier.channel.egress.EgressPolicy;
import io.opsbus.notifier.channel.http.NettyWebClient;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.channel.http.WebLimits;
import io.opsbus.testkit.SettableClock;
import io.opsbus.testkit.webhook.Received;
import io.opsbus.testkit.webhook.Reply;
import io.opsbus.testkit.webhook.WebhookTarget;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An HTTP peer of a channel, and the client that may reach it. */
public final class Peer implements AutoCloseable {
    private final SettableClock clock = SettableClock.at(Given.NOON);
    private final WebhookTarget server = WebhookTarget.start();
    private final WebClient client;

    private Peer(String allowed) {
        client = new NettyWebClient(WebLimits.DEFAULT, EgressPolicy.allowing(allowed), AddressResolver.SYSTEM, clock);
    }

    /** A peer that may be dialled. */
    public static Peer start() {
        return new Peer("127.0.0.0/8");
    }

    /** A peer the egress policy forbids. */
    public static Peer forbidden() {
        return new Peer("");
    }

    public SettableClock clock() {
        return clock;
    }

    public WebClient client() {
        return client;
    }

    public String url(String path) {
        return server.url(path);
    }

    /** How many connections were made to it. */
    public int connections() {
        return server.connections();
    }

    /** Answers everything like this from now on. */
    public void answers(int status, String body) {
        answers(status, Map.of("Content-Type", "application/json"), body);
    }

    /** The same with headers. */
    public void answers(int status, Map<String, String> headers, String body) {
        server.answer(new Reply.Status(status, headers, body));
    }

    /** Answers 200 and what the script says of a request's body. */
    public void answers(UnaryOperator<String> script) {
        server.answer(received -> new Reply.Status(
                200,
                Map.of("Content-Type", "application/json"),
                script.apply(received.body().text())));
    }

    public List<Received> received() {
        return server.received();
    }

    public Received last() {
        return server.received().getLast();
    }

    public String header(String name) {
        return String.join(",", last().headers().getOrDefault(name, List.of()));
    }

    public String body() {
        return new String(last().body().array(), UTF_8);
    }

    public JsonNode json() {
        try {
            return new ObjectMapper().readTree(body());
        } catch (IOException e) {
            throw new AssertionError(body(), e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
