package io.opsbus.benchmarks.sink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * HTTP/1.1 with keep-alive on one thread and no library: the receiver should cost as little as it can. It knows requests
 * with a Content-Length only, which is what webhooks are.
 */
final class Http1Loop implements Runnable {
    private static final byte[] NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DRIPPED =
            "HTTP/1.1 200 OK\r\nContent-Length: 4096\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long DRIP_MILLIS = 1000;
    private static final int BUFFER = 256 * 1024;

    private final Tally tally;
    private final Late late;
    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
    /** Connections answered a byte a second, and how many bytes each has got. */
    private final Map<SocketChannel, Integer> dripping = new HashMap<>();

    private long dripped = System.nanoTime();
    private Temper treatment = Temper.WELL;

    /** @param takes milliseconds between a request and its answer */
    Http1Loop(Tally tally, int port, int takes) throws IOException {
        this.tally = tally;
        this.late = new Late(takes);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    @Override
    public void run() {
        while (listener.isOpen()) {
            try {
                selector.select(this::ready, pause(System.nanoTime()));
                late.give(System.nanoTime());
                drip();
            } catch (IOException e) {
                throw new IllegalStateException("the selector is broken", e);
            }
        }
    }

    /** Milliseconds until there is something to do though nothing comes; 0 when there is not. */
    private long pause(long now) {
        long answers = late.pause(now);
        if (dripping.isEmpty()) {
            return answers;
        }
        return answers == 0 ? DRIP_MILLIS : Math.min(answers, DRIP_MILLIS);
    }

    void close() throws IOException {
        listener.close();
        selector.wakeup();
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else {
                answer((SocketChannel) key.channel(), (RequestBuffer) key.attachment());
            }
        } catch (IOException peerGone) {
            closeQuietly(key);
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = listener.accept();
        if (channel != null) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ, new RequestBuffer());
        }
    }

    private void answer(SocketChannel channel, RequestBuffer buffer) throws IOException {
        in.clear();
        if (channel.read(in) < 0) {
            channel.close();
            return;
        }
        in.flip();
        out.clear();
        treatment = Temper.WELL;
        buffer.take(in, this::count);
        switch (treatment) {
            case WELL, HANG -> {}
            case DRIP -> dripping.put(channel, 0);
            case RESET -> {
                // closing with nothing left to linger for is a reset (RFC 9293 3.10.4)
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                channel.close();
                return;
            }
        }
        out.flip();
        if (late.isUsed() && out.hasRemaining()) {
            byte[] answer = new byte[out.remaining()];
            out.get(answer);
            late.put(channel, answer, System.nanoTime());
        }
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    private void count(byte[] bytes, int path, int body, int end) {
        Temper temper = tally.arrived(target(bytes, path), NumberedId.in(bytes, body, end));
        if (temper == Temper.WELL) {
            out.put(NO_CONTENT);
        } else {
            treatment = temper;
        }
    }

    /** One more byte for each that waits for one, once a second. */
    private void drip() {
        if (dripping.isEmpty() || System.nanoTime() - dripped < TimeUnit.MILLISECONDS.toNanos(DRIP_MILLIS)) {
            return;
        }
        dripped = System.nanoTime();
        dripping.entrySet().removeIf(one -> !one.getKey().isOpen() || !isDripped(one.getKey(), one.getValue()));
        dripping.replaceAll((_, bytes) -> bytes + 1);
    }

    private static boolean isDripped(SocketChannel channel, int at) {
        try {
            channel.write(ByteBuffer.wrap(DRIPPED, Math.min(at, DRIPPED.length - 1), 1));
            return true;
        } catch (IOException peerGone) {
            return false;
        }
    }

    /** The number at the end of the path ({@code /t/17}): which target this is. */
    private static int target(byte[] bytes, int path) {
        int number = 0;
        for (int i = path; bytes[i] > ' '; i++) {
            number = bytes[i] >= '0' && bytes[i] <= '9' ? number * 10 + bytes[i] - '0' : 0;
        }
        return number;
    }

    private static void closeQuietly(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException gone) {
            // it is closed, which is all that was wanted
        }
    }
}
