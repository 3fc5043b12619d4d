package io.opsbus.testkit.agent;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One agent's websocket, and how it comes back to it (agent facts 7.1). */
final class AgentLink {
    private static final byte[] PING = "keepalive".getBytes(StandardCharsets.US_ASCII);

    private final AgentServer server;
    private final SimulatedIdentity identity;
    private final Pace pace;
    private final BiConsumer<WebSocket, String> heard;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<Line> line = Optional.empty();
    private volatile Optional<WebSocket> socket = Optional.empty();

    /**
     * Not open yet.
     *
     * @param heard is told of every line
     */
    AgentLink(AgentServer server, SimulatedIdentity identity, Pace pace, BiConsumer<WebSocket, String> heard) {
        this.server = server;
        this.identity = identity;
        this.pace = pace;
        this.heard = heard;
    }

    void open() throws InterruptedException {
        if (!dial()) {
            // one that never was is not missed: nothing is told, and nothing tried, before its time
            Thread.startVirtualThread(() -> {
                try {
                    await();
                } catch (InterruptedException ending) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    /** Until it is open, or over. */
    private void await() throws InterruptedException {
        boolean ending = isClosedWithin(pace.longWait(identity));
        while (!ending && !isOpen() && !dial()) {
            ending = isClosedWithin(pace.longWait(identity));
        }
    }

    boolean dial() throws InterruptedException {
        try {
            var next = new Line();
            socket = Optional.of(server.open(identity, next));
            line = Optional.of(next);
            return next.opened();
        } catch (IOException away) {
            return false;
        }
    }

    void ping() {
        socket.filter(_ -> isOpen()).ifPresent(open -> {
            var _ = open.sendPing(ByteBuffer.wrap(PING));
        });
    }

    boolean isOpen() {
        return closed.getCount() > 0 && line.filter(Line::isOpen).isPresent();
    }

    /** For good. */
    void close() {
        closed.countDown();
        socket.ifPresent(WebSocket::abort);
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    boolean isClosedWithin(Duration time) throws InterruptedException {
        return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** One redial, and then a long silence, though heartbeats go on. */
    private void redial() {
        Thread.startVirtualThread(() -> {
            try {
                if (isClosedWithin(pace.failingReads())) {
                    return;
                }
                server.posted(identity, "/luban/api/v1/exception/client_report", new byte[0]);
                if (!isClosedWithin(pace.beforeRedial()) && !isOpen() && !dial()) {
                    await();
                }
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private enum LineState {
        OPENING,
        OPEN,
        OVER
    }

    private final class Line implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        /** A line may end before who opened it hears that it is open. */
        private final AtomicReference<LineState> state = new AtomicReference<>(LineState.OPENING);

        /** Whether it still is. */
        boolean opened() {
            return state.compareAndSet(LineState.OPENING, LineState.OPEN);
        }

        boolean isOpen() {
            return state.get() == LineState.OPEN;
        }

        private void ended() {
            if (state.getAndSet(LineState.OVER) == LineState.OPEN && !isClosed()) {
                redial();
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.accept(from, text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            ended();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            ended();
        }
    }
}
