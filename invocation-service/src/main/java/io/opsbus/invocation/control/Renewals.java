package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.control.order.NewTasks;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.schedule.Schedule;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskFact;
import io.opsbus.invocation.task.TaskPlan;
import io.opsbus.invocation.task.TaskSteps;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.Work;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Refusal;
import io.opsbus.ledger.ReplyCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells tasks what their invocation was changed to. The invocation is changed first, and each of its tasks by itself then: a task
 * knows which edition it was told, so who finds one behind, the call that made the change, another one, or a timer after the
 * process died in between, tells it the latest; and tells no task an edition twice.
 */
record Renewals(Ledgers ledgers, Reads reads, Kicks kicks, TaskSteps steps) {
    /**
     * Tells those that are behind. While it does the invocation may be changed again: then they are told that too.
     *
     * @param tasks of the invocation, as they were read
     * @return as they are then
     */
    List<Task> tell(InvocationPlace place, List<Task> tasks, Instant now) {
        List<Task> seen = tasks;
        int told = -1;
        while (true) {
            Optional<Invocation> latest = reads.invocations().find(place.scope(), place.id());
            if (latest.isEmpty() || latest.get().edition() == told) {
                return seen;
            }
            told = latest.get().edition();
            int edition = told;
            List<Task> behind =
                    seen.stream().filter(task -> task.isBehind(edition)).toList();
            if (behind.isEmpty()) {
                return seen;
            }
            tell(latest.get(), behind, now);
            seen = reads.invocations().tasks(place.scope(), List.of(place.id()));
        }
    }

    private void tell(Invocation invocation, List<Task> behind, Instant now) {
        int edition = invocation.edition();
        TaskPlan plan = NewTasks.plan(invocation.work(), edition, now);
        Set<InstanceId> tooOld = tooOld(invocation.work(), behind);
        for (Task task : behind) {
            ChangeKey key = ChangeKey.once("edition/" + edition);
            if (tooOld.contains(task.identity().instance())) {
                upgrade(task, edition, key, now);
            } else {
                var ignored = ledgers.change(
                        task.id(),
                        key,
                        InvocationDesk.YES_OR_NO,
                        stored -> stored.isBehind(edition)
                                ? steps.change(stored, plan, now)
                                : Decision.refused(new NotBehind()));
            }
        }
    }

    /** Somebody else has told it, or it has no run before it any more. */
    private record NotBehind() implements Refusal {}

    /** Those whose agents do not know such a timetable: given it, they would do nothing, and say nothing. */
    private Set<InstanceId> tooOld(Work work, List<Task> tasks) {
        Optional<Schedule> timetable = NewTasks.schedule(work);
        if (timetable.isEmpty()) {
            return Set.of();
        }
        List<InstanceId> instances =
                tasks.stream().map(task -> task.identity().instance()).toList();
        return reads.agents().presence(instances).entrySet().stream()
                .filter(agent -> agent.getValue().isTooOldFor(timetable.get()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void upgrade(Task task, int edition, ChangeKey key, Instant now) {
        var decision = ledgers.change(
                task.id(),
                key,
                ReplyCodec.done(),
                stored ->
                        stored.isBehind(edition) ? steps.needsUpgrade(stored, now) : Decision.refused(new NotBehind()));
        if (decision instanceof Decision.Accepted<Task, Done, TaskFact>(Task after, var _, var _, var _)
                && after != null
                && after.mayRunYet()) {
            kicks.kick(new Kick.Stop(task.identity().instance(), task.id()));
        }
    }
}
