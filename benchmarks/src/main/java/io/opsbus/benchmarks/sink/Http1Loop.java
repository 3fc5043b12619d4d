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

/**
 * HTTP/1.1 with keep-alive on one thread and no library: the receiver should cost as little as it can. It knows requests
 * with a Content-Length only, which is what webhooks are.
 */
final class Http1Loop implements Runnable {
    private static final byte[] NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 256 * 1024;

    private final Tally tally;
    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);

    Http1Loop(Tally tally, int port) throws IOException {
        this.tally = tally;
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
                selector.select(this::ready);
            } catch (IOException e) {
                throw new IllegalStateException("the selector is broken", e);
            }
        }
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
        buffer.take(in, this::count);
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    private void count(byte[] bytes, int path, int body, int end) {
        if (tally.arrived(target(bytes, path), NumberedId.in(bytes, body, end))) {
            out.put(NO_CONTENT);
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
