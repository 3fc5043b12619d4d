package io.opsbus.agent.run;

import io.opsbus.agent.Failure;
import io.opsbus.agent.FileTask;
import io.opsbus.agent.Gap;
import io.opsbus.agent.Journal;
import io.opsbus.agent.Report;
import io.opsbus.agent.RunTask;
import io.opsbus.agent.TaskBook;
import io.opsbus.agent.TaskBook.Order;
import io.opsbus.agent.TaskList;
import io.opsbus.agent.given.Shelf;
import io.opsbus.agent.timer.Alarms;
import io.opsbus.agent.timer.Idle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries out what the book of tasks orders: ten scripts at a time (as the official agent), the others wait. */
public final class Runner implements AutoCloseable {
    /** For what ended with the agent to be told; the unit waits 15 s for all of its end. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final TaskBook book;
    private final Attempts attempts;
    private final Beside beside;
    private final Machine machine;
    private final Turns turns = new Turns(this::runToEnd);
    private final Gap gap = new Gap();
    private boolean resting;
    private final ReentrantLock closing = new ReentrantLock();
    private final Alarms alarms;
    private final Idle idle;
    private final Shelf shelf;
    private final long begun = System.nanoTime();

    /**
     * What the runner needs of the machine.
     *
     * @param clock of the machine, its zone that of timetables that name none
     * @param users as whom scripts may run
     * @param boot another one after each boot; empty where nobody knows
     */
    public record Machine(Clock clock, Power power, Journal journal, Users users, String boot) {
        /** With the users of this one. */
        public Machine(Clock clock, Power power, Journal journal, String boot) {
            this(clock, power, journal, Users.here(), boot);
        }
    }

    public Runner(WorkFolder work, Reports reports, Machine machine) {
        this.book = new TaskBook(machine.clock().getZone());
        this.attempts = new Attempts(work, machine);
        this.shelf = work.shelf();
        this.alarms = new Alarms(machine.clock(), machine.journal());
        this.idle = new Idle(alarms, turns::busy, turns::count);
        this.beside = new Beside(reports, machine.journal());
        this.machine = machine;
    }

    /** Does what a fetch brought, in the official agent's order: files first, then runs, stops, checks. */
    public void take(TaskList list) {
        take(list, () -> {});
    }

    /**
     * Does what a fetch brought.
     *
     * @param begun when all of it that is for every boot has begun, or was refused: it is not owed in this boot any more; never of a list
     *     that has to be asked for again, nor where the next process begins what is left
     */
    public void take(TaskList list, Runnable begun) {
        CompletableFuture<?>[] ofBoot = taken(list);
        shelf.isTaken();
        tidy();
        synchronized (book) {
            if (list.again() || list.isCut() || resting) {
                return;
            }
        }
        var _ = CompletableFuture.allOf(ofBoot).thenRun(begun);
    }

    /** When those of the boot have begun. */
    private CompletableFuture<?>[] taken(TaskList list) {
        for (FileTask file : list.files()) {
            machine.journal().note("file received", "taskId", file.id());
            beside.tellOnce(file.id(), () -> attempts.file(file));
        }
        list.run().forEach(this::take);
        CompletableFuture<?>[] ofBoot = list.run().stream()
                .filter(task -> task.timing().repeat() == RunTask.Repeat.EVERY_REBOOT)
                .flatMap(task -> turns.of(task.id()).stream())
                .map(turn -> turn.script().begun())
                .toArray(CompletableFuture<?>[]::new);
        list.stop().forEach(this::stop);
        list.test().forEach(task -> attempts.verified(task).ifPresent(beside::tell));
        return ofBoot;
    }

    /** Of what was given only what may run yet stays. */
    private void tidy() {
        shelf.tidy((id, version) -> {
            synchronized (book) {
                return book.has(id, version) || turns.has(id, version);
            }
        });
    }

    /** Scripts that run or wait. */
    int busy() {
        return turns.busy();
    }

    /**
     * From now on nothing begins; false, and all goes on, while scripts run or wait, a report is not taken yet, or a timetable has a run
     * soon.
     */
    public boolean rest() {
        synchronized (book) {
            resting = turns.busy() == 0 && beside.isQuiet() && isGap();
            return resting;
        }
    }

    private boolean isGap() {
        Optional<Instant> next = book.next();
        return switch (gap.at(now(), next)) {
            case ENOUGH -> true;
            case TOO_LITTLE -> false;
            case TOO_LITTLE_FOR_LONG -> {
                machine.journal()
                        .note("timetables leave no gap, a run may be left out", "next", next.orElse(Instant.MAX));
                yield true;
            }
        };
    }

