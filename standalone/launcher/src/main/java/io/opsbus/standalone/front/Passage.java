package io.opsbus.standalone.front;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One agent's connection and the one to the service that belongs to it.
 *
 * <pre>
 *  held --connect--> connecting --> passing --both ends--> closed
 *    ^                   | refused       | either is cut off
 *    +-------------------+               v closed
 * </pre>
 */
final class Passage {
    private static final int OPTIONS_OF_ACCEPT = 0;

    private final SocketChannel agent;
    private final Selector selector;
    private final Runnable ended;
    private final long begun = System.nanoTime();
    private @Nullable SocketChannel service;
    private @Nullable Flow toService;
    private @Nullable Flow toAgent;
    private boolean closed;

    /** What is to be done with it. */
    enum Next {
        /** Nothing: it is told when something happens. */
        WAIT,
        /** Nothing: the service is there and took it. */
        LED,
        /** Nobody listens: to be connected a moment later. */
        HOLD
    }

    /**
     * A connection that was just accepted.
     *
     * @param ended told once, when it is closed
     */
    Passage(SocketChannel agent, Selector selector, Runnable ended) throws IOException {
        this.agent = agent;
        this.selector = selector;
        this.ended = ended;
        agent.configureBlocking(false);
        agent.socket().setTcpNoDelay(true);
        agent.register(selector, OPTIONS_OF_ACCEPT, this);
    }

    boolean isOlderThan(Duration age) {
        return System.nanoTime() - begun >= age.toNanos();
    }

    Next connect(InetSocketAddress behind) {
        try {
            SocketChannel made = SocketChannel.open();
            service = made;
            made.configureBlocking(false);
            made.socket().setTcpNoDelay(true);
            made.register(selector, SelectionKey.OP_CONNECT, this);
            return made.connect(behind) ? begin(made) : Next.WAIT;
        } catch (IOException nobodyThere) {
            return hold();
        }
    }

    private Next hold() {
        quietly(service);
        service = null;
        return closed ? Next.WAIT : Next.HOLD;
    }

    private Next begin(SocketChannel connected) throws IOException {
        toService = new Flow(agent, connected, originLine());
        toAgent = new Flow(connected, agent, ByteBuffer.allocate(0));
        wish();
        return Next.LED;
    }

    /** PROXY protocol, version 1 (haproxy.org): who this is, for activations may be limited to addresses. */
    private ByteBuffer originLine() throws IOException {
        var from = (InetSocketAddress) agent.getRemoteAddress();
        var to = (InetSocketAddress) agent.getLocalAddress();
        String family = from.getAddress().getAddress().length == 4 ? "TCP4" : "TCP6";
        String line = "PROXY " + family + " " + text(from.getAddress()) + " " + text(to.getAddress()) + " "
                + from.getPort() + " " + to.getPort() + "\r\n";
        return ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
    }

    /** Without the scope of an IPv6 address. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    /**
     * Something happened.
     *
     * @param buffer for bytes on their way; empty again afterwards
     */
    Next act(SelectionKey key, ByteBuffer buffer) {
        try {
            if (key.isConnectable() && service != null) {
                SocketChannel connecting = service;
                try {
                    return connecting.finishConnect() ? begin(connecting) : Next.WAIT;
                } catch (IOException nobodyThere) {
                    return hold();
                }
            }
            if (toService != null && toAgent != null) {
                toService.move(buffer);
                toAgent.move(buffer);
                if (toService.isOver() && toAgent.isOver()) {
                    close();
                } else {
                    wish();
                }
            }
        } catch (IOException cutOff) {
            close();
        }
        return Next.WAIT;
    }

    /** What the channels are looked at for from now on. */
    private void wish() {
        if (service != null && toService != null && toAgent != null) {
            wish(agent, toService.wishOfSource() | toAgent.wishOfTarget());
            wish(service, toAgent.wishOfSource() | toService.wishOfTarget());
        }
    }

    private void wish(SocketChannel channel, int operations) {
        SelectionKey key = channel.keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOps(operations);
        }
    }

    void close() {
        if (!closed) {
            closed = true;
            quietly(agent);
            quietly(service);
            ended.run();
        }
    }

    private static void quietly(@Nullable SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException gone) {
            // it is closed all the same
        }
    }
}
