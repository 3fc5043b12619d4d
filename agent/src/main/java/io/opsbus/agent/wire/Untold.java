package io.opsbus.agent.wire;

import io.opsbus.agent.Journal;
import io.opsbus.agent.Report;
import io.opsbus.agent.run.Reports;
import io.opsbus.agent.wire.Backlog.Line;
import io.opsbus.agent.wire.Backlog.Waiting;
import io.opsbus.agent.wire.Telling.Told;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Reports of what is over. Each is on the disk from when its script has ended until the server has taken or refused it: neither an agent
 * that ends or is killed nor a server that is away for longer than anybody's patience makes a script's result be lost. Those of one task
 * are told in their order, whoever tells them, and nothing else of it before. Not synced: a power cut may take the last ones.
 *
 * <p>Bounded: the newest 20 of each task, 2,000 in all, 64 MiB of output. What the disk does not
 * take is told all the same, from memory.
 */
public final class Untold implements Reports {
    private static final int MOST = 2_000;
    private static final long MOST_BYTES = 64L << 20;
    /** Of what could not be written: beyond, a report is kept without its output. */
    private static final int MOST_UNWRITTEN_BYTES = 1 << 20;

    private static final Duration KEPT = Duration.ofDays(1);
    /** A clock that was set forward makes all of them look old: they are told so often nevertheless. */
    private static final int LATE_TRIES = 10;
    /** So many in a row of which nothing is heard end a round: the next one begins with others. */
    private static final int MOST_UNHEARD = 3;

    private final KeptReports files;
    private final Server server;
    private final Journal journal;
    private final Clock clock;
    private final Backlog backlog = new Backlog(MOST, MOST_BYTES);
    private final ReentrantLock retelling = new ReentrantLock();
    private final Semaphore inMemory = new Semaphore(4);

    /**
     * What an earlier process of this instance has left, and what comes.
     *
     * @param folder of the reports of all instances; those of others are deleted
     * @param instance who the machine is
     */
    public Untold(Path folder, String instance, Server server, Journal journal, Clock clock) {
        this.files = new KeptReports(folder, instance, journal, clock);
        this.server = server;
        this.journal = journal;
        this.clock = clock;
        files.find((file, report) -> {
            var found = new Waiting(file, report, true);
            found.isReleased = true;
            backlog.add(found).forEach(this::leaveOut);
        });
    }

    @Override
    public boolean tell(Report report) {
        return tell(report, () -> false);
    }

