package io.opsbus.gateway.rpc.backend;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** {@link Backends} by the JDK's client, HTTP/1.1, one pool of connections an endpoint. */
public final class HttpBackends implements Backends, AutoCloseable {
    /** Largest answer that is passed on, in bytes. */
    static final long LONGEST_ANSWER = 8L << 20;

    private static final Duration CONNECT = Duration.ofSeconds(1);
    /** How long an endpoint that could not be reached comes after the others. */
    private static final Duration SHUNNED = Duration.ofSeconds(5);

    private final HttpClient client;
    private final String path;
    private final LongSupplier nanoTime;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<URI, Long> failedAt = new ConcurrentHashMap<>();

    /**
     * A client without connections.
     *
     * @param path of the call behind an endpoint's base URL
     * @param executor for the client's own callbacks
     */
    public HttpBackends(String path, Executor executor, LongSupplier nanoTime) {
        this.path = path;
        this.nanoTime = nanoTime;
        this.client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(Redirect.NEVER)
                .executor(executor)
                .build();
    }

    @Override
    public Answer call(String service, List<URI> urls, Call call, Duration limit) {
        long end = nanoTime.getAsLong() + limit.toNanos();
        for (URI url : inOrder(urls)) {
            long left = end - nanoTime.getAsLong();
            if (left <= 0) {
                return new Answer.Lost("no time left");
            }
            Answer answer = once(url, call, Duration.ofNanos(left));
            if (!(answer instanceof Answer.Unreachable)) {
                failedAt.remove(url);
                return answer;
            }
            failedAt.put(url, nanoTime.getAsLong());
        }
        return new Answer.Unreachable();
    }

    /** Each in its turn; those that could not be reached just now come last. */
    private List<URI> inOrder(List<URI> urls) {
        if (urls.size() < 2) {
            return urls;
        }
        List<URI> ordered = new ArrayList<>(urls);
        java.util.Collections.rotate(ordered, turn.getAndIncrement());
        long now = nanoTime.getAsLong();
        failedAt.values().removeIf(when -> now - when > SHUNNED.toNanos());
        ordered.sort(Comparator.comparing(failedAt::containsKey));
        return ordered;
    }

    private Answer once(URI url, Call call, Duration limit) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(limit)
                .POST(BodyPublishers.ofByteArray(call.form()));
        call.headers().get().forEach(request::setHeader);
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
        try {
            // the request's own limit ends with the head of the answer
            HttpResponse<byte[]> response = sent.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return new Answer.Answered(response.statusCode(), headers(response), response.body());
        } catch (TimeoutException _) {
            sent.cancel(true);
            return new Answer.Lost("no whole answer in time");
        } catch (ExecutionException failure) {
            return failed(failure.getCause());
        } catch (InterruptedException _) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            return new Answer.Lost("interrupted");
        }
    }

    private static Answer failed(@org.jspecify.annotations.Nullable Throwable cause) {
        // nothing of the request has left in these cases
        return cause instanceof ConnectException
                        || cause instanceof HttpConnectTimeoutException
                        || cause instanceof NoRouteToHostException
                        || cause instanceof UnknownHostException
                ? new Answer.Unreachable()
                : new Answer.Lost(String.valueOf(cause));
    }

    private static Map<String, String> headers(HttpResponse<byte[]> response) {
        Map<String, String> headers = new HashMap<>();
        response.headers()
                .map()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return headers;
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
