package io.opsbus.testkit.agent;

import static io.opsbus.testkit.agent.SimulatedReports.NONE;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The tasks of one agent: ten at a time, or 500, reports as the official agent sends them (agent facts 8, 10). The agent that was seen runs a single
 * task once for ever; those from 2.2.3.857 on forget it when they have told its end ({@code agent/taskengine} of the public source).
 */
final class SimulatedTasks implements AutoCloseable {
    private static final int AT_A_TIME = 10;
    private static final int AT_A_TIME_OF_FORGETTING = 500;

    private final Map<String, Integer> newest = new ConcurrentHashMap<>();
    private final SimulatedReports reports;
    private final Work work;
    private final Semaphore workers;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    /** What runs or waits to, and what has a timetable last. */
    private final Map<String, SimulatedRun> runs = new ConcurrentHashMap<>();
    /** What stays over a kill, ids of scripts and paths of files: a single task whose script is there is refused. */
    private final Set<String> disk;

    SimulatedTasks(SimulatedReports reports, Work work) {
        this(reports, work, ConcurrentHashMap.newKeySet());
    }

    private SimulatedTasks(SimulatedReports reports, Work work, Set<String> disk) {
        this.disk = disk;
        this.workers = new Semaphore(reports.whose().forgetsScripts() ? AT_A_TIME_OF_FORGETTING : AT_A_TIME);
        this.reports = reports;
        this.work = work;
    }

    /** Those of the machine's next agent. */
    SimulatedTasks next() {
        return new SimulatedTasks(reports.next(), work, disk);
    }

    void take(StrictTaskList list) {
        list.files().forEach(file -> begin("file/" + file.id(), () -> write(file)));
        for (SimulatedTask task : list.run()) {
            newest.merge(task.id(), task.version(), Math::max);
            begin(key(task), () -> run(task));
        }
        list.stop().forEach(task -> Thread.startVirtualThread(() -> stop(task)));
    }

    private static String key(SimulatedTask task) {
        return task.id() + "/" + task.version();
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
            var _ = reports.tell(
                    "error",
                    "taskId=" + task.id() + "&invokeVersion=" + task.version()
                            + "&start=0&end=0&exitCode=0&dropped=0&errCode=-9&errDesc="
                            + URLEncoder.encode("ScriptFileExisted: exists", StandardCharsets.UTF_8),
                    NONE);
            return;
        }
        if (!task.isTimed()) {
            boolean hasRun = once(task).hasRun();
            runs.remove(task.id());
            if (reports.whose().forgetsScripts() && hasRun && !reports.areClosed()) {
                disk.remove(task.id());
            }
            return;
        }
        Optional<SimulatedTask.Ticks> ticks = task.timing().ticks();
        if (ticks.isPresent()) {
            runAgainAndAgain(task, ticks.get());
        }
    }

    /** Each tick once; one that ran too long leaves out what it missed, and a newer version takes its place (agent facts 11). */
    private void runAgainAndAgain(SimulatedTask task, SimulatedTask.Ticks ticks) throws InterruptedException {
        long tick = ticks.last(reports.now());
        while (true) {
            long now = reports.now();
            tick = Math.max(tick, ticks.last(now)) + 1;
            if (closed.await(ticks.at(tick) - now, TimeUnit.MILLISECONDS)
                    || newest.getOrDefault(task.id(), task.version()) > task.version()) {
                return;
            }
            if (once(task).endsTimetable()) {
                runs.remove(task.id());
                return;
            }
        }
    }

    private void write(SimulatedFile file) throws InterruptedException {
        boolean isThere = !disk.add(file.path());
        if (isThere && !file.overwrite()) {
            var _ = reports.tellOnce(
                    "invalid", "taskId=" + file.id() + "&taskType=sendfile&param=FileExist&value=exists", NONE);
            return;
        }
        work.wrote(file);
        var _ = reports.tellOnce(
                "finish", "taskId=" + file.id() + "&status=Success&taskType=sendfile&errorcode=0", NONE);
    }

    private SimulatedRun once(SimulatedTask task) throws InterruptedException {
        var run = new SimulatedRun(task, reports);
        runs.put(task.id(), run);
        workers.acquire();
        try {
            run.run(work);
        } finally {
            workers.release();
        }
        return run;
    }

    private void stop(SimulatedTask task) {
        try {
            if (reports.areOfNewer()) {
                stopAsNewer(task);
            } else {
                stopAsSeen(task);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** It is told before it is done, and told also of what is not known; no finish follows. Between two runs it names the last one. */
    private void stopAsSeen(SimulatedTask task) throws InterruptedException {
        SimulatedRun run = runs.remove(task.id());
        tellStopped(task, run == null ? 0 : run.start(), run == null || run.start() == 0 ? 0 : reports.now());
        interrupt(task);
    }

    /** What runs tells it when it has ended; between two runs the last one is named, without an end. */
    private void stopAsNewer(SimulatedTask task) throws InterruptedException {
        SimulatedRun run = runs.get(task.id());
        if (run != null && run.isUnderWay()) {
            run.stop();
            return;
        }
        runs.remove(task.id());
        interrupt(task);
        tellStopped(task, run == null ? 0 : run.start(), 0);
    }

    private void interrupt(SimulatedTask task) {
        Thread runs = running.get(key(task));
        if (runs != null) {
            runs.interrupt();
        }
    }

    private void tellStopped(SimulatedTask task, long start, long end) throws InterruptedException {
        var _ = reports.tell(
                "stopped",
                "taskId=" + task.id() + "&invokeVersion=" + task.version() + "&start=" + start + "&end=" + end
                        + "&exitcode=0&dropped=0&result=killed",
                NONE);
    }

    @Override
    public void close() {
        closed.countDown();
        reports.close();
        running.values().forEach(Thread::interrupt);
    }
}
