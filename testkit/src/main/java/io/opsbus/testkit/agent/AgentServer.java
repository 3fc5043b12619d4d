package io.opsbus.testkit.agent;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/**
 * The server as agents reach it; one for all agents of a process, which share its connections for plain requests.
 *
 * @param base {@code https://host:port} or {@code http://host:port}
 */
public record AgentServer(URI base, HttpClient client, Clock clock) {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    /** The official agent takes 400 for success too. */
    private static final int LAST_SUCCESS = 400;

    HttpResponse<String> get(SimulatedIdentity who, String target) throws IOException, InterruptedException {
        return client.send(request(who, target).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(SimulatedIdentity who, String target, byte[] body)
            throws IOException, InterruptedException {
        return client.send(
                request(who, target).POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
    }

    /** Posts; whether the official agent would be content. */
    boolean posted(SimulatedIdentity who, String target, byte[] body) throws InterruptedException {
        try {
            return post(who, target, body).statusCode() <= LAST_SUCCESS;
        } catch (IOException away) {
            return false;
        }
    }

    private HttpRequest.Builder request(SimulatedIdentity who, String target) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(target)).timeout(TIMEOUT);
        who.headers(clock.millis()).forEach(request::header);
        return request;
    }

    WebSocket open(SimulatedIdentity who, WebSocket.Listener listener) throws IOException, InterruptedException {
        String scheme = base.getScheme().equals("https") ? "wss" : "ws";
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(TIMEOUT);
        who.headers(clock.millis()).forEach(builder::header);
        try {
            return builder.buildAsync(
                            URI.create(scheme + "://" + base.getAuthority() + "/luban/notify_server"), listener)
                    .get();
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        }
    }
}
