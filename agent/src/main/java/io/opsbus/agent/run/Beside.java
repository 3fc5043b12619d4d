package io.opsbus.agent.run;

import io.opsbus.agent.Journal;
import io.opsbus.agent.Report;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Reports that are told beside the scripts that run: one the server does not take yet holds no script up, and no other task's report.
 * Those of one task are told one after the other.
 */
final class Beside {
    private final Reports reports;
    private final Journal journal;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();

    /** The reports of one task. */
    private static final class Line {
        CompletableFuture<?> tail = CompletableFuture.completedFuture(true);
        int waiting;
    }

    Beside(Reports reports, Journal journal) {
        this.reports = reports;
        this.journal = journal;
    }

    /** Where they go. */
    Reports reports() {
        return reports;
    }

    /** Returns at once; what ends a run is kept then. */
    void tell(Report report) {
        if (report.kind().isLast()) {
            end(report, () -> 0, () -> {});
        } else {
            var _ = tell(report.taskId(), () -> reports.tell(report));
        }
    }

    /** Does something of which a report comes, unless the one of the same is being told: then it was done already. */
    void tellOnce(String id, Supplier<Report> done) {
        if (inHand.add(id)) {
            Reports.Kept kept = reports.keep(done.get());
            var _ = tell(id, () -> {
                try {
                    return kept.tell(0);
                } finally {
                    inHand.remove(id);
                }
            });
        }
    }

    /**
     * Tells that a run is over; returns when that is kept, and is told when all before it of the same task is.
     *
     * @param told asked for then: bytes that count as dropped in it and were told after all
     * @param then when the server has it, or will not have it for now; left out when the agent ends before
     */
    void end(Report report, IntSupplier told, Runnable then) {
        Reports.Kept kept = reports.keep(report);
        var _ = tell(report.taskId(), () -> {
            boolean isHeard = kept.tell(told.getAsInt());
            if (isHeard) {
                then.run();
            }
            return isHeard;
        });
    }

    /** Tells something when all before it of the same task is told; returns at once. */
    CompletableFuture<Boolean> tell(String task, Supplier<Boolean> telling) {
        var told = new CompletableFuture<Boolean>();
        lines.compute(task, (_, known) -> {
            Line line = known == null ? new Line() : known;
            line.waiting++;
            line.tail = line.tail.handleAsync(
                    (_, _) -> {
                        try {
                            told.complete(telling.get());
                        } catch (RuntimeException | Error bug) {
                            journal.note("report not told", "taskId", task, "why", bug);
                            told.complete(false);
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
