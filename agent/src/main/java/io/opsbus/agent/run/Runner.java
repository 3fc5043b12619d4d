package io.opsbus.agent.run;

import io.opsbus.agent.Failure;
import io.opsbus.agent.FileTask;
import io.opsbus.agent.Gap;
import io.opsbus.agent.Report;
import io.opsbus.agent.RunTask;
import io.opsbus.agent.TaskBook;
import io.opsbus.agent.TaskBook.Order;
import io.opsbus.agent.TaskList;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Carries out what the book of tasks orders: ten scripts at a time, fifty waiting (as the official agent). */
public final class Runner implements AutoCloseable {
    private static final int AT_A_TIME = 10;
    private static final int WAITING = 50;
    /** The clock may be set while a timer waits: it is looked at this often. */
    private static final Duration LONGEST_TIMER = Duration.ofSeconds(30);

    private final TaskBook book;
    private final Attempts attempts;
    private final Reports reports;
    private final Beside beside;
    private final Machine machine;
    private final Map<String, ScriptRun> running = new ConcurrentHashMap<>();
    private final ExecutorService scripts;
    private final Gap gap = new Gap();
    private boolean resting;
    private volatile boolean closed;
    private final ScheduledExecutorService timers =
            new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("timer").factory());

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
        this.reports = reports;
        this.beside = new Beside(reports);
        this.machine = machine;
        this.scripts = new ThreadPoolExecutor(
                AT_A_TIME,
                AT_A_TIME,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofVirtual().name("script-", 0).factory());
    }

    /** Does what a fetch brought, in the official agent's order: files first, then runs, stops, checks. */
    public void take(TaskList list) {
        take(list, () -> {});
    }

    /**
     * Does what a fetch brought.
     *
     * @param begun when all of it that is for every boot has begun, or was refused: it is not owed in this boot any more
     */
    public void take(TaskList list, Runnable begun) {
        for (FileTask file : list.files()) {
            machine.journal().note("file received", "taskId", file.id());
            beside.tellOnce(file.id(), () -> attempts.file(file));
        }
        list.run().forEach(task -> carryOut(ordersOf(task)));
        CompletableFuture<?>[] ofBoot = list.run().stream()
                .filter(task -> task.timing().repeat() == RunTask.Repeat.EVERY_REBOOT)
                .flatMap(task -> Optional.ofNullable(running.get(task.id())).stream())
                .map(ScriptRun::begun)
                .toArray(CompletableFuture<?>[]::new);
        list.stop().forEach(task -> carryOut(stopOf(task)));
        list.test().forEach(task -> attempts.verified(task).ifPresent(beside::tell));
        var _ = CompletableFuture.allOf(ofBoot).thenRun(begun);
    }

    /** Scripts that run or wait. */
    public int busy() {
        return running.size();
    }

    /**
     * From now on nothing begins; false, and all goes on, while scripts run or wait, a report is not taken yet, or a timetable has a run
     * soon.
     */
    public boolean rest() {
        synchronized (book) {
            resting = running.isEmpty() && beside.isQuiet() && isGap();
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

    private List<Order> ordersOf(RunTask task) {
        synchronized (book) {
            return book.take(task, now());
        }
    }

    private List<Order> stopOf(RunTask task) {
        synchronized (book) {
            return book.stop(task);
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
        Duration left = Duration.between(now(), at);
        long delay = Math.clamp(left.toMillis() + 1, 0, LONGEST_TIMER.toMillis());
        var _ = timers.schedule(
                () -> {
                    List<Order> orders;
                    synchronized (book) {
                        orders = book.due(task, now());
                    }
                    carryOut(orders);
                },
                delay,
                TimeUnit.MILLISECONDS);
    }

    private void kill(RunTask task) {
        ScriptRun run = running.get(task.id());
        if (run == null) {
            beside.tell(Report.killed(task));
        } else {
            machine.journal().note("task to be stopped", "taskId", task.id());
            run.stop();
        }
    }

    private void submit(RunTask task) {
        var run = new ScriptRun(task, reports, machine.clock());
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
            running.put(task.id(), run);
        }
        try {
            scripts.execute(() -> runToEnd(task, run));
        } catch (RejectedExecutionException full) {
            running.remove(task.id(), run);
            carryOut(List.of(new Order.Tell(Report.failed(task, Failure.tooMany()))));
            ended(task);
        }
    }

    private void runToEnd(RunTask task, ScriptRun run) {
        try {
            machine.journal().note("task begins", "taskId", task.id());
            ScriptRun.Outcome outcome = attempts.outcome(task, run);
            run.begin();
            machine.journal().note("task ended", "report", outcome.report());
            if (closed && outcome.report().kind() == Report.Kind.STOPPED) {
                // nobody has asked for that: the server hears from the next process that it was interrupted
                return;
            }
            reports.tell(outcome.report());
            if (outcome.exitCode() != null) {
                machine.power().ended(task.id(), outcome.exitCode());
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } finally {
            running.remove(task.id(), run);
            ended(task);
        }
    }

    private void ended(RunTask task) {
        List<Order> orders;
        synchronized (book) {
            orders = book.ended(task);
        }
        carryOut(orders);
    }

    /** Ends timers and scripts; what runs is killed with its children, and nothing is told of it (as when a machine goes down). */
    @Override
    public void close() {
        closed = true;
        timers.shutdownNow();
        running.values().forEach(ScriptRun::stop);
        scripts.shutdownNow();
    }
}
