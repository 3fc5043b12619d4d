package io.opsbus.command.rpc.peer;

import io.opsbus.command.CommandPlace;
import io.opsbus.command.use.PeriodicUses;
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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Asks invocation-service as the gateway does, for the account whose command it is. What the bus has told of is known here; what
 * it has not told of yet is new, and stands among the newest.
 */
public final class RemoteInvocations implements PeriodicUses, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final List<String> MODES = List.of("Period", "EveryReboot", "NextRebootOnly");
    private static final Set<String> GOES_ON = Set.of("Pending", "Scheduled", "Running", "Stopping");
    private static final String NEWEST = "50";

    private final URI address;
    private final InternalKey key;
    private final InstantSource clock;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * At this base URL.
     *
     * @param key shared by all services
     */
    public RemoteInvocations(URI base, InternalKey key, InstantSource clock) {
        this.address = base.resolve("/rpc");
        this.key = key;
        this.clock = clock;
    }

    @Override
    public boolean areThere(CommandPlace place) {
        return MODES.stream().anyMatch(mode -> statuses(place, mode).stream().anyMatch(GOES_ON::contains));
    }

    private List<String> statuses(CommandPlace place, String mode) {
        String body = new TreeMap<>(Map.of(
                        "RegionId",
                        place.scope().region().text(),
                        "CommandId",
                        place.id().text(),
                        "RepeatMode",
                        mode,
                        "PageSize",
                        NEWEST))
                .entrySet().stream()
                        .map(one -> PercentText.encode(one.getKey()) + "=" + PercentText.encode(one.getValue()))
                        .collect(Collectors.joining("&"));
        return statuses(ask(place, body));
    }

    private String ask(CommandPlace place, String form) {
        byte[] body = form.getBytes(StandardCharsets.UTF_8);
        var identity = new Identity(
                place.scope().account().text(),
                "command-service",
                new ActionName("2014-05-26", "DescribeInvocations"),
                UUID.randomUUID().toString().toUpperCase(Locale.ROOT),
                "command-service",
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
            HttpResponse<String> told = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (told.statusCode() != 200) {
                throw new Away(new IOException("invocation-service answers " + told.statusCode()));
            }
            return told.body();
        } catch (IOException away) {
            throw new Away(away);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new Away(ended);
        }
    }

    private static List<String> statuses(String reply) {
        if (JsonReader.read(reply).orElse(null) instanceof Tree.Fields all
                && all.values().get("Invocations") instanceof Tree.Fields list
                && list.values().get("Invocation") instanceof Tree.Bare(List<Tree> invocations)) {
            return invocations.stream().map(RemoteInvocations::status).toList();
        }
        throw new Away(new IOException("invocation-service answers something else"));
    }

    private static String status(Tree invocation) {
        return invocation instanceof Tree.Fields fields
                        && fields.values().get("InvocationStatus") instanceof Tree.Text(String word)
                ? word
                : "";
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
