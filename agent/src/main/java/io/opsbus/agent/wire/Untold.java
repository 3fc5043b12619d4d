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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports of what is over. Each is on the disk from when its script has ended until the server has taken or refused it: neither an agent
 * that ends or is killed nor a server that is away for longer than anybody's patience makes a script's result be lost. Those of one task
 * are told in their order, whoever tells them, and nothing else of it before; one that is told in vain for an hour is given up when the
 * server takes a later run's. Not synced: a power cut may take the last ones.
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
    /** One that is told in vain for so long holds no later run up. */
    private static final Duration VAIN = Duration.ofHours(1);

    private static final int MOST_PASSED = 3;
    /** The server's wish to be left alone is heeded so long at most. */
    private static final Duration LONGEST_REST = Duration.ofHours(1);

    private final KeptReports files;
    private final Server server;
    private final Journal journal;
    private final Clock clock;
    private final Backlog backlog = new Backlog(MOST, MOST_BYTES);
    private final Rounds rounds = new Rounds(backlog, line -> tellReleased(line, true));
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
                Optional<Step> step = step(line, own, false);
                if (step.isEmpty()) {
                    return false;
                }
                Told told = step.get().told();
                if (!told.isSettled() || step.get().one() == own) {
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
            Optional<Step> step = step(line, null, once);
            if (step.isEmpty()) {
                return Told.TAKEN;
            }
            if (!step.get().told().isSettled()) {
                return step.get().told();
            }
        }
    }

    /** One that was told, and what came of it. */
    private record Step(Waiting one, Told told) {}

    /**
     * Tells the first of a line. When that was told in vain for an hour, the next run's too; and when the server takes that, what was before
     * is given up: it may have been taken and its answer lost each time, and told behind a later one it would be another run.
     *
     * @param own the last that is told; null for whatever is released
     */
    private Optional<Step> step(Line line, @Nullable Waiting own, boolean once) throws InterruptedException {
        List<Waiting> passed = new ArrayList<>();
        Optional<Step> step = Optional.empty();
        Optional<Waiting> next = backlog.first(line, own == null);
        while (next.isPresent()) {
            Waiting one = next.get();
            Told told = told(one, line, once || line.isTried || one.vainSince != null);
            step = Optional.of(new Step(one, told));
            if (told == Told.TAKEN) {
                passed.forEach(this::giveUp);
            }
            boolean isTold = told == Told.WAITS || told == Told.UNHEARD;
            if (!isTold || one == own || !isInVain(one) || passed.size() == MOST_PASSED) {
                return step;
            }
            passed.add(one);
            next = backlog.behind(line, passed, own == null);
        }
        return step;
    }

    private boolean isInVain(Waiting one) {
        return one.vainSince != null && !clock.instant().isBefore(one.vainSince.plus(VAIN));
    }

    private void giveUp(Waiting one) {
        journal.note("report given up: a later run's was taken", "taskId", one.task);
        backlog.remove(one);
        files.delete(one.file);
    }

    /**
     * Tells once what is left of earlier; waits for whoever does so already. Of a task whose report is not taken the others wait, other
     * tasks' do not.
     *
     * @return false when there is one of which nothing is heard, or so many are not taken that not all were told
     */
    public boolean retell() throws InterruptedException {
        return rounds.isHeard();
    }

    /** The same, but that nobody is waited for. */
    public void retellUnlessBusy() throws InterruptedException {
        if (!rounds.isUnderWay()) {
            boolean _ = retell();
        }
    }

    private Told told(Waiting one, Line line, boolean once) throws InterruptedException {
        try {
            Told told = told(one, once);
            line.isTried = !told.isSettled();
            if (told.isSettled() || (told != Told.RESTS && isForgotten(one))) {
                backlog.remove(one);
                files.delete(one.file);
                return told.isSettled() ? told : Told.REFUSED;
            }
            Instant now = clock.instant();
            if (told != Told.LEFT && (one.vainSince == null || one.vainSince.isAfter(now))) {
                one.vainSince = now;
            }
            return told;
        } finally {
            backlog.putBack(one);
        }
    }

    private Told told(Waiting one, boolean once) throws InterruptedException {
        if (once && isResting(one)) {
            return Told.RESTS;
        }
        Told told = once ? toldOnce(one).told() : server.telling().tell(() -> toldOnce(one));
        if (once || !told.isSettled()) {
            journal.note("report that waits told", "taskId", one.task, "and", told);
        }
        return told;
    }

    /** A clock that was set back makes no rest longer. */
    private boolean isResting(Waiting one) {
        Instant now = clock.instant();
        return now.isBefore(one.rests) && !now.plus(LONGEST_REST).isBefore(one.rests);
    }

    /** Read anew for each attempt: so many may wait that memory holds a few of them only. */
    private Telling.Once toldOnce(Waiting one) throws InterruptedException {
        inMemory.acquire();
        try {
            Report report = one.unwritten == null ? KeptReports.read(one.file) : one.unwritten;
            Telling.Once once = server.telling().tellOnce(report.withTold(one.told));
            Duration rest = once.after().compareTo(LONGEST_REST) < 0 ? once.after() : LONGEST_REST;
            one.rests = clock.instant().plus(rest);
            return once;
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
