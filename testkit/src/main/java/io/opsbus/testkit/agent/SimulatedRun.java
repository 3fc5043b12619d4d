package io.opsbus.testkit.agent;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One run of a task. The agent that was seen says that it was stopped before it ends a script, and nothing after; newer ones end it and then
 * tell what it wrote. One that is stopped before it has begun runs on, of newer agents, and says so at its end.
 */
final class SimulatedRun {
    private static final int KILLED = -1;

    private final SimulatedTask task;
    private final SimulatedReports reports;
    private final CountDownLatch killed = new CountDownLatch(1);
    /** Milliseconds of an epoch; 0 before. */
    private volatile long start;

    private volatile long stopped;
    private volatile boolean isOver;
    private volatile boolean hasRun;
    private volatile boolean isUnwanted;
    /** It ends without a word: a newer agent was told that its task is not wanted. */
    private volatile boolean isQuiet;

    SimulatedRun(SimulatedTask task, SimulatedReports reports) {
        this.task = task;
        this.reports = reports;
    }

    long start() {
        return start;
    }

    /** It is to end, and tells that itself (newer agents). */
    void stop() {
        stopped = reports.now();
        if (start > 0) {
            killed.countDown();
        }
    }

    private boolean isStopped() {
        return stopped > 0;
    }

    /** Whether no other is to follow: it was stopped, or a newer agent was told that its task is not wanted. */
    boolean endsTimetable() {
        return isStopped() || isUnwanted;
    }

    /** Whether its script was begun. */
    boolean hasRun() {
        return hasRun;
    }

    /** It waits to begin, runs, or tells its end. */
    boolean isUnderWay() {
        return !isOver;
    }

    /** From its begin to its end. */
    void run(Work work) throws InterruptedException {
        start = reports.now();
        tellAll(work);
        isOver = true;
    }

    private void tellAll(Work work) throws InterruptedException {
        String query = "taskId=" + task.id() + "&invokeVersion=" + task.version() + "&start=" + start;
        if (isGivenUp(reports.tellOnce("running", query, SimulatedReports.NONE))) {
            return;
        }
        hasRun = true;
        Work.Result result = work.of(task);
        int quota = task.limits().quota();
        ToldOutput output = reports.areOfNewer()
                ? ToldOutput.ofNewer(result.output(), quota, reports.whose().tellsOutputAgain())
                : ToldOutput.ofSeen(result.output(), quota);
        Duration timeout = task.limits().timeout();
        boolean isLate = !timeout.isZero() && result.takes().compareTo(timeout) > 0;
        boolean isKilled = isKilledWhile(isLate ? timeout : result.takes(), query, output);
        if (reports.areClosed() || isQuiet) {
            return;
        }
        if (isStopped()) {
            var _ = reports.tell(
                    "stopped",
                    query + "&end=" + stopped + "&exitcode=" + (isKilled ? KILLED : result.exitCode()) + "&dropped="
                            + output.dropped() + "&result=killed",
                    output.rest());
            return;
        }
        var _ = isGivenUp(reports.tell(
                isLate ? "timeout" : "finish",
                query + "&end=" + reports.now() + "&exitCode=" + (isLate ? 1 : result.exitCode()) + "&dropped="
                        + output.dropped(),
                output.rest()));
    }

    /** It runs; those with a timetable tell nothing meanwhile. */
    private boolean isKilledWhile(Duration takes, String query, ToldOutput output) throws InterruptedException {
        long end = System.nanoTime() + takes.toNanos();
        long tick = task.limits().interval().dividedBy(reports.pace().ticks()).toNanos();
        long left = takes.toNanos();
        while (left > tick && !task.isTimed()) {
            if (killed.await(tick, TimeUnit.NANOSECONDS)) {
                return true;
            }
            byte[] part = output.part();
            if (part.length > 0) {
                ReportReply answer = reports.tellOnce("running", query, part);
                if (!answer.isTaken()) {
                    output.notTaken(part);
                } else if (isGivenUp(answer)) {
                    isQuiet = true;
                    return true;
                }
            }
            left = end - System.nanoTime();
        }
        return killed.await(Math.max(0, left), TimeUnit.NANOSECONDS);
    }

    private boolean isGivenUp(ReportReply answer) {
        if (!reports.areOfNewer()) {
            return false;
        }
        if (answer.endsTimetable()) {
            isUnwanted = true;
        }
        return answer.endsRun();
    }
}