    @Override
    public boolean tell(Report report, BooleanSupplier isMoot) {
        try {
            return isClear(report) && server.tell(report, isMoot);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether nothing of runs before waits any more: the server would take it for this one's. */
    private boolean isClear(Report report) throws InterruptedException {
        Optional<Line> line = backlog.line(report.taskId());
        if (line.isEmpty()) {
            return true;
        }
        Line own = line.get();
        own.telling.lockInterruptibly();
        try {
            return tellReleased(own, report.body().length == 0) == Told.TAKEN;
        } finally {
            own.telling.unlock();
        }
    }

    @Override
    public Kept keep(Report report) {
        Waiting one = kept(report);
        backlog.add(one).forEach(this::leaveOut);
        return told -> {
            one.told = told;
            try {
                return isOver(one);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                one.isReleased = true;
            }
        };
    }

    private Waiting kept(Report report) {
        Path file = files.next();
        try {
            files.write(file, report);
            return new Waiting(file, report, true);
        } catch (IOException full) {
            journal.note("report not kept", "report", report, "why", full);
            boolean fits = backlog.unwritten() + report.body().length <= MOST_UNWRITTEN_BYTES;
            return new Waiting(file, fits ? report : report.withoutOutput(), false);
        }
    }

    private void leaveOut(Waiting one) {
        journal.note("report left out, newer ones wait", "taskId", one.task);
        files.delete(one.file);
    }

    /** Tells its task's line as far as this one; see {@link Kept#tell}. */
    private boolean isOver(Waiting own) throws InterruptedException {
        Optional<Line> found = backlog.line(own.task);
        if (found.isEmpty()) {
            return false;
        }
        Line line = found.get();
        line.telling.lockInterruptibly();
        try {
            while (!backlog.isGone(own)) {
                Optional<Waiting> first = backlog.first(line, false);
                if (first.isEmpty()) {
                    return false;
                }
                Told told = told(first.get(), line, line.isTried);
                if (!told.isSettled() || first.get() == own) {
                    return told != Told.LEFT;
                }
            }
            return false;
        } finally {
            line.telling.unlock();
        }
    }

    /** Tells what others have given up, in order, until one is not taken; what came of the last, and taken if there was none. */
    private Told tellReleased(Line line, boolean once) throws InterruptedException {
        while (true) {
            Optional<Waiting> first = backlog.first(line, true);
            if (first.isEmpty()) {
                return Told.TAKEN;
            }
            Told told = told(first.get(), line, once || line.isTried);
            if (!told.isSettled()) {
                return told;
            }
        }
    }

    /**
     * Tells once what is left of earlier; waits for whoever does so already. Of a task whose report is not taken the others wait, other
     * tasks' do not.
     *
     * @return false when there is one of which nothing is heard
     */
    public boolean retell() throws InterruptedException {
        retelling.lockInterruptibly();
        try {
            boolean isHeard = true;
            int unheard = 0;
            for (String task : backlog.tasks()) {
                Told told = retold(task);
                if (told == Told.LEFT) {
                    return false;
                }
                unheard = told == Told.UNHEARD ? unheard + 1 : 0;
                if (told == Told.UNHEARD) {
                    isHeard = false;
                    backlog.toTheEnd(task);
                }
                if (unheard == MOST_UNHEARD) {
                    return false;
                }
            }
            return isHeard;
        } finally {
            retelling.unlock();
        }
    }

    /** The same, but that nobody is waited for. */
    public void retellUnlessBusy() throws InterruptedException {
        if (!retelling.isLocked()) {
            boolean _ = retell();
        }
    }

    private Told retold(String task) throws InterruptedException {
        Optional<Line> line = backlog.line(task);
        if (line.isEmpty() || !line.get().telling.tryLock()) {
            return Told.TAKEN;
        }
        try {
            return tellReleased(line.get(), true);
        } finally {
            line.get().telling.unlock();
        }
    }

    private Told told(Waiting one, Line line, boolean once) throws InterruptedException {
        try {
            Told told = told(one, once);
            line.isTried = !told.isSettled();
            if (told.isSettled() || isForgotten(one)) {
                backlog.remove(one);
                files.delete(one.file);
                return told.isSettled() ? told : Told.REFUSED;
            }
            return told;
        } finally {
            backlog.putBack(one);
        }
    }

    private Told told(Waiting one, boolean once) throws InterruptedException {
        Told told = once ? toldOnce(one).told() : server.telling().tell(() -> toldOnce(one));
        if (once || !told.isSettled()) {
            journal.note("report that waits told", "taskId", one.task, "and", told);
        }
        return told;
    }

    /** Read anew for each attempt: so many may wait that memory holds a few of them only. */
    private Telling.Once toldOnce(Waiting one) throws InterruptedException {
        inMemory.acquire();
        try {
            Report report = one.unwritten == null ? KeptReports.read(one.file) : one.unwritten;
            return server.telling().tellOnce(report.withTold(one.told));
        } catch (NoSuchFileException | KeptReports.BrokenException gone) {
            journal.note("report not read", "file", one.file.getFileName(), "why", gone);
            return Telling.Once.of(Told.REFUSED);
        } catch (IOException unreadable) {
            journal.note("report not read for now", "file", one.file.getFileName(), "why", unreadable);
            return Telling.Once.of(Told.WAITS);
        } finally {
            inMemory.release();
        }
    }

    /** The server has long said itself how it ended. */
    private boolean isForgotten(Waiting one) {
        boolean isOld = clock.millis() - KeptReports.since(one.file) > KEPT.toMillis();
        if (isOld) {
            one.lateTries++;
        }
        return one.lateTries >= LATE_TRIES;
    }
}
