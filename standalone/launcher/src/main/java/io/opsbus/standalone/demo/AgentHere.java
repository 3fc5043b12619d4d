package io.opsbus.standalone.demo;

import io.opsbus.standalone.AgentProgram;
import io.opsbus.standalone.BuiltInAccount;
import io.opsbus.standalone.DataFolder;
import io.opsbus.standalone.FrontProgram;
import io.opsbus.standalone.Ports;
import io.opsbus.standalone.Settings;
import io.opsbus.standalone.backbone.process.ChildGuard;
import io.opsbus.standalone.backbone.process.Signal;
import io.opsbus.standalone.backbone.process.StartFailure;
import io.opsbus.standalone.front.Front;
import io.opsbus.standalone.supervise.Running;
import io.opsbus.standalone.supervise.StateFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * This machine's agent for a while: the one {@code up --with-agent} runs, else one of its own, with a front of its own when there is
 * none. What it started it ends; the registration stays in the data folder, for the next time.
 */
final class AgentHere implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration FOR_ITS_END = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(100);

    /** Ends something that was started. */
    private interface Ending {
        void end() throws IOException;
    }

    private final Deque<Ending> started = new ArrayDeque<>();
    private final String instance;
    private final boolean isOurs;

    private AgentHere(Settings settings, BuiltInAccount account) throws IOException {
        var program = new AgentProgram(settings, account);
        isOurs = !runs(settings, AgentProgram.NAME);
        try {
            if (isOurs) {
                if (!runs(settings, FrontProgram.NAME)) {
                    front(settings.ports());
                }
                ChildGuard guard = guard();
                Running agent = program.start();
                started.push(() -> end(agent));
                if (agent instanceof Running.OfChild own) {
                    guard.watch(own.child(), Signal.TERM);
                }
                // also when the demo is interrupted
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(agent), "end-agent"));
                awaitConnection(program, agent);
            }
            instance = program.instanceId().orElseThrow(() -> new IOException("this machine is not registered"));
        } catch (IOException | RuntimeException cannot) {
            close();
            throw cannot;
        }
    }

    /** Also a demo that is killed leaves no agent behind: the next one's would be the same instance. */
    private ChildGuard guard() throws IOException {
        try {
            ChildGuard guard = ChildGuard.start(Files.createTempDirectory("opsbus-demo"));
            started.push(guard::close);
            return guard;
        } catch (StartFailure cannot) {
            throw new IOException(cannot.getMessage(), cannot);
        }
    }

    /** Connected when this returns. */
    static AgentHere of(Settings settings, BuiltInAccount account) throws IOException {
        return new AgentHere(settings, account);
    }

    /** The managed instance. */
    String instance() {
        return instance;
    }

    /** Whether it ends with us. */
    boolean isOurs() {
        return isOurs;
    }

    private static boolean runs(Settings settings, String program) throws IOException {
        return StateFile.read(new DataFolder(settings.data()).stateFile()).stream()
                .flatMap(state -> state.children().stream())
                .anyMatch(child -> child.name().equals(program));
    }

    private void front(Ports ports) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        var front = new Front(
                new InetSocketAddress(here, ports.agents()),
                new InetSocketAddress(here, ports.agentsBehindFront()),
                Front.PATIENCE);
        started.push(front::close);
        Thread.ofPlatform().daemon().name("front").start(() -> {
            try {
                front.run();
            } catch (IOException | ClosedSelectorException over) {
                // the agent says what it lacks
            }
        });
    }

    private static void awaitConnection(AgentProgram program, Running agent) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (String why = program.connected(); !why.isEmpty(); why = program.connected()) {
            if (!agent.isAlive() || System.nanoTime() > end) {
                throw new IOException(
                        "the agent of this machine does not come up (" + why + "); see ./opsbus logs agent");
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private static void end(Running agent) {
        if (agent.isAlive()) {
            agent.signal("TERM");
        }
        long end = System.nanoTime() + FOR_ITS_END.toNanos();
        while (agent.isAlive() && System.nanoTime() < end) {
            LockSupport.parkNanos(STEP.toNanos());
        }
        if (agent.isAlive()) {
            agent.signal("KILL");
        }
    }

    @Override
    public void close() throws IOException {
        while (!started.isEmpty()) {
            started.pop().end();
        }
    }
}
