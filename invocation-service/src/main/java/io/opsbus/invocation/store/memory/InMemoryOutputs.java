package io.opsbus.invocation.store.memory;

import io.opsbus.invocation.Scope;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.delivery.Destination;
import io.opsbus.invocation.delivery.DueOutput;
import io.opsbus.invocation.delivery.DueOutputs;
import io.opsbus.invocation.delivery.OutputDeliveries;
import io.opsbus.invocation.delivery.OutputDelivery;
import io.opsbus.invocation.delivery.OutputDelivery.Status;
import io.opsbus.invocation.task.Task;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fake: output on its way, in memory. */
public final class InMemoryOutputs implements OutputDeliveries, DueOutputs {
    private record Key(TaskId task, Instant started) {}

    private record Row(Scope scope, DueOutput output, Instant dueAt, Status status, String code) {
        boolean isDue(Instant now) {
            return status == Status.IN_PROGRESS && !dueAt.isAfter(now);
        }
    }

    private final Map<Key, Row> rows = new LinkedHashMap<>();

    /** A task has moved. */
    synchronized void moved(Task before, Task after) {
        DueOutput.of(before, after)
                .ifPresent(due -> rows.putIfAbsent(
                        key(due), new Row(after.identity().scope(), due, due.ended(), Status.IN_PROGRESS, "")));
    }

    private static Key key(DueOutput due) {
        return new Key(due.task(), due.started());
    }

    @Override
    public synchronized List<OutputDelivery> of(Scope scope, Collection<Run> runs) {
        return rows.values().stream()
                .filter(row -> row.scope().equals(scope)
                        && runs.contains(
                                new Run(row.output().task(), row.output().started())))
                .map(row -> new OutputDelivery(
                        row.output().task(),
                        row.output().started(),
                        Destination.uri(row.output().bucket(), row.output().object()),
                        row.status(),
                        row.code()))
                .toList();
    }

    @Override
    public synchronized Optional<DueOutput> take(Instant now, Instant until) {
        Optional<Row> next =
                rows.values().stream().filter(row -> row.isDue(now)).min(Comparator.comparing(Row::dueAt));
        return next.map(row -> {
            DueOutput tried = row.output().tried();
            rows.put(key(tried), new Row(row.scope(), tried, until, row.status(), row.code()));
            return tried;
        });
    }

    @Override
    public synchronized void note(DueOutput tried, Verdict verdict) {
        rows.computeIfPresent(key(tried), (_, row) -> {
            if (row.output().tries() != tried.tries() || row.status() != Status.IN_PROGRESS) {
                return row;
            }
            return switch (verdict) {
                case Verdict.Delivered _ -> new Row(row.scope(), row.output(), row.dueAt(), Status.FINISHED, "");
                case Verdict.GivenUp(String code) ->
                    new Row(row.scope(), row.output(), row.dueAt(), Status.FAILED, code);
                case Verdict.Again(Instant at, String code) ->
                    new Row(row.scope(), row.output(), at, Status.IN_PROGRESS, code);
            };
        });
    }
}
