package io.opsbus.standalone.front;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes connections on to a service, byte for byte: TLS is the service's. A connection that comes while nobody listens there is
 * held until somebody does. The official agent redials once after it was cut off and gives its handshake 45 s; refused, it stays away
 * for half an hour (agent facts 7.1). One thread, whatever the number of connections.
 */
public final class Front implements AutoCloseable {
    /** A little less than the official agent waits for a handshake. */
    public static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final Duration AGAIN = Duration.ofMillis(100);
    private static final int BACKLOG = 1024;
    private static final int MOST = 20_000;
    private static final int BUFFER = 64 * 1024;

    private final Selector selector;
    private final ServerSocketChannel door;
    private final InetSocketAddress behind;
    private final Duration patience;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private List<Passage> held = new ArrayList<>();
    /** Whether the service took the last one that was led to it. */
    private boolean isThere = true;

    private int open;

    /**
     * Listens from now on; {@link #run} serves.
     *
     * @param at where to listen
     * @param behind where the service listens, when it does; it is told of each agent's address in a line before all else (PROXY
     *     protocol, version 1)
     * @param patience how long a connection is held
     */
    public Front(InetSocketAddress at, InetSocketAddress behind, Duration patience) throws IOException {
        this.behind = behind;
        this.patience = patience;
        this.selector = Selector.open();
        this.door = ServerSocketChannel.open();
        door.bind(at, BACKLOG);
        door.configureBlocking(false);
        door.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** The port it listens on. */
    public int port() {
        return door.socket().getLocalPort();
    }

    /** Serves until it is closed. */
    public void run() throws IOException {
        long looked = System.nanoTime();
        while (selector.isOpen()) {
            if (held.isEmpty()) {
                selector.select(this::act);
            } else {
                selector.select(this::act, AGAIN.toMillis());
                if (isThere || System.nanoTime() - looked >= AGAIN.toNanos()) {
                    looked = System.nanoTime();
                    look();
                }
            }
        }
    }

    /** Thousands wait for a service that starts: one of them goes and looks whether it is there. */
    private void look() {
        List<Passage> waiting = held;
        held = new ArrayList<>();
        waiting.forEach(passage -> leadOrHold(passage, isThere || passage == waiting.getFirst()));
    }

    private void act(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (!(key.attachment() instanceof Passage passage)) {
            accept();
        } else {
            note(passage, passage.act(key, buffer));
        }
    }

    private void note(Passage passage, Passage.Next next) {
        switch (next) {
            case WAIT -> {}
            case LED -> isThere = true;
            case HOLD -> {
                isThere = false;
                held.add(passage);
            }
        }
    }

    private void accept() {
        try {
            for (SocketChannel agent = door.accept(); agent != null; agent = door.accept()) {
                if (open >= MOST) {
                    agent.close();
                    continue;
                }
                open++;
                leadOrHold(new Passage(agent, selector, () -> open--), isThere || held.isEmpty());
            }
        } catch (IOException tooManyOpen) {
            System.out.println("a connection was not accepted: " + tooManyOpen.getMessage());
        }
    }

    private void leadOrHold(Passage passage, boolean isLed) {
        if (passage.isOlderThan(patience)) {
            passage.close();
        } else if (isLed) {
            note(passage, passage.connect(behind));
        } else {
            held.add(passage);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            key.channel().close();
        }
        selector.close();
    }
}
