package io.opsbus.invocation.rpc.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.reply.Format;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Calls another service as the gateway does, for the account whose request is being answered. */
public final class PeerService implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String VERSION = "2014-05-26";
    private static final String BUSY = "LastTokenProcessing";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final URI address;
    private final InternalKey key;
    private final InstantSource clock;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * At this base URL.
     *
     * @param name as it stands in the log
     * @param key shared by all services
     */
    public PeerService(String name, URI base, InternalKey key, InstantSource clock) {
        this.name = name;
        this.address = base.resolve("/rpc");
        this.key = key;
        this.clock = clock;
    }

    /** An answer: its status and its body. */
    record Told(int status, JsonNode body) {}

    /**
     * Calls an action.
     *
     * @throws StoreAway when the service does not answer, or answers that something of it is away, or that it is at it yet
     */
    Told call(Scope scope, String action, Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("RegionId", scope.region().text());
        byte[] body = all.entrySet().stream()
                .map(one -> PercentText.encode(one.getKey()) + "=" + PercentText.encode(one.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
        var identity = new Identity(
                scope.account().text(),
                "invocation-service",
                new ActionName(VERSION, action),
                UUID.randomUUID().toString().toUpperCase(Locale.ROOT),
                "invocation-service",
                Format.JSON,
                "127.0.0.1",
                clock.instant());
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("content-type", "application/x-www-form-urlencoded")
                .header(InternalKey.HEADER, key.sign(identity, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            var response = client.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() >= 500) {
                throw new StoreAway(new IOException(name + " answers " + response.statusCode()));
            }
            var told = new Told(response.statusCode(), JSON.readTree(response.body()));
            // it works yet on what was given up here: that is no answer
            if (told.body().path("Code").asText().equals(BUSY)) {
                throw new StoreAway(new IOException(name + " answers " + BUSY));
            }
            return told;
        } catch (IOException away) {
            throw new StoreAway(away);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new StoreAway(ended);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
