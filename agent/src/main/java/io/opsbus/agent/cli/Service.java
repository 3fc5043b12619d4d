package io.opsbus.agent.cli;

import io.opsbus.agent.Journal;
import io.opsbus.agent.KickLine;
import io.opsbus.agent.run.Power;
import io.opsbus.agent.run.Runner;
import io.opsbus.agent.run.WorkFolder;
import io.opsbus.agent.update.UpdateKey;
import io.opsbus.agent.update.Updater;
import io.opsbus.agent.wire.AgentVersion;
import io.opsbus.agent.wire.Connection;
import io.opsbus.agent.wire.Home;
import io.opsbus.agent.wire.Identity;
import io.opsbus.agent.wire.KickSocket;
import io.opsbus.agent.wire.Patience;
import io.opsbus.agent.wire.Server;
import io.opsbus.agent.wire.ServerVersions;
import io.opsbus.agent.wire.Untold;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The agent at work: websocket, heartbeat, fetches, in the official agent's order (agent facts 5). */
public final class Service implements AutoCloseable {
    private final Home home;
    private final Clock clock;
    private final Journal journal;
    private final Server server;
    private final Untold untold;
    private final Runner runner;
    private final KickSocket socket;
    private final HttpClient client;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("agent-", 0).factory());
    private final Fetching fetching;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final Optional<Duration> updateEvery;
    private final Boots boots;
    private final Registration registration;

    /**
     * An agent that is not started.
     *
     * @throws IOException if its folder cannot be used, the CA file cannot be read, or a setting is none
     */
    public Service(Home home, Identity identity, Connection connection, Clock clock, Journal journal)
            throws IOException {
        this.home = home;
        this.clock = clock;
        this.journal = journal;
        this.updateEvery = home.updateEvery();
        this.boots = new Boots(home, journal);
        this.registration = new Registration(home, identity.instanceId());
        this.client = connection.client(threads);
        this.server = new Server(connection, client, identity, clock, journal, Patience.USUAL);
        this.untold = new Untold(home.untold(), identity.instanceId(), server, journal, clock);
        Power power = home.powerActions() ? Power.allowed(journal) : Power.never(journal);
        var work = new WorkFolder(home.folder().resolve("work"), clock.instant());
        this.runner = new Runner(
                work,
                untold,
                new Runner.Machine(clock, power, journal, Boot.id().orElse("")));
        this.fetching = new Fetching(
                server,
                work.shelf(),
                runner,
                untold,
                journal,
                new Fetching.Life(ended, this::isOver, Fetching.Pauses.USUAL));
        this.socket = new KickSocket(server, () -> !isOver(), this::kicked, this::state, journal, KickSocket::redial);
    }

    /** Starts all of it and returns. */
    public void start() {
        // an earlier process may have been killed while it was connected
        state(false);
        threads.execute(() -> quietly(socket::run));
        threads.execute(() -> quietly(() -> fetching.run(boots)));
        threads.execute(() -> quietly(this::beat));
        threads.execute(() -> quietly(this::update));
    }

    /** Waits until the agent is over, and says why it is. */
    public End await() throws InterruptedException {
        ended.await();
        return end.join();
    }

    /** What is said first counts: what fails when all is closed has no say. */
    private void end(End why) {
        if (end.complete(why)) {
            ended.countDown();
        }
    }

    /** Asked before whatever is signed and not a script's. */
    private boolean isOver() {
        Optional<End> over = registration.over();
        over.filter(_ -> !end.isDone()).ifPresent(why -> {
            journal.note("registration ended on this machine", "why", why);
            end(why);
        });
        return over.isPresent();
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
        } catch (IOException | RuntimeException | Error bug) {
            // an error, too: it is what parts of a version that do not fit together end in
            journal.note("agent fails", "why", bug);
            end(End.FAILED);
        }
    }

    private void state(boolean connected) {
        if (connected) {
            retell();
        }
        try {
            home.note("state", (connected ? "connected " : "disconnected ") + clock.instant());
        } catch (IOException full) {
            journal.note("state not written", "why", full);
        }
    }

    private void retell() {
        threads.execute(() -> quietly(untold::retellUnlessBusy));
    }

    private void kicked(KickLine line) {
        switch (line) {
            case KickLine.Fetch(Optional<String> task) -> fetching.kicked(task);
            case KickLine.Deregister _ -> threads.execute(() -> quietly(this::deregister));
            case KickLine.Noop _, KickLine.Refused _, KickLine.Unknown _ -> {}
        }
    }

    /** Said of who it was: what was registered on this machine since then stays. */
    private void deregister() throws IOException {
        if (isOver()) {
            return;
        }
        journal.note("registration ended by the server");
        home.deregister();
        end(End.DEREGISTERED);
    }

    private void update() throws InterruptedException {
        Optional<UpdateKey> key = updateKey();
        if (key.isEmpty() || updateEvery.isEmpty()) {
            return;
        }
        var updater =
                new Updater(new ServerVersions(server), key.get(), home.versions(), AgentVersion.product(), clock);
        if (new Updating(updater, updateEvery.get(), fetching::rest, ended, journal).run()) {
            end(End.OUTDATED);
        }
    }

    /** Scripts go on without the file: versions alone need it. */
    private Optional<UpdateKey> updateKey() {
        try {
            return home.updateKey();
        } catch (IOException unreadable) {
            journal.note("no other version is taken", "why", unreadable);
            return Optional.empty();
        }
    }

    private void beat() throws InterruptedException, IOException {
        var heartbeat = new Heartbeat();
        long began = clock.millis();
        var machine = new Heartbeat.Machine(
                ProcessHandle.current().pid(),
                System.getProperty("os.version", ""),
                home.machineId(),
                boots.isColdStart());
        while (!isOver()) {
            Duration pause = Duration.ofSeconds(60);
            try {
                long now = clock.millis();
                String query = heartbeat.query(now, Boot.up().toMillis(), now - began, machine);
                HttpResponse<String> answer = server.heartbeat(query);
                if (Server.isFarewell(answer.statusCode(), answer.body())) {
                    quietly(this::deregister);
                    return;
                }
                fetching.heard();
                pause = heartbeat.acknowledged(
                        answer.body(), ThreadLocalRandom.current().nextDouble());
                retell();
            } catch (IOException away) {
                journal.note("heartbeat not heard", "why", away);
            }
            if (ended.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    @Override
    public void close() {
        end(End.STOPPED);
        socket.close();
        runner.close();
        server.close();
        threads.shutdownNow();
        client.shutdownNow();
        if (end.join() == End.DEREGISTERED) {
            // what was ended last was kept once more
            home.forgetReports();
        }
    }
}
