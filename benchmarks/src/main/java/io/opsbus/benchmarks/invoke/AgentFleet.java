package io.opsbus.benchmarks.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.testkit.agent.AgentServer;
import io.opsbus.testkit.agent.OfficialAgent;
import io.opsbus.testkit.agent.Pace;
import io.opsbus.testkit.agent.SimulatedIdentity;
import io.opsbus.testkit.agent.Work;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.KeyPair;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Simulated agents in this process, all registered, all connected, each heard once a minute. */
final class AgentFleet implements AutoCloseable {
    private static final int AT_ONCE = 8;
    private static final int ONE_ACTIVATION = 1000;
    private static final long MINUTE_MILLIS = 60_000;
    private static final long TICK_MILLIS = 100;

    private final InvokeSystem system;
    private final AgentTimes times;
    private final AgentServer server;
    private final KeyPair keys = SimulatedIdentity.freshKeys();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<OfficialAgent> agents = new ArrayList<>();
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();
    /** Beats that are due, and whose turn is next. */
    private double owed;

    private int next;

    AgentFleet(InvokeSystem system, AgentTimes times) throws BenchFailure {
        this.system = system;
        this.times = times;
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(system.tls().trusting())
                .executor(threads)
                .build();
        this.server = new AgentServer(URI.create("https://127.0.0.1:" + system.agents()), client, Clock.systemUTC());
        var ignored = beats.scheduleAtFixedRate(this::beat, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Every agent's turn comes once a minute, evenly, however many there are by then. */
    private synchronized void beat() {
        int count = agents.size();
        for (owed += (double) count * TICK_MILLIS / MINUTE_MILLIS; owed >= 1; owed--) {
            OfficialAgent agent = agents.get(next++ % count);
            threads.execute(() -> {
                try {
                    agent.beat();
                } catch (InterruptedException ending) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    /** Registers and connects agents until there are {@code size}. */
    void grow(int size) throws BenchFailure {
        while (size() < size) {
            int more = Math.min(ONE_ACTIVATION, size - size());
            JsonNode activation;
            try (Asking client = system.client()) {
                activation = client.ask("CreateActivation", Map.of("InstanceCount", "" + more));
            }
            connect(
                    more,
                    activation.path("ActivationId").asText(),
                    activation.path("ActivationCode").asText());
        }
    }

    private void connect(int more, String activation, String code) throws BenchFailure {
        AtomicInteger left = new AtomicInteger(more);
        int first = size();
        List<Future<List<OfficialAgent>>> working = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            working.add(threads.submit(() -> {
                List<OfficialAgent> own = new ArrayList<>();
                for (int n = left.decrementAndGet(); n >= 0; n = left.decrementAndGet()) {
                    own.add(agent(server.register(activation, code, "machine-" + (first + n), keys)));
                }
                return own;
            }));
        }
        for (Future<List<OfficialAgent>> one : working) {
            List<OfficialAgent> made = done(one);
            synchronized (this) {
                agents.addAll(made);
            }
        }
    }

    /** One more registered machine, which is none of the fleet and does not connect. */
    SimulatedIdentity stranger() throws BenchFailure {
        try (Asking client = system.client()) {
            JsonNode activation = client.ask("CreateActivation", Map.of("InstanceCount", "1"));
            return server.register(
                    activation.path("ActivationId").asText(),
                    activation.path("ActivationCode").asText(),
                    "stranger",
                    keys);
        } catch (IOException refused) {
            throw new BenchFailure("a machine cannot register: " + refused, refused);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", ended);
        }
    }

    private OfficialAgent agent(SimulatedIdentity identity) throws InterruptedException {
        var agent = new OfficialAgent(server, identity, Pace.OFFICIAL, Work.lines(), times);
        agent.start(false);
        return agent;
    }

    /** The first so many agents sign what they are going to send, all before this returns. */
    void signAhead(int first, int requests) throws BenchFailure {
        List<Future<?>> signing = new ArrayList<>();
        synchronized (this) {
            agents.stream()
                    .limit(first)
                    .<Runnable>map(agent -> () -> agent.signAhead(requests))
                    .forEach(work -> signing.add(threads.submit(work)));
        }
        for (Future<?> one : signing) {
            done(one);
        }
    }

    private static <T> T done(Future<T> work) throws BenchFailure {
        try {
            return work.get();
        } catch (ExecutionException failed) {
            throw new BenchFailure("an agent failed: " + failed.getCause(), failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", ended);
        }
    }

    synchronized int size() {
        return agents.size();
    }

    synchronized long connected() {
        return agents.stream().filter(OfficialAgent::isConnected).count();
    }

    /** The instances, in a fixed order. */
    synchronized List<String> instances() {
        return agents.stream().map(OfficialAgent::instanceId).toList();
    }

    @Override
    public synchronized void close() {
        beats.shutdownNow();
        agents.forEach(OfficialAgent::close);
        threads.shutdownNow();
    }
}
