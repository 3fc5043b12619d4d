package io.opsbus.schemas.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks one address after another, in rounds with growing pauses, until one gives an answer. */
final class RegistryClient implements AutoCloseable {
    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    private static final long LARGEST_ANSWER = 4L << 20;

    /** A wait between rounds; a test's does not wait. */
    interface Pause {
        void await(long millis) throws InterruptedException;
    }

    private final RegistryAccess access;
    private final Pause pause;
    private final Object lock = new Object();
    private @Nullable HttpClient http;

    RegistryClient(RegistryAccess access, Pause pause) {
        this.access = access;
        this.pause = pause;
    }

    /**
     * Sends one request.
     *
     * @param path below the address, with a leading slash
     * @return the first answer that is final: neither a 5xx, nor 429, nor 408
     * @throws SchemaRegistryUnavailable when there was none in any round
     */
    RegistryAnswer ask(String method, String path, @Nullable String body) {
        List<String> said = new ArrayList<>();
        IOException last = new IOException("not asked");
        try {
            for (int round = 0; round < access.rounds(); round++) {
                if (round > 0) {
                    pause.await(access.firstPause().toMillis() << (round - 1));
                }
                said.clear();
                for (URI url : access.urls()) {
                    try {
                        return send(url, method, path, body);
                    } catch (IOException failure) {
                        last = failure;
                        said.add(url.getHost() + ":" + url.getPort() + " " + reason(failure));
                    }
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SchemaRegistryUnavailable("interrupted while asking the schema registry", interrupted);
        }
        throw new SchemaRegistryUnavailable(
                "schema registry gave no answer to " + method + " " + path + ": " + String.join("; ", said), last);
    }

    private static String reason(IOException failure) {
        String text = failure.getMessage();
        return text == null ? failure.getClass().getSimpleName() : text;
    }

    private RegistryAnswer send(URI url, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target(url, path))
                .timeout(access.timeout())
                .header("Accept", JSON + ", application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", JSON);
        }
        String user = access.userInfo() == null ? url.getUserInfo() : access.userInfo();
        if (user != null) {
            byte[] credentials = user.getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        HttpResponse<byte[]> answer = whole(request.build());
        int status = answer.statusCode();
        if (status >= 500 || status == 429 || status == 408) {
            throw new IOException("answered HTTP status " + status);
        }
        return RegistryAnswer.of(status, answer.body());
    }

    /** The timeout of a request ends with the headers of its answer; a body that stops must not hold a serializer for ever. */
    private HttpResponse<byte[]> whole(HttpRequest request) throws IOException, InterruptedException {
        var answer = client().sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        try {
            return answer.get(access.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new HttpTimeoutException("no whole answer within " + access.timeout());
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw cause instanceof IOException away ? away : new IOException(cause);
        } finally {
            // nothing, where it is whole
            answer.cancel(true);
        }
    }

    private static URI target(URI url, String path) {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String base = url.getRawPath() == null ? "" : url.getRawPath();
        return URI.create(url.getScheme() + "://" + url.getHost() + port + base + path);
    }

    /** Made at the first request, so that a serde that never needs one starts no threads. */
    private HttpClient client() {
        synchronized (lock) {
            if (http == null) {
                http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(access.timeout())
                        .build();
            }
            return http;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (http != null) {
                http.shutdownNow();
            }
        }
    }
}
