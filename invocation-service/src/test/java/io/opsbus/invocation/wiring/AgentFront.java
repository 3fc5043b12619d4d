package io.opsbus.invocation.wiring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A door with one address for processes that come and go: passes bytes on to the one that is there, closes when none is. The
 * network through it can be cut, and answers to those who ask for their tasks can be lost in it.
 */
final class AgentFront implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    /** What becomes of connections in a cut. In each, nothing passes until the network is whole again. */
    enum Cut {
        /** They survive it: what was sent arrives late. */
        KEPT,
        /** Both ends believe in them until it is over, and then learn that nobody knows them any more. */
        FORGOTTEN,
        /** The agents see theirs reset at once, and those they try; the server believes in its own until it is over. */
        REFUSED
    }

    private final ServerSocket door;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Passage> open = ConcurrentHashMap.newKeySet();
    private volatile int behind;
    private volatile CountDownLatch whole = new CountDownLatch(0);
    private volatile Cut cut = Cut.KEPT;
    private final AtomicInteger lost = new AtomicInteger();
    private volatile boolean losesLists;

    AgentFront() {
        try {
            door = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Who is behind it from now on. */
    void lead(int port) {
        behind = port;
    }

    /** Nothing passes any more. */
    void cut(Cut how) {
        cut = how;
        whole = new CountDownLatch(1);
        if (how == Cut.REFUSED) {
            open.forEach(passage -> reset(passage.agent));
        }
    }

    /** The network is whole again. */
    void mend() {
        if (cut != Cut.KEPT) {
            open.forEach(Passage::reset);
        }
        whole.countDown();
    }

    /** Whether the answer to who asks for tasks is lost from now on, as when the service dies once it has decided. */
    void loseLists(boolean loses) {
        losesLists = loses;
    }

    /** How many were. */
    int lostLists() {
        return lost.get();
    }

    private boolean isCut() {
        return whole.getCount() > 0;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket agent = door.accept();
                if (isCut() && cut == Cut.REFUSED) {
                    reset(agent);
                } else {
                    threads.execute(() -> pass(agent));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket agent) {
        try {
            whole.await();
        } catch (InterruptedException ending) {
            reset(agent);
            return;
        }
        try (agent;
                var service = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            agent.setTcpNoDelay(true);
            service.setTcpNoDelay(true);
            var passage = new Passage(agent, service, new AtomicBoolean());
            open.add(passage);
            try {
                var back = threads.submit(() -> copy(passage, service, agent));
                copy(passage, agent, service);
                back.cancel(true);
            } finally {
                open.remove(passage);
            }
        } catch (IOException nobodyThere) {
            // the agent sees its connection closed
        }
    }

    /** An end, too, is told through the network. */
    private void copy(Passage passage, Socket from, Socket to) {
        try {
            pump(passage, from, to);
            whole.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            reset(from);
            reset(to);
        }
    }

    private void pump(Passage passage, Socket from, Socket to) throws InterruptedException {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var bytes = new byte[BUFFER];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                whole.await();
                if (from.equals(passage.service) && passage.asks.get() && losesLists) {
                    lost.incrementAndGet();
                    return;
                }
                if (from.equals(passage.agent)) {
                    passage.asks.set(new String(bytes, 0, count, ISO_8859_1).contains("/task/list"));
                }
                out.write(bytes, 0, count);
            }
        } catch (IOException ended) {
            // either side has gone
        }
    }

    /**
     * A connection.
     *
     * @param asks what its agent said last asks for tasks
     */
    private record Passage(Socket agent, Socket service, AtomicBoolean asks) {
        void reset() {
            AgentFront.reset(agent);
            AgentFront.reset(service);
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            // it was closed before
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
