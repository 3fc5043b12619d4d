package io.opsbus.notifier.channel.egress;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts who dials it; answers every request with a 204 and closes, so that each request needs a dial of its own. */
public final class Listener implements AutoCloseable {
    private static final int TRIES = 50;
    private static final byte[] ANSWER = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n".getBytes(US_ASCII);

    private final ServerSocket server = new ServerSocket();
    private final AtomicInteger dials = new AtomicInteger();

    private Listener(InetSocketAddress at) throws IOException {
        try {
            server.bind(at);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        Thread.ofVirtual().name("listener").start(this::serve);
    }

    /** Two on one port: a stand-in for a machine outside, and ours inside. */
    public record Pair(Listener outside, Listener inside) implements AutoCloseable {
        /** Their port. */
        public int port() {
            return inside.server.getLocalPort();
        }

        @Override
        public void close() {
            outside.close();
            inside.close();
        }
    }

    /** Listeners at two addresses of this machine. */
    public static Pair pair(String outside, String inside) throws IOException {
        for (var tried = 1; ; tried++) {
            var in = new Listener(new InetSocketAddress(InetAddress.ofLiteral(inside), 0));
            try {
                var at = new InetSocketAddress(InetAddress.ofLiteral(outside), in.server.getLocalPort());
                return new Pair(new Listener(at), in);
            } catch (BindException e) {
                in.close();
                if (tried == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** How often it was dialled. */
    public int dials() {
        return dials.get();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                dials.incrementAndGet();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException _) {
                // closed
            }
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            var _ = socket.getInputStream().read(new byte[8192]);
            socket.getOutputStream().write(ANSWER);
        } catch (IOException _) {
            // whoever dialled is gone
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