    private void take(RunTask task) {
        try {
            carryOut(decided(() -> book.take(task, now())));
        } catch (RuntimeException | Error bug) {
            // it would end the agent at each of its starts
            beside.tell(Report.failed(task, Failure.starting(bug.toString())));
        }
    }

    private void stop(RunTask asked) {
        List<Order> orders;
        synchronized (book) {
            if (!book.isKnown(asked.id()) && (turns.of(asked.id()).isPresent() || beside.isTelling(asked.id()))) {
                // reminded of what ends already: how it ended is about to be told
                return;
            }
            orders = book.stop(asked);
        }
        carryOut(orders);
    }

    private List<Order> decided(Supplier<List<Order>> step) {
        synchronized (book) {
            return step.get();
        }
    }

    private Instant now() {
        return machine.clock().instant();
    }

    private void carryOut(List<Order> orders) {
        for (Order order : orders) {
            switch (order) {
                case Order.Run(RunTask task) -> submit(task);
                case Order.Arm(RunTask task, Instant at) -> arm(task, at);
                case Order.Kill(RunTask task) -> kill(task);
                case Order.Tell(Report report) -> beside.tell(report);
            }
        }
    }

    private void arm(RunTask task, Instant at) {
        alarms.at(at, () -> {
            Duration up = Duration.ofNanos(System.nanoTime() - begun);
            carryOut(decided(() -> book.due(task, now(), up)));
        });
    }

    private void kill(RunTask task) {
        Optional<Turns.Turn> turn = turns.of(task.id());
        if (turn.isEmpty()) {
            beside.tell(Report.killed(task));
        } else if (turns.takeBack(turn.get())) {
            // it has waited only
            beside.tell(Report.killed(task));
            turn.get().script().begin();
            over(turn.get());
        } else {
            machine.journal().note("task to be stopped", "taskId", task.id());
            turn.get().script().stop();
        }
    }

    private void submit(RunTask task) {
        var turn = new Turns.Turn(task, new ScriptRun(task, beside, machine.clock()));
        synchronized (book) {
            if (resting) {
                // a timer's: the process that is started next keeps its timetable
                machine.journal().note("run left out for another version", "taskId", task.id());
                return;
            }
            if (!book.isWanted(task)) {
                // told to be stopped meanwhile
                return;
            }
            turns.add(turn);
        }
        if (turns.isTaken(turn)) {
            return;
        }
        if (turns.isEnding()) {
            // given to the next process
            turns.remove(turn);
            return;
        }
        beside.tell(Report.failed(task, Failure.tooMany()));
        over(turn);
    }

    private void runToEnd(Turns.Turn turn) {
        RunTask task = turn.task();
        try {
            machine.journal().note("task begins", "taskId", task.id());
            Attempts.Outcome outcome = attempts.outcome(task, turn.script());
            turn.script().begin();
            machine.journal()
                    .note("task ended", "report", outcome.report().kind().word(), "taskId", task.id());
            beside.end(outcome.report(), outcome.told(), powered(task.id(), outcome.exitCode()));
        } catch (InterruptedException ending) {
            if (turn.script().begun().isDone()) {
                // it would not be run again
                beside.tell(Report.failed(task, Failure.agentStopped()));
            }
            Thread.currentThread().interrupt();
        } finally {
            over(turn);
        }
    }

    /** Holds nothing of the run: it may wait for long. */
    private Runnable powered(String task, @Nullable Integer exitCode) {
        return exitCode == null ? () -> {} : () -> machine.power().ended(task, exitCode);
    }

    /** The next run, and other tasks, wait for nobody who has to be told of this one. */
    private void over(Turns.Turn turn) {
        turns.remove(turn);
        carryOut(decided(() -> book.ended(turn.task())));
        tidy();
        idle.begin();
    }

    /**
     * Ends timers and scripts. What runs is killed with its children, and that is told if the server takes it now; what has not begun is
     * given to the next process.
     */
    @Override
    public void close() {
        // who comes second waits until it is done
        closing.lock();
        try {
            if (!alarms.isClosed()) {
                endAll();
            }
        } finally {
            closing.unlock();
        }
    }

    private void endAll() {
        synchronized (book) {
            resting = true;
        }
        alarms.close();
        try {
            turns.endAll();
            beside.awaitQuiet(LAST_WORDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
