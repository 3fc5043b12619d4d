package io.opsbus.invocation.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A door with one address for processes that come and go: passes bytes on to the one that is there, closes when none is. */
final class AgentFront implements AutoCloseable {
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile int behind;

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

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket in = door.accept();
                threads.execute(() -> pass(in));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket in) {
        try (in;
                var out = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            in.setTcpNoDelay(true);
            out.setTcpNoDelay(true);
            var back = threads.submit(() -> copy(out, in));
            copy(in, out);
            back.cancel(true);
        } catch (IOException nobodyThere) {
            // the agent sees its connection closed
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // either side has gone
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
