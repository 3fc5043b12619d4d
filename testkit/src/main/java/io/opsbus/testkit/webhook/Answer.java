package io.opsbus.testkit.webhook;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Carries a {@link Reply} out on a connection. */
final class Answer {
    private static final byte[] GARBAGE = {
        0x16, 0x03, 0x01, 0, (byte) 0xff, 'n', 'o', 't', ' ', 'H', 'T', 'T', 'P', 0, 10
    };

    private final Socket connection;

    Answer(Socket connection) {
        this.connection = connection;
    }

    /** Returns whether the connection may carry another request. */
    boolean give(Reply reply) throws IOException, InterruptedException {
        return switch (reply) {
            case Reply.Status status -> {
                send(http(status));
                yield true;
            }
            case Reply.Delayed(Duration by, Reply then) -> {
                waitFor(by);
                yield give(then);
            }
            case Reply.Garbage() -> last(GARBAGE);
            case Reply.Truncated() -> last(ascii("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this"));
            case Reply.Close() -> false;
            case Reply.Reset() -> {
                reset(connection);
                yield false;
            }
            case Reply.Hang() -> {
                untilBroken();
                yield false;
            }
            case Reply.Drip(Duration pause) -> {
                drip(http(new Reply.Status(200, Map.of(), "dripping")), pause);
                yield true;
            }
        };
    }

    /** Ends a connection by RST instead of FIN: what a crashed or overloaded peer looks like. */
    static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    private boolean last(byte[] bytes) throws IOException {
        send(bytes);
        return false;
    }

    private void send(byte[] bytes) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    private void drip(byte[] bytes, Duration pause) throws IOException, InterruptedException {
        for (byte octet : bytes) {
            send(new byte[] {octet});
            waitFor(pause);
        }
    }

    /** Real time on purpose: the client under test has real time-outs. */
    private static void waitFor(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    private void untilBroken() throws IOException {
        while (connection.getInputStream().read() >= 0) {
            // whatever else the client says is not answered either
        }
    }

    private static byte[] http(Reply.Status status) {
        var head = new StringBuilder("HTTP/1.1 ").append(status.code()).append(" Scripted\r\n");
        status.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (status.code() != 204 && status.code() != 304) {
            head.append("Content-Length: ")
                    .append(status.body().getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        return head.append("\r\n").append(status.body()).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
