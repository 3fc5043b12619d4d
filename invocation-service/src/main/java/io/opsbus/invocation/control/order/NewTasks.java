package io.opsbus.invocation.control.order;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.delivery.Destination;
import io.opsbus.invocation.fleet.AgentPresence;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.schedule.At;
import io.opsbus.invocation.schedule.Cron;
import io.opsbus.invocation.schedule.Schedule;
import io.opsbus.invocation.status.ErrorCode;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskIdentity;
import io.opsbus.invocation.task.TaskPlan;
import io.opsbus.invocation.work.InvocationLimits;
import io.opsbus.invocation.work.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done, as a task on each instance.
 *
 * @param agents what was read of those on the instances; one that was never heard is not there
 * @param expected instances that have an agent as soon as they run, heard or not: one that is told as running takes commands at once
 * @param silence after which an agent counts as lost
 */
public record NewTasks(Map<InstanceId, AgentPresence> agents, Set<InstanceId> expected, Duration silence) {
    public NewTasks {
        agents = Map.copyOf(agents);
        expected = Set.copyOf(expected);
    }

    /** Those of these that have an agent as soon as they run: the service's own, in machines that are simulated (ADR 25). */
    public static Set<InstanceId> expected(Collection<KnownInstance> instances, InvocationLimits limits) {
        return instances.stream()
                .filter(one -> limits.simulatedAgents() && one.isSimulated() && one.isRunning())
                .map(KnownInstance::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Tasks in the order of the instances; where no agent is, there is none to wait for (API facts 3.1). */
    public List<Task> of(NewInvocation asked) {
        return of(asked, 0);
    }

    /** The same for an invocation that has become this edition. */
    List<Task> of(NewInvocation asked, int edition) {
        TaskPlan plan = plan(asked.work(), edition, asked.now());
        Optional<Schedule> timetable = schedule(asked.work());
        List<Task> tasks = new ArrayList<>();
        for (InstanceId instance : asked.instances()) {
            var identity = new TaskIdentity(
                    asked.taskIds().apply(instance),
                    asked.place().id(),
                    instance,
                    asked.place().scope(),
                    asked.now());
            boolean isAwaited = plan.mode().awaitsBoot() || expected.contains(instance);
            Optional<ErrorCode> never =
                    isAwaited ? Optional.empty() : never(agents.get(instance), timetable, asked.now());
            tasks.add(
                    never.map(why -> Task.stillborn(identity, plan, why)).orElseGet(() -> Task.fresh(identity, plan)));
        }
        return tasks;
    }

    /** Why an agent need not be waited for. */
    private Optional<ErrorCode> never(@Nullable AgentPresence agent, Optional<Schedule> timetable, Instant now) {
        if (agent == null || !agent.sight().isAlive(now, silence)) {
            return Optional.of(ErrorCode.CLIENT_NOT_RUNNING);
        }
        return timetable.filter(one -> agent.isTooOldFor(one)).map(_ -> ErrorCode.CLIENT_NEED_UPGRADE);
    }

    /** What its steps depend on. */
    public static TaskPlan plan(Work work, int edition, Instant now) {
        Schedule schedule = schedule(work).orElse(null);
        Instant onlyAt = schedule instanceof At(Instant time) ? time : null;
        Instant lastAt =
                schedule instanceof Cron cron ? cron.last(now, Schedule.LATEST).orElse(null) : null;
        Destination output = work instanceof Work.Run run ? run.terms().output() : null;
        return new TaskPlan(
                work.mode(), work.timeout(), onlyAt, work instanceof Work.SendFile, lastAt, output, edition);
    }

    /** The timetable of work that has one. */
    public static Optional<Schedule> schedule(Work work) {
        if (!(work instanceof Work.Run run) || run.terms().frequency().isEmpty()) {
            return Optional.empty();
        }
        return switch (Schedule.parse(run.terms().frequency())) {
            case Schedule.Valid(Schedule schedule) -> Optional.of(schedule);
            case Schedule.Invalid _ -> Optional.empty();
        };
    }
}
