package io.opsbus.queue.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.queue.Given;
import io.opsbus.queue.rpc.QueueParameters;
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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Calls a running service as the gateway does, for Alice. */
record Caller(String url, HttpClient client) implements AutoCloseable {
    static final String KEY_TEXT = Base64.getEncoder().encodeToString(new byte[32]);
    static final InternalKey KEY = InternalKey.of(KEY_TEXT);

    Caller(String url) {
        this(url, HttpClient.newHttpClient());
    }

    /** An answer. */
    record Told(int status, String body) {
        /** The text of an element, wherever it stands first; empty when it is not there. */
        String text(String element) {
            int from = body.indexOf("<" + element + ">");
            return from < 0
                    ? ""
                    : body.substring(from + element.length() + 2, body.indexOf("</" + element + ">", from));
        }
    }

    /** Parameters as name, value, name, value. */
    Told call(String action, String... parameters) {
        try {
            return tryCall(action, parameters);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The same where the service may be killed meanwhile. */
    Told tryCall(String action, String... parameters) throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(parameters[i], parameters[i + 1]);
        }
        byte[] body = all.entrySet().stream()
                .map(one -> PercentText.encode(one.getKey()) + "=" + PercentText.encode(one.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
        var identity = new Identity(
                Given.ALICE.text(),
                "key",
                new ActionName(QueueParameters.VERSION, action),
                "REQUEST",
                "http://host",
                Format.XML,
                "127.0.0.1",
                Clock.systemUTC().instant());
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/rpc"))
                .timeout(Duration.ofSeconds(60))
                .header("content-type", "application/x-www-form-urlencoded")
                .header(InternalKey.HEADER, KEY.sign(identity, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Told(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
