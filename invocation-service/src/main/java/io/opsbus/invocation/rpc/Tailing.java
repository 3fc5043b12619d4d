package io.opsbus.invocation.rpc;

import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.query.Invocations;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.status.OverallStatus;
import io.opsbus.invocation.tail.Place;
import io.opsbus.invocation.tail.Tail;
import io.opsbus.invocation.tail.TailEvent;
import io.opsbus.invocation.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One reader of an invocation's output. It looks at the tasks where they are stored, so that it does not matter which process their agents
 * talk to. Not for several threads.
 */
public final class Tailing {
    private static final Duration QUIET = Duration.ofSeconds(15);

    private final Invocations invocations;
    private final Scope scope;
    private final InvocationId id;
    private final InstantSource clock;
    private final int quota;
    private final Queue<Told> waiting = new ArrayDeque<>();
    private Place place;
    private Instant lastTold;
    private boolean over;
    /** As the tasks were when they were told of last; null for not yet. */
    private @Nullable String seen;

    /**
     * Something to tell.
     *
     * @param place all that was told with it and before; null where more of the same moment follows
     */
    public record Told(TailText text, @Nullable Place place) {}

    private Tailing(Invocations invocations, Scope scope, InvocationId id, Place from, int quota, InstantSource clock) {
        this.invocations = invocations;
        this.scope = scope;
        this.id = id;
        this.place = from;
        this.quota = quota;
        this.clock = clock;
        this.lastTold = clock.instant();
    }

    /**
     * Begins.
     *
     * @param quota most bytes of output that are kept of a run
     * @return empty if there is no such invocation in the scope
     * @throws StoreAway while the store does not answer
     */
    public static Optional<Tailing> of(
            Invocations invocations, Scope scope, InvocationId id, Place from, int quota, InstantSource clock) {
        return invocations.find(scope, id).map(_ -> new Tailing(invocations, scope, id, from, quota, clock));
    }

    /** What is there to tell now; empty if there is nothing. While the store is away there is nothing. */
    public Optional<Told> look() {
        if (waiting.isEmpty() && !over) {
            read();
        }
        Told told = waiting.poll();
        Instant now = clock.instant();
        if (told == null && !over && !now.isBefore(lastTold.plus(QUIET))) {
            told = new Told(TailText.PING, null);
        }
        if (told != null) {
            lastTold = now;
        }
        return Optional.ofNullable(told);
    }

    /** Whether all was told. */
    public boolean isOver() {
        return over && waiting.isEmpty();
    }

    /** Its tasks, with what they have written since that place; of the others only how much. */
    public static List<Task> tasks(Invocations invocations, Scope scope, InvocationId id, Place from) {
        List<Task> tasks = invocations.tasks(scope, List.of(id));
        List<TaskId> wanting = Tail.wanting(from, tasks);
        if (wanting.isEmpty()) {
            return tasks;
        }
        Map<TaskId, Task> written =
                invocations.written(scope, wanting).stream().collect(Collectors.toMap(Task::id, Function.identity()));
        if (written.size() < wanting.size()) {
            // they were let go in between, all at once
            return List.of();
        }
        return tasks.stream().map(task -> written.getOrDefault(task.id(), task)).toList();
    }

    private void read() {
        List<Task> tasks;
        try {
            // before the tasks: what moves in between is seen with the next look
            String now = invocations.revision(scope, id);
            if (now.equals(seen)) {
                return;
            }
            tasks = tasks(invocations, scope, id, place);
            seen = now;
        } catch (StoreAway away) {
            return;
        }
        if (tasks.isEmpty()) {
            // it was let go meanwhile, long after its end
            over = true;
            return;
        }
        Tail tail = Tail.next(place, tasks, quota);
        place = tail.place();
        for (int i = 0; i < tail.events().size(); i++) {
            TailEvent event = tail.events().get(i);
            waiting.add(new Told(TailText.of(event), i == tail.events().size() - 1 ? place : null));
        }
        if (tail.over()) {
            over = true;
            waiting.add(new Told(
                    TailText.end(
                            OverallStatus.of(tasks.stream().map(Task::status).toList())),
                    place));
        }
    }
}
