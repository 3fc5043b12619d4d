package io.opsbus.benchmarks.api;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One keep-alive connection; one request at a time. Knows as much HTTP as our gateway speaks: lengths or chunks. */
public final class ApiConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final BufferedInputStream in;

    /** What came back. */
    public record Answered(int status, String body) {}

    private boolean isClosing;

    /** Connects to a port of this machine. */
    public ApiConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
    }

    /** Whether the last answer was this connection's last one: a refusal for want of room ends it. */
    public boolean isClosing() {
        return isClosing;
    }

    /** Asks, and waits for the answer. */
    public Answered ask(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = -1;
        boolean isChunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String small = header.toLowerCase(java.util.Locale.ROOT);
            if (small.startsWith("content-length:")) {
                length =
                        Integer.parseInt(small.substring(small.indexOf(':') + 1).strip());
            }
            isClosing |= small.startsWith("connection:") && small.contains("close");
            isChunked |= small.startsWith("transfer-encoding:") && small.contains("chunked");
        }
        return new Answered(status, isChunked ? chunks() : text(Math.max(length, 0)));
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.append(text(size));
            line();
        }
        line();
        return body.toString();
    }

    private String text(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended in a body");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended in a header");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
