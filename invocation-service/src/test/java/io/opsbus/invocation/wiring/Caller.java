package io.opsbus.invocation.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.invocation.Given;
import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.reply.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
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
record Caller(String url) {
    static final String KEY_TEXT = Base64.getEncoder().encodeToString(new byte[32]);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    static final InternalKey KEY = InternalKey.of(KEY_TEXT);

    /** An answer. */
    record Told(int status, String body) {
        /** The text of a field, wherever it stands. */
        String text(String field) {
            return body.replaceAll("(?s).*\"" + field + "\":\"([^\"]*)\".*", "$1");
        }
    }

    /** Waits until the service is ready: its tables come one after another, and what reads one of them may be answered before. */
    void awaitReady() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(client.send(
                                            HttpRequest.newBuilder(URI.create(url + "/health/readiness"))
                                                    .build(),
                                            BodyHandlers.ofString())
                                    .statusCode())
                            .isEqualTo(200));
        }
    }

    Told call(String action, Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.putIfAbsent("RegionId", "cn-hangzhou");
        byte[] body = all.entrySet().stream()
                .map(one -> PercentText.encode(one.getKey()) + "=" + PercentText.encode(one.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
        var identity = new Identity(
                Given.ALICE.text(),
                "key",
                new ActionName("2014-05-26", action),
                "REQUEST",
                "host",
                Format.JSON,
                "127.0.0.1",
                Clock.systemUTC().instant());
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/rpc"))
                .header("content-type", "application/x-www-form-urlencoded")
                .header(InternalKey.HEADER, KEY.sign(identity, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Told(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
