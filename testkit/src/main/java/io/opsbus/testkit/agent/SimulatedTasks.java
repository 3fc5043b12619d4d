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

/** The tasks of one agent: ten at a time, each single one once, reports as the official agent sends them (agent facts 8, 10). */
final class SimulatedTasks implements AutoCloseable {
    private static final byte[] NONE = {};
    private static final int AT_A_TIME = 10;
    private static final int ATTEMPTS = 4;

    private final Map<String, Integer> newest = new ConcurrentHashMap<>();
    private final AgentServer server;
    private final SimulatedIdentity identity;
    private final Pace pace;
    private final Work work;
    private final AgentWatch watch;
    private final Semaphore workers = new Semaphore(AT_A_TIME);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    /** When what runs began, and what has a timetable last. */
    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    /** What stays over a kill, ids of scripts and paths of files: a single task delivered again is refused. */
    private final Set<String> disk;

    SimulatedTasks(AgentServer server, SimulatedIdentity identity, Pace pace, Work work, AgentWatch watch) {
        this(server, identity, pace, work, watch, ConcurrentHashMap.newKeySet());
    }

    private SimulatedTasks(
            AgentServer server, SimulatedIdentity identity, Pace pace, Work work, AgentWatch watch, Set<String> disk) {
        this.disk = disk;
        this.server = server;
        this.identity = identity;
        this.pace = pace;
        this.work = work;
        this.watch = watch;
    }

    /** Those of the machine's next agent. */
    SimulatedTasks next() {
        return new SimulatedTasks(server, identity, pace, work, watch, disk);
    }

    void take(StrictTaskList list) {
        list.files().forEach(file -> begin("file/" + file.id(), () -> write(file)));
        for (SimulatedTask task : list.run()) {
            newest.merge(task.id(), task.version(), Math::max);
            begin(task.id() + "/" + task.version(), () -> run(task));
        }
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
        if (task.isOnce() && !disk.add(task.id())) {
            tell(
                    "error",
                    "taskId=" + task.id() + "&invokeVersion=" + task.version()
                            + "&start=0&end=0&exitCode=0&dropped=0&errCode=-9&errDesc="
                            + URLEncoder.encode("ScriptFileExisted: exists", StandardCharsets.UTF_8),
                    NONE);
            return;
        }
        if (!task.isTimed()) {
            once(task);
            return;
        }
        Optional<SimulatedTask.Ticks> ticks = task.timing().ticks();
        if (ticks.isPresent()) {
            runAgainAndAgain(task, ticks.get());
        }
    }

    /** Each tick once; one that ran too long leaves out what it missed, and a newer version takes its place (agent facts 11). */
    private void runAgainAndAgain(SimulatedTask task, SimulatedTask.Ticks ticks) throws InterruptedException {
        long tick = ticks.last(server.clock().millis());
        while (true) {
            long now = server.clock().millis();
            tick = Math.max(tick, ticks.last(now)) + 1;
            if (isClosedWithin(Duration.ofMillis(ticks.at(tick) - now))
                    || newest.getOrDefault(task.id(), task.version()) > task.version()) {
                return;
            }
            once(task);
        }
    }

    private void write(SimulatedFile file) throws InterruptedException {
        boolean isThere = !disk.add(file.path());
        if (isThere && !file.overwrite()) {
            tellOnce("invalid", "taskId=" + file.id() + "&taskType=sendfile&param=FileExist&value=exists", NONE);
            return;
        }
        work.wrote(file);
        tellOnce("finish", "taskId=" + file.id() + "&status=Success&taskType=sendfile&errorcode=0", NONE);
    }

    private boolean isClosedWithin(Duration time) throws InterruptedException {
        return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void once(SimulatedTask task) throws InterruptedException {
        workers.acquire();
        try {
            long start = server.clock().millis();
            begun.put(task.id(), start);
            String query = "taskId=" + task.id() + "&invokeVersion=" + task.version() + "&start=" + start;
            tellOnce("running", query, NONE);
            Work.Result result = work.of(task);
            var output = new ToldOutput(result.output(), task.limits().quota());
            Duration timeout = task.limits().timeout();
            boolean isLate = !timeout.isZero() && result.takes().compareTo(timeout) > 0;
            if (isClosedWhile(isLate ? timeout : result.takes(), task, query, output)) {
                return;
            }
            tell(
                    isLate ? "timeout" : "finish",
                    query + "&end=" + server.clock().millis() + "&exitCode=" + (isLate ? 1 : result.exitCode())
                            + "&dropped=" + output.dropped(),
                    output.rest());
        } finally {
            if (!task.isTimed()) {
                begun.remove(task.id());
            }
            workers.release();
        }
    }

    /** It runs; those with a timetable tell nothing meanwhile. */
    private boolean isClosedWhile(Duration takes, SimulatedTask task, String query, ToldOutput output)
            throws InterruptedException {
        long end = System.nanoTime() + takes.toNanos();
        long tick = task.limits().interval().dividedBy(pace.ticks()).toNanos();
        long left = takes.toNanos();
        while (left > tick && !task.isTimed()) {
            if (isClosedWithin(Duration.ofNanos(tick))) {
                return true;
            }
            byte[] part = output.part();
            if (part.length > 0) {
                tellOnce("running", query, part);
            }
            left = end - System.nanoTime();
        }
        return isClosedWithin(Duration.ofNanos(Math.max(0, left)));
    }

    /** It is told before it is done, and told also of what is not known; no finish follows. Between two runs it names the last one. */
    private void stop(SimulatedTask task) {
        Thread.startVirtualThread(() -> {
            try {
                Long start = begun.remove(task.id());
                tell(
                        "stopped",
                        "taskId=" + task.id() + "&invokeVersion=" + task.version()
                                + (start == null
                                        ? "&start=0&end=0"
                                        : "&start=" + start + "&end="
                                                + server.clock().millis())
                                + "&exitcode=0&dropped=0&result=killed",
                        NONE);
                Thread runs = running.get(task.id() + "/" + task.version());
                if (runs != null) {
                    runs.interrupt();
                }
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void tell(String word, String query, byte[] body) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (server.told(identity, target(word, query), body)) {
                watch.told(identity.instanceId(), word, query);
                return;
            }
            if (isClosedWithin(pace.retry())) {
                return;
            }
        }
    }

    /** As the official agent tells what ends nothing, and what became of files. */
    private void tellOnce(String word, String query, byte[] body) throws InterruptedException {
        if (server.toldOnce(identity, target(word, query), body)) {
            watch.told(identity.instanceId(), word, query);
        } else {
            watch.lost(identity.instanceId(), word, query, body.length);
        }
    }

    private static String target(String word, String query) {
        return "/luban/api/v1/task/" + word + "?" + query;
    }

    @Override
    public void close() {
        closed.countDown();
        running.values().forEach(Thread::interrupt);
    }
}
