package io.opsbus.testkit.webhook;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * An HTTP/1.1 receiver on 127.0.0.1 for fault tests: it does to each request what its script says and records it, and
 * its door can be shut (connections refused) or slammed (accepted, then reset). The port stays the same throughout.
 * Plain sockets and one virtual thread a connection.
 */
public final class WebhookTarget implements AutoCloseable {
    private final Clock clock;
    private final int port;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Queue<Reply> next = new ConcurrentLinkedQueue<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connectionCount = new AtomicInteger();
    private volatile Function<Received, Reply> otherwise = request -> Reply.noContent();
    private volatile boolean slammed;
    /** Bound, never connected: while the door is shut nobody's outgoing connection is given this port. */
    private final Socket place;

    private volatile ServerSocket door;
    private volatile Thread porter;

    private WebhookTarget(Socket place, Clock clock) {
        this.place = place;
        this.port = place.getLocalPort();
        this.clock = clock;
        this.door = listen(port);
        this.porter = serve(door);
    }

    /** A receiver that answers 204 to everything until told otherwise. */
    public static WebhookTarget start() {
        return start(Clock.systemUTC());
    }

    /**
     * As {@link #start()}.
     *
     * @param clock of {@link Received#at()}
     */
    public static WebhookTarget start(Clock clock) {
        return new WebhookTarget(takePlace(), clock);
    }

    /** Where to send to; {@code path} starts with a slash. */
    public String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    public int port() {
        return port;
    }

    /** From now on every request gets {@code reply}, after what {@link #answerNext} has queued. */
    public void answer(Reply reply) {
        answer(_ -> reply);
    }

    /** From now on every request gets what the function says, after what {@link #answerNext} has queued. */
    public void answer(Function<Received, Reply> script) {
        otherwise = script;
    }

    /** The next requests get these, in the order in which they arrive. */
    public void answerNext(Reply... replies) {
        next.addAll(List.of(replies));
    }

    /** Everything received so far, in order of arrival; requests that got a bad answer included. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** Connections accepted so far, those that were reset included. */
    public int connections() {
        return connectionCount.get();
    }

    /** Connections are refused from now on; open ones are broken. */
    public void shut() {
        closeQuietly(door);
        // an accept under way keeps the port listening until it returns
        awaitEnd(porter);
        breakConnections();
    }

    /** Connections are accepted and reset at once from now on, before anything is read; open ones are broken. */
    public void slam() {
        slammed = true;
        breakConnections();
    }

    /** Back to normal after {@link #shut} or {@link #slam}. */
    public synchronized void open() {
        slammed = false;
        if (door.isClosed()) {
            door = listen(port);
            porter = serve(door);
        }
    }

    @Override
    public void close() {
        shut();
        closeQuietly(place);
    }

    private static Socket takePlace() {
        try {
            var socket = new Socket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket listen(int port) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Thread serve(ServerSocket listening) {
        return Thread.ofVirtual().name("webhook-target").start(() -> {
            try {
                while (true) {
                    Socket connection = listening.accept();
                    connections.add(connection);
                    int number = connectionCount.incrementAndGet();
                    Thread.ofVirtual().start(() -> converse(connection, number));
                }
            } catch (IOException shut) {
                // the door was closed: this listener has done its work
            }
        });
    }

    private void converse(Socket connection, int number) {
        try (connection) {
            if (slammed) {
                Answer.reset(connection);
                return;
            }
            connection.setTcpNoDelay(true);
            var requests = new RequestReader(new BufferedInputStream(connection.getInputStream()), number, clock);
            for (var request = requests.next(); request.isPresent(); request = requests.next()) {
                received.add(request.get());
                Reply queued = next.poll();
                Reply reply = queued == null ? otherwise.apply(request.get()) : queued;
                if (!new Answer(connection).give(reply)) {
                    return;
                }
            }
        } catch (IOException broken) {
            // by the client, or by us: either way there is nobody to talk to
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private void breakConnections() {
        for (Socket connection : connections) {
            try {
                Answer.reset(connection);
            } catch (IOException gone) {
                // closed already
            }
        }
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
