package io.opsbus.benchmarks.invoke;

import io.opsbus.testkit.agent.SimulatedIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One registered agent that has gone wild, or was taken over: it asks on many connections, on each as soon as it is answered
 * (threat 19). What it sends was signed before, for signing costs it more than sending: each request once, many more than it is allowed, and then
 * all of them again.
 */
final class Flood implements AutoCloseable {
    private static final int SIGNED = 5_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final List<String> TARGETS = List.of(
            "v1/task/list?reason=startup&cold_start=true",
            "v1/task/finish?taskId=t-00000000000000000001&exitCode=0&start=1&end=2",
            "v1/task/running?taskId=t-00000000000000000001&start=1",
            "v1/task/error?taskId=..%2F..&errDesc=%00",
            "heart-beat",
            "metrics");

    private final SimulatedIdentity who;
    private final URI base;
    private final HttpClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final byte[] body = new byte[8 * 1024];
    private volatile boolean ended;

    /** Signs; nothing is sent before {@link #begin}. */
    Flood(InvokeSystem system, SimulatedIdentity who) {
        this.who = who;
        this.base = URI.create("https://127.0.0.1:" + system.agents() + "/luban/api/");
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(system.tls().trusting())
                .executor(threads)
                .build();
        Arrays.fill(body, (byte) '<');
    }

    /** Floods from now on, on so many connections. */
    void begin(int connections) {
        List<Map<String, String>> signed = IntStream.range(0, SIGNED)
                .parallel()
                .mapToObj(_ -> who.headers(System.currentTimeMillis()))
                .toList();
        var sent = new AtomicInteger();
        for (int n = 0; n < connections; n++) {
            var random = new SplittableRandom(n);
            var _ = threads.submit(() -> ask(() -> signed.get(sent.getAndIncrement() % SIGNED), random));
        }
    }

    private void ask(Supplier<Map<String, String>> signed, SplittableRandom random) {
        try {
            while (!ended) {
                var request = HttpRequest.newBuilder(base.resolve(TARGETS.get(random.nextInt(TARGETS.size()))))
                        .timeout(TIMEOUT)
                        .POST(BodyPublishers.ofByteArray(body));
                signed.get().forEach(request::header);
                count(request.build());
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(HttpRequest request) throws InterruptedException {
        int status;
        try {
            status = client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException broken) {
            status = 0;
        }
        answers.computeIfAbsent(status, _ -> new LongAdder()).increment();
    }

    /** How often which status was heard; 0: none. */
    Map<Integer, Long> answers() {
        Map<Integer, Long> heard = new TreeMap<>();
        answers.forEach((status, count) -> heard.put(status, count.sum()));
        return heard;
    }

    @Override
    public void close() {
        ended = true;
        client.shutdownNow();
        threads.shutdownNow();
    }
}
