package io.opsbus.benchmarks.sink;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The sink inside the test's JVM. */
public final class LoopbackSink implements AutoCloseable {
    private final Tally tally = new Tally();
    private final Http1Loop http1;
    private final Http2Server http2;

    private LoopbackSink() throws IOException, InterruptedException {
        http1 = new Http1Loop(tally, 0, 0);
        http2 = new Http2Server(tally, 0);
        Thread.ofPlatform().daemon().name("sink").start(http1);
    }

    public static LoopbackSink start() {
        try {
            return new LoopbackSink();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int port(boolean h2c) {
        return h2c ? http2.port() : http1.port();
    }

    public Reading read() {
        return tally.read();
    }

    @Override
    public void close() {
        try {
            http1.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http2.close();
    }
}
