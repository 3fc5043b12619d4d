package io.opsbus.agent.run;

import io.opsbus.agent.Journal;
import io.opsbus.agent.Report;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Reports that are told beside the scripts that run: one the server does not take yet holds no script up, and no other task's report.
 * Those of one task are told one after the other.
 */
final class Beside {
    /** Of a task whose runs end faster than the server takes them: the newest. */
    static final int MOST_ENDS = 20;

    private final Reports reports;
    private final Journal journal;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();

    /** The reports of one task. */
    private static final class Line {
        volatile CompletableFuture<?> tail = CompletableFuture.completedFuture(true);
        int waiting;
        final AtomicLong ends = new AtomicLong();
    }

    Beside(Reports reports, Journal journal) {
        this.reports = reports;
        this.journal = journal;
    }

    /** Where they go. */
    Reports reports() {
        return reports;
    }

    /** Returns at once. */
    void tell(Report report) {
        String task = taskOf(report);
        var _ = tell(task, () -> reports.tell(report));
    }

    private static String taskOf(Report report) {
        return Objects.requireNonNull(report.query().get("taskId"), "a report names its task");
    }

    /** Does something of which a report comes, unless the one of the same is being told: then it was done already. */
    void tellOnce(String id, Supplier<Report> done) {
        if (inHand.add(id)) {
            Report report = done.get();
            var _ = tell(id, () -> {
                try {
                    return reports.tell(report);
                } finally {
                    inHand.remove(id);
                }
            });
        }
    }

    /**
     * Tells that a run is over; returns at once.
     *
     * @param report made when all before it of the same task is told
     * @param then when the server has it, or will not have it for now
     */
    void end(String task, Supplier<Report> report, Runnable then) {
        var mine = new AtomicLong();
        var line = new CompletableFuture<Line>();
        var _ = tell(
                task,
                own -> {
                    mine.set(own.ends.incrementAndGet());
                    line.complete(own);
                },
                () -> {
                    try {
                        if (line.join().ends.get() - mine.get() >= MOST_ENDS) {
                            journal.note("report left out, newer ones wait", "taskId", task);
                            return false;
                        }
                        return reports.tell(report.get());
                    } finally {
                        then.run();
                    }
                });
    }

    /** Tells something when all before it of the same task is told; returns at once. */
    CompletableFuture<Boolean> tell(String task, Supplier<Boolean> telling) {
        return tell(task, _ -> {}, telling);
    }

    private CompletableFuture<Boolean> tell(
            String task, java.util.function.Consumer<Line> joined, Supplier<Boolean> telling) {
        var told = new CompletableFuture<Boolean>();
        lines.compute(task, (_, known) -> {
            Line line = known == null ? new Line() : known;
            line.waiting++;
            joined.accept(line);
            line.tail = line.tail.handleAsync(
                    (_, _) -> {
                        try {
                            told.complete(telling.get());
                        } catch (RuntimeException | Error bug) {
                            told.completeExceptionally(bug);
                        } finally {
                            left(task);
                        }
                        return true;
                    },
                    Thread::startVirtualThread);
            return line;
        });
        return told;
    }

    private void left(String task) {
        lines.computeIfPresent(task, (_, line) -> --line.waiting == 0 ? null : line);
    }

    /** Whether something of a task is not told yet. */
    boolean isTelling(String task) {
        return lines.containsKey(task);
    }

    /** Whether all are told, or given up. */
    boolean isQuiet() {
        return lines.isEmpty();
    }

    /** Waits until what is told now is told, or given up, so long at most. */
    void awaitQuiet(Duration most) throws InterruptedException {
        var all = lines.values().stream().map(line -> line.tail).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(all).get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException late) {
            journal.note("not all is told", "lines", lines.size());
        }
    }
}
