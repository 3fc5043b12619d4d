package io.opsbus.benchmarks.api;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.measure.Moment;
import io.opsbus.benchmarks.measure.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/** So many clients, each with a connection of its own, asking as soon as they are answered. */
public final class ClosedLoop {
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final int port;
    private final int clients;
    private final Map<String, Long> pids;

    /**
     * Clients of one gateway.
     *
     * @param pids of the programs whose clocks are read, by name
     */
    public ClosedLoop(int port, int clients, Map<String, Long> pids) {
        this.port = port;
        this.clients = clients;
        this.pids = Map.copyOf(pids);
    }

    /**
     * What a stretch came to.
     *
     * @param latency in nanoseconds
     * @param refused answers other than 2xx
     */
    public record Stretch(Window window, Histogram latency, long refused, String firstRefusal) {}

    /** Asks {@code count} requests; the nth is made by {@code request}. */
    public Stretch run(int count, IntFunction<byte[]> request) throws BenchFailure {
        return run(count, request, _ -> {});
    }

    /** The same, and {@code heard} gets every answer; several threads call it. */
    public Stretch run(int count, IntFunction<byte[]> request, Consumer<ApiConnection.Answered> heard)
            throws BenchFailure {
        AtomicInteger next = new AtomicInteger();
        Moment begin = Moment.now(pids);
        List<Client> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Client>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(() -> new Client().run(next, count, request, heard)));
            }
            for (Future<Client> one : running) {
                all.add(one.get());
            }
        } catch (ExecutionException failed) {
            throw new BenchFailure("a client failed: " + failed.getCause(), failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", ended);
        }
        Window window = Window.between(begin, Moment.now(pids), count);
        Histogram latency = new Histogram(LONGEST_NANOS, 3);
        all.forEach(client -> latency.add(client.latency));
        long refused = all.stream().mapToLong(client -> client.refused).sum();
        String first = all.stream()
                .map(client -> client.firstRefusal)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return new Stretch(window, latency, refused, first);
    }

    private final class Client {
        private final Histogram latency = new Histogram(LONGEST_NANOS, 3);
        private long refused;
        private String firstRefusal = "";

        Client run(AtomicInteger next, int count, IntFunction<byte[]> request, Consumer<ApiConnection.Answered> heard)
                throws IOException {
            ApiConnection connection = new ApiConnection(port);
            try {
                for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                    // signing is the client's work, not the system's: the clock starts after it
                    byte[] bytes = request.apply(n);
                    long begin = System.nanoTime();
                    ApiConnection.Answered answered = connection.ask(bytes);
                    latency.recordValue(Math.min(System.nanoTime() - begin, LONGEST_NANOS));
                    heard.accept(answered);
                    if (answered.status() / 100 != 2) {
                        refused++;
                        firstRefusal = firstRefusal.isEmpty() ? answered.body() : firstRefusal;
                    }
                    if (connection.isClosing()) {
                        connection.close();
                        connection = new ApiConnection(port);
                    }
                }
            } finally {
                connection.close();
            }
            return this;
        }
    }
}
