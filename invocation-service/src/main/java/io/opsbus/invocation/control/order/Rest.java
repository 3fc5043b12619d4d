package io.opsbus.invocation.control.order;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskState;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What lists had no room for. Agents never ask by themselves (agent facts 0): theirs is kicked for the next part a moment after each, and
 * again until it has fetched it.
 *
 * <pre>
 *   list, full ── half a second ──▶ kick ──▶ list, full ── half a second ──▶ kick ──▶ list with the rest
 *                                    └ not fetched ── 5 s ──▶ kick, six times
 * </pre>
 *
 * In memory of this process. Of what nobody was given nothing is lost with it: it waits, and the reminders of its invocation kick for it too.
 */
public final class Rest {
    /** The list is on its way: an agent that is small, or far, is not to read two at once. */
    private static final Duration SOON = Duration.ofMillis(500);
    /** Until an agent that starts has read its first list it hears a kick and does not ask (agent facts 5). */
    private static final Duration STARTED = Duration.ofSeconds(3);

    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final int KICKS = 6;
    /** Of more agents at once what is left is not remembered; they are kicked once. */
    private static final int MOST_AGENTS = 10_000;

    private final Map<InstanceId, Left> left = new ConcurrentHashMap<>();
    private final Consumer<Kick> kicks;
    private final Later later;

    /** Kicks, after a while. */
    public Rest(Consumer<Kick> kicks, Later later) {
        this.kicks = kicks;
        this.later = later;
    }

    /** What is left to one agent, by one list; equal to itself alone. */
    private static final class Left {
        final Kick next;
        final Set<TaskId> tasks = new HashSet<>();

        Left(List<Task> tasks) {
            this.next = kick(tasks.getFirst());
            tasks.forEach(task -> this.tasks.add(task.id()));
        }

        private static Kick kick(Task first) {
            InstanceId instance = first.identity().instance();
            if (first.plan().isFile()) {
                return new Kick.File(instance, first.id());
            }
            return first.state() instanceof TaskState.Delivered
                    ? new Kick.RunAgain(instance, first.id())
                    : new Kick.Run(instance, first.id());
        }
    }

    /** Whether the agent's last list had no room for it. */
    public boolean has(InstanceId instance, TaskId task) {
        Left last = left.get(instance);
        return last != null && last.tasks.contains(task);
    }

    /**
     * A list was made.
     *
     * @param starting for an agent that has just started
     * @param tasks it had no room for, in their order; empty when it had
     */
    public void listed(InstanceId instance, boolean starting, List<Task> tasks) {
        if (tasks.isEmpty()) {
            left.remove(instance);
            return;
        }
        var now = new Left(tasks);
        if (left.containsKey(instance) || left.size() < MOST_AGENTS) {
            left.put(instance, now);
            later.run(starting ? STARTED : SOON, () -> kick(instance, now, KICKS));
        } else {
            later.run(starting ? STARTED : SOON, () -> kicks.accept(now.next));
        }
    }

    private void kick(InstanceId instance, Left which, int times) {
        // another list was made since
        if (times == 0 || !which.equals(left.get(instance))) {
            return;
        }
        kicks.accept(which.next);
        later.run(AGAIN, () -> kick(instance, which, times - 1));
    }
}
