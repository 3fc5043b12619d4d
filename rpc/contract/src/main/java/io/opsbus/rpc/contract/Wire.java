package io.opsbus.rpc.contract;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One connection, byte by byte: what no HTTP client would let a test send. Answers are read by their own framing. */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    Wire(URI server) throws IOException {
        this.socket = new Socket(server.getHost(), server.getPort());
        this.socket.setTcpNoDelay(true);
        this.socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * One answer.
     *
     * @param headers lines as sent, in order
     */
    record Seen(int status, List<String> headers, String body) {
        /** Every value of a header, its name in lower case. */
        List<String> all(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        /** The only value of a header. */
        String one(String name) {
            List<String> values = all(name);
            if (values.size() != 1) {
                throw new AssertionError(name + " is there " + values.size() + " times in " + this);
            }
            return values.getFirst();
        }
    }

    /** Sends a piece of a request; each char is a byte (ISO 8859-1). */
    Wire send(String bytes) throws IOException {
        return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Ends our direction; the other stays open. */
    Wire sendEnd() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** The next answer to a request that is not HEAD; a 1xx counts as one. */
    Seen answer() throws IOException {
        return answer(true);
    }

    /** The next answer; {@code withBody} false after HEAD. */
    Seen answer(boolean withBody) throws IOException {
        String status = line();
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        int code = Integer.parseInt(status.split(" ", 3)[1]);
        var head = new Seen(code, List.copyOf(headers), "");
        return code < 200 || !withBody ? head : new Seen(code, head.headers(), body(head));
    }

    /** The answer to a last request the server may cut off, also before it has all of it; nothing then. */
    Optional<Seen> answerUnlessCutOff(String request) {
        try {
            return Optional.of(send(request).sendEnd().answer());
        } catch (IOException cutOff) {
            return Optional.empty();
        }
    }

    /** Everything until the server closes. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String body(Seen head) throws IOException {
        int length = Integer.parseInt(head.one("content-length"));
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the body ended after " + bytes.length + " of " + length + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed after \"" + line.toString(StandardCharsets.UTF_8) + "\"");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
