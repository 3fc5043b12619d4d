package io.opsbus.testkit.agent;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One agent that behaves as the official one.
 *
 * <pre>
 *  start: update check, websocket, heartbeat, fetch (startup), metrics
 *  kick ─> answer ─> fetch ─> run ─> running, finish
 *  connection lost ─> 5 s ─> client_report ─> 1 s ─> one redial ─> or half an hour
 * </pre>
 */
public final class OfficialAgent implements AutoCloseable {
    private static final int ATTEMPTS = 4;
    private static final byte[] PING = "keepalive".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UPDATE_CHECK =
            "{\"os\":\"linux\",\"arch\":\"amd64\",\"app_id\":\"aliyun assistant\",\"app_version\":\"2.2.3.578\"}"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] METRICS =
            "{\"eventId\":\"agent.startup\",\"category\":\"agent\",\"common\":\"{}\",\"keywords\":\"{}\"}"
                    .getBytes(StandardCharsets.US_ASCII);

    private final AgentServer server;
    private final SimulatedIdentity identity;
    private final Pace pace;
    private final SimulatedTasks tasks;
    private final AgentWatch watch;
    private final List<String> kicks = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean started;
    private volatile Optional<Line> line = Optional.empty();
    private volatile boolean deaf;
    private final AtomicInteger droppedLists = new AtomicInteger();
    private volatile Optional<WebSocket> socket = Optional.empty();

    public OfficialAgent(AgentServer server, SimulatedIdentity identity, Pace pace, Work work) {
        this(server, identity, pace, work, AgentWatch.NONE);
    }

    /** An agent somebody looks at while it works. */
    public OfficialAgent(AgentServer server, SimulatedIdentity identity, Pace pace, Work work, AgentWatch watch) {
        this(server, identity, pace, watch, new SimulatedTasks(server, identity, pace, work, watch));
    }

    private OfficialAgent(
            AgentServer server, SimulatedIdentity identity, Pace pace, AgentWatch watch, SimulatedTasks tasks) {
        this.server = server;
        this.identity = identity;
        this.pace = pace;
        this.watch = watch;
        this.tasks = tasks;
    }

    /** Dies, and what it ran is not told. Returns the machine's next agent, not started yet; files of scripts are still there. */
    public OfficialAgent killed() {
        close();
        return new OfficialAgent(server, identity, pace, watch, tasks.next());
    }

    /** Starts as after a boot of the machine, or of the agent alone; blocks until the first fetch is done. */
    public void start(boolean coldStart) throws InterruptedException {
        server.posted(identity, "/luban/api/v1/update/update_check", UPDATE_CHECK);
        if (!dial()) {
            redial();
        }
        beat();
        fetch("reason=startup&cold_start=" + coldStart);
        started = true;
        server.posted(identity, "/luban/api/metrics", METRICS);
    }

    /** What the official agent does once a minute: a ping on its websocket, a heartbeat beside it. */
    public void beat() throws InterruptedException {
        socket.filter(_ -> isConnected()).ifPresent(open -> {
            var _ = open.sendPing(ByteBuffer.wrap(PING));
        });
        server.heartbeat(identity);
    }

    public String instanceId() {
        return identity.instanceId();
    }

    /** Signs so many requests before they are sent. */
    public void signAhead(int requests) {
        server.ahead().fill(identity, requests, server.clock().millis());
    }

    public boolean isConnected() {
        return closed.getCount() > 0 && line.filter(Line::isOpen).isPresent();
    }

    /** It was closed, or has forgotten its registration. */
    public boolean isGone() {
        return closed.getCount() == 0;
    }

    /** It was sent a kick without its third word, and hears nothing until it is restarted. */
    public boolean isDeaf() {
        return deaf;
    }

    /** Lists it dropped for a wrong type. */
    public int droppedLists() {
        return droppedLists.get();
    }

    /** Every line it was sent. */
    public List<String> kicks() {
        return List.copyOf(kicks);
    }

    private boolean dial() throws InterruptedException {
        try {
            var next = new Line();
            socket = Optional.of(server.open(identity, next));
            line = Optional.of(next);
            return next.opened();
        } catch (IOException away) {
            return false;
        }
    }

    /** One redial, and then a long silence, though heartbeats go on. */
    private void redial() {
        Thread.startVirtualThread(() -> {
            try {
                if (isClosedWithin(pace.failingReads())) {
                    return;
                }
                server.posted(identity, "/luban/api/v1/exception/client_report", new byte[0]);
                boolean ending = isClosedWithin(pace.beforeRedial());
                while (!ending && !dial()) {
                    ending = isClosedWithin(pace.longWait());
                }
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private boolean fetch(String reason) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                HttpResponse<String> answer = server.post(
                        identity,
                        "/luban/api/v1/task/list?" + reason + "&currentTime="
                                + server.clock().millis() + "&offset=0&timeZone=UTC",
                        new byte[0]);
                if (answer.statusCode() <= 400) {
                    return take(answer.body());
                }
            } catch (IOException away) {
                // once more
            }
            if (isClosedWithin(pace.retry())) {
                return true;
            }
        }
        return true;
    }

    private boolean take(String body) {
        Optional<StrictTaskList> list = StrictTaskList.read(body);
        if (list.isEmpty()) {
            droppedLists.incrementAndGet();
            return true;
        }
        tasks.take(list.get());
        return !list.get().isEmpty();
    }

    private void heard(WebSocket from, String line) {
        if (deaf) {
            return;
        }
        kicks.add(line);
        watch.kicked(identity.instanceId(), line);
        String[] words = line.split(" ", -1);
        boolean needsThird = words.length > 1 && words[1].matches("agent|task|session|file|status");
        if (words[0].equals("kick_vm") && needsThird && words.length < 3) {
            deaf = true;
            return;
        }
        boolean fetches = words.length == 1 || words[1].matches("task|file");
        boolean known = words[0].equals("kick_vm")
                && (words.length == 1 || needsThird || words[1].equals("noop"))
                && !line.equals("kick_vm agent deregister");
        var _ = from.sendText((known ? "accept:" : "unknow:") + line, true);
        if (line.equals("kick_vm agent deregister")) {
            Thread.startVirtualThread(this::deregister);
        } else if (known && fetches && started) {
            Thread.startVirtualThread(() -> kicked(words.length > 3 ? "&taskId=" + words[3] : ""));
        }
    }

    private void kicked(String task) {
        try {
            if (!fetch("reason=kickoff" + task) && !isClosedWithin(pace.refetch())) {
                fetch("reason=kickoff" + task);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosedWithin(Duration time) throws InterruptedException {
        return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void deregister() {
        try {
            if (server.left(identity)) {
                close();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        tasks.close();
        socket.ifPresent(WebSocket::abort);
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
            if (state.getAndSet(LineState.OVER) == LineState.OPEN && closed.getCount() > 0) {
                redial();
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard(from, text.toString());
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
