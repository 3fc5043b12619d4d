package io.opsbus.agent.cli;

import io.opsbus.agent.KickLine;
import io.opsbus.agent.TaskList;
import io.opsbus.agent.run.Journal;
import io.opsbus.agent.run.Power;
import io.opsbus.agent.run.Runner;
import io.opsbus.agent.run.WorkFolder;
import io.opsbus.agent.update.UpdateKey;
import io.opsbus.agent.update.Updater;
import io.opsbus.agent.wire.AgentVersion;
import io.opsbus.agent.wire.Connection;
import io.opsbus.agent.wire.Heartbeat;
import io.opsbus.agent.wire.Home;
import io.opsbus.agent.wire.Identity;
import io.opsbus.agent.wire.KickSocket;
import io.opsbus.agent.wire.Patience;
import io.opsbus.agent.wire.Server;
import io.opsbus.agent.wire.ServerVersions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The agent at work: websocket, heartbeat, fetches, in the official agent's order (agent facts 5). */
public final class Service implements AutoCloseable {
    private static final int PENDING = 64;

    private final Home home;
    private final Clock clock;
    private final Journal journal;
    private final Server server;
    private final Runner runner;
    private final KickSocket socket;
    private final HttpClient client;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("agent-", 0).factory());
    private final BlockingQueue<Optional<String>> fetches = new ArrayBlockingQueue<>(PENDING);
    private final CountDownLatch ended = new CountDownLatch(1);
    /** Held while tasks are fetched and begun; for ever by whoever waits for another version to be started. */
    private final Semaphore gate = new Semaphore(1);

    private volatile boolean outdated;

    /**
     * An agent that is not started.
     *
     * @throws IOException if its folder cannot be used or the CA file cannot be read
     */
    public Service(Home home, Identity identity, Connection connection, Clock clock, Journal journal)
            throws IOException {
        this.home = home;
        this.clock = clock;
        this.journal = journal;
        this.client = connection.client(threads);
        this.server = new Server(connection, client, identity, clock, journal, Patience.USUAL);
        Power power = home.powerActions() ? Power.allowed(journal) : Power.never(journal);
        this.runner = new Runner(
                new WorkFolder(home.folder().resolve("work"), clock.instant()),
                server,
                new Runner.Machine(clock, power, journal));
        this.socket = new KickSocket(server, this::kicked, this::state, journal, KickSocket::redial);
    }

    /** Starts all of it and returns. */
    public void start() {
        threads.execute(() -> quietly(socket::run));
        threads.execute(() -> quietly(this::fetch));
        threads.execute(() -> quietly(this::beat));
        threads.execute(() -> quietly(this::update));
    }

    /** Whether it has ended so that another version is started in its place. */
    public boolean isOutdated() {
        return outdated;
    }

    /** Waits until the agent is closed, or its registration is over. */
    public void await() throws InterruptedException {
        ended.await();
    }

    /** Something that goes on until it is interrupted. */
    @FunctionalInterface
    private interface Loop {
        void run() throws InterruptedException, IOException;
    }

    private void quietly(Loop loop) {
        try {
            loop.run();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException bug) {
            journal.note("agent fails", "why", bug);
            ended.countDown();
        }
    }

    private void state(boolean connected) {
        try {
            home.note("state", (connected ? "connected " : "disconnected ") + clock.instant());
        } catch (IOException full) {
            journal.note("state not written", "why", full);
        }
    }

    private void kicked(KickLine line) {
        switch (line) {
            case KickLine.Fetch(Optional<String> task) -> {
                if (!fetches.offer(task)) {
                    // so many are waiting that asking for everything is less
                    fetches.clear();
                    fetches.add(Optional.empty());
                }
            }
            case KickLine.Deregister _ -> threads.execute(() -> quietly(this::deregister));
            case KickLine.Noop _, KickLine.Refused _, KickLine.Unknown _ -> {}
        }
    }

    private void deregister() throws IOException {
        journal.note("registration ended by the server");
        home.deregister();
        ended.countDown();
    }

    private void update() throws InterruptedException, IOException {
        Optional<UpdateKey> key = home.updateKey();
        Optional<Duration> every = home.updateEvery();
        if (key.isEmpty() || every.isEmpty()) {
            return;
        }
        var updater =
                new Updater(new ServerVersions(server), key.get(), home.versions(), AgentVersion.product(), clock);
        outdated = new Updating(updater, every.get(), this::rest, ended, journal).run();
        if (outdated) {
            ended.countDown();
        }
    }

    private boolean rest() {
        gate.acquireUninterruptibly();
        if (runner.rest()) {
            // what is fetched now would be begun by nobody
            return true;
        }
        gate.release();
        return false;
    }

    private boolean isColdStart() throws IOException {
        Optional<String> boot = Boot.id();
        return boot.isPresent() && !boot.get().equals(home.note("boot-id"));
    }

    private void fetch() throws InterruptedException, IOException {
        fetched("reason=startup&cold_start=" + isColdStart(), Integer.MAX_VALUE, this::noteBoot);
        while (true) {
            Optional<String> task = fetches.take();
            fetched(
                    "reason=kickoff"
                            + task.map(id -> "&taskId="
                                            + java.net.URLEncoder.encode(id, java.nio.charset.StandardCharsets.UTF_8))
                                    .orElse(""),
                    4,
                    () -> {});
        }
    }

    /** Before anything of the boot begins: who is killed and started again in it is not given the scripts of a boot twice. */
    private void noteBoot() throws IOException {
        Optional<String> boot = Boot.id();
        if (boot.isPresent()) {
            home.note("boot-id", boot.get());
        }
    }

    /** What is written down before what was fetched is begun. */
    @FunctionalInterface
    private interface Note {
        void write() throws IOException;
    }

    /** Asks until there is an answer, or often enough: the server kicks again when it is back. */
    private void fetched(String reason, int attempts, Note before) throws InterruptedException {
        for (int attempt = 0; attempt < attempts; attempt++) {
            gate.acquire();
            try {
                TaskList list = server.fetch(reason);
                before.write();
                runner.take(list);
                if (!list.again()) {
                    return;
                }
            } catch (IOException away) {
                journal.note("tasks not fetched", "why", away);
            } finally {
                gate.release();
            }
            if (ended.await(Math.min(30, 2L << Math.min(attempt, 4)), TimeUnit.SECONDS)) {
                return;
            }
        }
    }

    private void beat() throws InterruptedException, IOException {
        var heartbeat = new Heartbeat();
        long began = clock.millis();
        var machine = new Heartbeat.Machine(
                ProcessHandle.current().pid(), System.getProperty("os.version", ""), home.machineId(), isColdStart());
        do {
            Duration pause = Duration.ofSeconds(60);
            try {
                long now = clock.millis();
                String query = heartbeat.query(now, Boot.up().toMillis(), now - began, machine);
                pause = heartbeat.acknowledged(
                        server.heartbeat(query).body(),
                        ThreadLocalRandom.current().nextDouble());
            } catch (IOException away) {
                journal.note("heartbeat not heard", "why", away);
            }
            if (ended.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            // who deregisters beside this process must not be contradicted by its heartbeats: the server would take it
            // back
        } while (home.isRegistered());
        journal.note("registration ended on this machine");
        ended.countDown();
    }

    @Override
    public void close() {
        ended.countDown();
        socket.close();
        runner.close();
        server.close();
        threads.shutdownNow();
        client.shutdownNow();
    }
}
