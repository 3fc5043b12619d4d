package io.opsbus.testkit.agent;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tasks of one agent: ten at a time, each single one once, reports as the official agent sends them (agent facts 8, 10). */
final class SimulatedTasks implements AutoCloseable {
    private static final byte[] NONE = {};
    private static final int AT_A_TIME = 10;
    private static final int ATTEMPTS = 4;
    private static final Pattern RATE = Pattern.compile("rate\\((\\d+)s\\)");

    private final AgentServer server;
    private final SimulatedIdentity identity;
    private final Pace pace;
    private final Work work;
    private final AgentWatch watch;
    private final Semaphore workers = new Semaphore(AT_A_TIME);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    /** Script files stay, also over a kill: a single task delivered again is refused. */
    private final Set<String> scripts;

    SimulatedTasks(AgentServer server, SimulatedIdentity identity, Pace pace, Work work, AgentWatch watch) {
        this(server, identity, pace, work, watch, ConcurrentHashMap.newKeySet());
    }

    private SimulatedTasks(
            AgentServer server,
            SimulatedIdentity identity,
            Pace pace,
            Work work,
            AgentWatch watch,
            Set<String> scripts) {
        this.scripts = scripts;
        this.server = server;
        this.identity = identity;
        this.pace = pace;
        this.work = work;
        this.watch = watch;
    }

    /** Those of the machine's next agent. */
    SimulatedTasks next() {
        return new SimulatedTasks(server, identity, pace, work, watch, scripts);
    }

    void take(StrictTaskList list) {
        list.files()
                .forEach(id -> begin(
                        "file/" + id,
                        () -> tell(
                                "finish",
                                "taskId=" + id + "&status=Success&taskType=sendfile&errorcode=0",
                                NONE,
                                ATTEMPTS)));
        list.run().forEach(task -> begin(task.id() + "/" + task.version(), () -> run(task)));
        list.stop().forEach(this::stop);
    }

    /** Something to do on a thread of its own. */
    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    /** What runs already is left alone. */
    private void begin(String key, Step step) {
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            try {
                step.run();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                running.remove(key);
            }
        });
        if (running.putIfAbsent(key, thread) == null) {
            thread.start();
        }
    }

    private void run(SimulatedTask task) throws InterruptedException {
        if (task.isOnce() && !scripts.add(task.id())) {
            tell(
                    "error",
                    "taskId=" + task.id() + "&invokeVersion=" + task.version()
                            + "&start=0&end=0&exitCode=0&dropped=0&errCode=-9&errDesc="
                            + URLEncoder.encode("ScriptFileExisted: exists", StandardCharsets.UTF_8),
                    NONE,
                    ATTEMPTS);
            return;
        }
        if (!task.isTimed()) {
            once(task);
            return;
        }
        Optional<Duration> rate = rate(task.cron());
        // of timetables only rates are simulated
        while (rate.isPresent() && !isClosedWithin(rate.get())) {
            once(task);
        }
    }

    private static Optional<Duration> rate(String cron) {
        Matcher rate = RATE.matcher(cron);
        return rate.matches() ? Optional.of(Duration.ofSeconds(Long.parseLong(rate.group(1)))) : Optional.empty();
    }

    private boolean isClosedWithin(Duration time) throws InterruptedException {
        return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void once(SimulatedTask task) throws InterruptedException {
        workers.acquire();
        try {
            long start = server.clock().millis();
            String query = "taskId=" + task.id() + "&invokeVersion=" + task.version() + "&start=" + start;
            tell("running", query, NONE, 1);
            Work.Result result = work.of(task);
            if (isClosedWithin(result.takes())) {
                return;
            }
            tell(
                    "finish",
                    query + "&end=" + server.clock().millis() + "&exitCode=" + result.exitCode() + "&dropped=0",
                    result.output(),
                    ATTEMPTS);
        } finally {
            workers.release();
        }
    }

    /** It is told before it is done, and told also of what is not known; no finish follows. */
    private void stop(SimulatedTask task) {
        Thread.startVirtualThread(() -> {
            try {
                tell(
                        "stopped",
                        "taskId=" + task.id() + "&invokeVersion=" + task.version()
                                + "&start=0&end=0&exitcode=0&dropped=0&result=killed",
                        NONE,
                        ATTEMPTS);
                Thread runs = running.get(task.id() + "/" + task.version());
                if (runs != null) {
                    runs.interrupt();
                }
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void tell(String word, String query, byte[] body, int attempts) throws InterruptedException {
        for (int attempt = 0; attempt < attempts; attempt++) {
            if (server.told(identity, "/luban/api/v1/task/" + word + "?" + query, body)) {
                watch.told(identity.instanceId(), word, query);
                return;
            }
            if (isClosedWithin(pace.retry())) {
                return;
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        running.values().forEach(Thread::interrupt);
    }
}
