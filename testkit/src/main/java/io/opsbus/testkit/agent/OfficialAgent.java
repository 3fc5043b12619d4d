package io.opsbus.testkit.agent;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One agent that behaves as the official one of its version.
 *
 * <pre>
 *  start: update check, websocket, heartbeat, fetch (startup), metrics
 *  kick ─> answer ─> fetch ─> run ─> running, finish
 *  connection lost ─> 5 s ─> client_report ─> 1 s ─> one redial ─> or half an hour
 *  no first connection: half an hour
 *  newer than 2.2.3.578: or five minutes, or a heartbeat that succeeds again
 *  from 2.2.3.941 on: a fetch (startup) is tried until it succeeds; that it is an instance no more ends it
 * </pre>
 */
public final class OfficialAgent implements AutoCloseable {
    private static final int ATTEMPTS = 4;
    private static final byte[] METRICS =
            "{\"eventId\":\"agent.startup\",\"category\":\"agent\",\"common\":\"{}\",\"keywords\":\"{}\"}"
                    .getBytes(StandardCharsets.US_ASCII);

    private final AgentServer server;
    private final SimulatedIdentity identity;
    private final Pace pace;
    private final SimulatedTasks tasks;
    private final AgentWatch watch;
    private final List<String> kicks = new CopyOnWriteArrayList<>();
    private final AgentLink link;
    private volatile boolean started;
    private volatile boolean deaf;
    private volatile boolean wasAnswered = true;
    private final AtomicInteger droppedLists = new AtomicInteger();

    public OfficialAgent(AgentServer server, SimulatedIdentity identity, Pace pace, Work work) {
        this(server, identity, pace, work, AgentWatch.NONE);
    }

    /** An agent somebody looks at while it works. */
    public OfficialAgent(AgentServer server, SimulatedIdentity identity, Pace pace, Work work, AgentWatch watch) {
        this(
                server,
                identity,
                pace,
                watch,
                new SimulatedTasks(new SimulatedReports(server, identity, pace, watch), work));
    }

    private OfficialAgent(
            AgentServer server, SimulatedIdentity identity, Pace pace, AgentWatch watch, SimulatedTasks tasks) {
        this.server = server;
        this.identity = identity;
        this.pace = pace;
        this.watch = watch;
        this.tasks = tasks;
        this.link = new AgentLink(server, identity, pace, this::heard);
    }

    /** Dies, and what it ran is not told. Returns the machine's next agent, not started yet; files of scripts are still there. */
    public OfficialAgent killed() {
        close();
        return new OfficialAgent(server, identity, pace, watch, tasks.next());
    }

    /** Starts as after a boot of the machine, or of the agent alone; blocks until the first fetch is done. */
    public void start(boolean coldStart) throws InterruptedException {
        String check = "{\"os\":\"linux\",\"arch\":\"amd64\",\"app_id\":\"aliyun assistant\",\"app_version\":\""
                + identity.version() + "\"}";
        server.posted(identity, "/luban/api/v1/update/update_check", check.getBytes(StandardCharsets.US_ASCII));
        link.open();
        // of newer ones the first that is answered brings a websocket that could not be opened
        wasAnswered = link.isOpen();
        beat();
        fetchAtStart("reason=startup&cold_start=" + coldStart);
        started = true;
        server.posted(identity, "/luban/api/metrics", METRICS);
    }

    /** What the official agent does once a minute: a ping on its websocket, a heartbeat beside it. */
    public void beat() throws InterruptedException {
        link.ping();
        AgentServer.Beat beat = server.heartbeat(identity);
        if (beat == AgentServer.Beat.FAREWELL && identity.insists()) {
            close();
            return;
        }
        boolean isAnswered = beat == AgentServer.Beat.ANSWERED;
        boolean isBack = isAnswered && !wasAnswered;
        wasAnswered = isAnswered;
        if (isBack && identity.isNewer() && !isConnected() && !isGone()) {
            var _ = link.dial();
        }
    }

    public String instanceId() {
        return identity.instanceId();
    }

    /** Signs so many requests before they are sent. */
    public void signAhead(int requests) {
        server.ahead().fill(identity, requests, server.clock().millis());
    }

    public boolean isConnected() {
        return link.isOpen();
    }

    /** It was closed, or has forgotten its registration. */
    public boolean isGone() {
        return link.isClosed();
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

    private void fetchAtStart(String reason) throws InterruptedException {
        boolean isDone = fetch(reason) != Fetched.NOT;
        while (!isDone && identity.insists()) {
            isDone = link.isClosedWithin(pace.refetch()) || fetch(reason) != Fetched.NOT;
        }
    }

    private enum Fetched {
        NOT,
        NOTHING,
        SOMETHING
    }

    /** All attempts ask in the very same words ({@code agent/taskengine/fetchtask.go} of the public source). */
    private Fetched fetch(String reason) throws InterruptedException {
        String target = "/luban/api/v1/task/list?" + reason + "&currentTime="
                + server.clock().millis() + "&offset=0&timeZone=UTC"
                + (identity.insists() ? "&concurrency=0&concurrencyHardLimit=500" : "");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                HttpResponse<String> answer = server.list(identity, target);
                if (AgentServer.isFarewell(answer) && identity.insists()) {
                    close();
                    return Fetched.NOT;
                }
                if (answer.statusCode() <= 400) {
                    boolean ignored = link.isClosedWithin(server.mischief().wayOfList());
                    return take(answer.body());
                }
            } catch (IOException away) {
                // once more
            }
            if (link.isClosedWithin(pace.retry())) {
                return Fetched.NOT;
            }
        }
        return Fetched.NOT;
    }

    private Fetched take(String body) {
        Optional<StrictTaskList> list = StrictTaskList.read(body);
        if (list.isEmpty()) {
            droppedLists.incrementAndGet();
            return Fetched.SOMETHING;
        }
        if (!isGone()) {
            tasks.take(list.get());
        }
        return list.get().isEmpty() ? Fetched.NOTHING : Fetched.SOMETHING;
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
            String task = words.length > 3 ? "&taskId=" + words[3] : "";
            for (int n = server.mischief().hearings(); n > 0; n--) {
                Thread.startVirtualThread(() -> kicked(task));
            }
        }
    }

    private void kicked(String task) {
        try {
            if (fetch("reason=kickoff" + task) == Fetched.NOTHING && !link.isClosedWithin(pace.refetch())) {
                var _ = fetch("reason=kickoff" + task);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
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
        link.close();
        tasks.close();
    }
}
