package io.opsbus.rpc.peer;

import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.json.JsonReader;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.reply.Format;
import io.opsbus.rpc.reply.Tree;
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

/**
 * Another service, called as the gateway calls it, for the account whose request is being answered. Who calls writes its own name
 * where the gateway writes an access key: the audit tells them apart.
 */
public final class PeerService implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String VERSION = "2014-05-26";
    private static final String BUSY = "LastTokenProcessing";

    private final String caller;
    private final String name;
    private final URI address;
    private final InternalKey key;
    private final InstantSource clock;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * At this base URL.
     *
     * @param caller who asks, {@code command-service}
     * @param name who is asked, as it stands in the log
     * @param key shared by all services
     */
    public PeerService(String caller, String name, URI base, InternalKey key, InstantSource clock) {
        this.caller = caller;
        this.name = name;
        this.address = base.resolve("/rpc");
        this.key = key;
        this.clock = clock;
    }

    /**
     * Calls an action of ECS.
     *
     * @throws IOException when the service does not answer within three seconds, answers what is no answer, says that something of
     *     it is away, or that it is at it yet
     */
    public Told call(String account, String region, String action, Map<String, String> parameters)
            throws IOException, InterruptedException {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("RegionId", region);
        byte[] body = all.entrySet().stream()
                .map(one -> PercentText.encode(one.getKey()) + "=" + PercentText.encode(one.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("content-type", "application/x-www-form-urlencoded")
                .header(InternalKey.HEADER, key.sign(identity(account, action), body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        var response = WholeAnswer.of(client, request, BodyHandlers.ofString(StandardCharsets.UTF_8), PATIENCE);
        if (response.statusCode() >= 500) {
            throw new IOException(name + " answers " + response.statusCode());
        }
        if (!(JsonReader.read(response.body()).orElse(null) instanceof Tree.Fields fields)) {
            throw new IOException(name + " answers " + response.statusCode() + " with what is no answer");
        }
        var told = new Told(response.statusCode(), new Part(fields));
        // it works yet on what was given up here: that is no answer
        if (told.code().equals(BUSY)) {
            throw new IOException(name + " answers " + BUSY);
        }
        return told;
    }

    private Identity identity(String account, String action) {
        return new Identity(
                account,
                caller,
                new ActionName(VERSION, action),
                UUID.randomUUID().toString().toUpperCase(Locale.ROOT),
                caller,
                Format.JSON,
                "127.0.0.1",
                clock.instant());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
