package io.opsbus.agent.wire;

import io.opsbus.agent.Journal;
import io.opsbus.agent.KickLine;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the websocket of kicks open. The official agent redials once after six seconds and then waits up to half an hour; this
 * one redials until it succeeds, soon at first and every half minute at last.
 */
public final class KickSocket implements AutoCloseable {
    private static final int LONGEST_LINE = 4096;
    private static final Duration PING = Duration.ofSeconds(60);

    private final Server server;
    private final BooleanSupplier dials;
    private final Consumer<KickLine> kicks;
    private final Consumer<Boolean> state;
    private final Journal journal;
    private final IntFunction<Duration> pauses;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Line current;

    /**
     * A socket that is not open yet.
     *
     * @param dials whether to open it (again); once not, {@link #run} is over
     * @param kicks is told every line; quick, please
     * @param state is told whether the socket is open
     * @param pauses before an attempt, by the number of attempts that failed since it was open last
     */
    public KickSocket(
            Server server,
            BooleanSupplier dials,
            Consumer<KickLine> kicks,
            Consumer<Boolean> state,
            Journal journal,
            IntFunction<Duration> pauses) {
        this.server = server;
        this.dials = dials;
        this.kicks = kicks;
        this.state = state;
        this.journal = journal;
        this.pauses = pauses;
    }

    /** One second, doubled up to thirty, each up to half as long again by chance: a thousand agents come back one by one. */
    public static Duration redial(int failed) {
        long millis = 1000L << Math.min(failed, 5);
        return Duration.ofMillis(Math.min(millis, 30_000)
                + java.util.concurrent.ThreadLocalRandom.current().nextLong(millis / 2));
    }

    /** Keeps it open until {@link #close}; blocks. */
    public void run() throws InterruptedException {
        int failed = 0;
        while (closed.getCount() > 0 && dials.getAsBoolean()) {
            try {
                var line = new Line();
                WebSocket socket = server.open(line);
                journal.note("connected");
                failed = 0;
                current = line;
                try {
                    state.accept(true);
                    stay(socket, line);
                } finally {
                    state.accept(false);
                    current = null;
                    line.left.countDown();
                }
                journal.note("disconnected");
            } catch (IOException away) {
                failed++;
                journal.note("cannot connect", "why", away);
            }
            if (closed.await(pauses.apply(failed).toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private void stay(WebSocket socket, Line line) throws InterruptedException {
        try {
            while (closed.getCount() > 0) {
                if (!line.answered.getAndSet(false)) {
                    journal.note("no answer to a ping");
                    return;
                }
                var _ = socket.sendPing(ByteBuffer.wrap("keepalive".getBytes(StandardCharsets.US_ASCII)));
                if (line.ended.await(PING.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } finally {
            socket.abort();
        }
    }

    /** When it returns, it was told that the socket is not open any more. */
    @Override
    public void close() {
        closed.countDown();
        Line line = current;
        if (line == null) {
            return;
        }
        line.ended.countDown();
        try {
            line.left.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** One connection. */
    private final class Line implements WebSocket.Listener {
        final AtomicBoolean answered = new AtomicBoolean(true);
        final CountDownLatch ended = new CountDownLatch(1);
        final CountDownLatch left = new CountDownLatch(1);
        private final StringBuilder text = new StringBuilder();
        private CompletableFuture<WebSocket> sent = CompletableFuture.completedFuture(null);

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            if (text.length() + data.length() > LONGEST_LINE) {
                ended.countDown();
                return CompletableFuture.completedFuture(null);
            }
            text.append(data);
            if (last) {
                heard(socket, text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            return onText(socket, StandardCharsets.UTF_8.decode(data), last);
        }

        private void heard(WebSocket socket, String frame) {
            KickLine kick = KickLine.read(frame);
            // one frame may be on its way at a time
            sent = sent.handle((_, _) -> socket).thenCompose(open -> open.sendText(kick.answer(frame), true));
            kicks.accept(kick);
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            answered.set(true);
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            ended.countDown();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            ended.countDown();
        }
    }
}
