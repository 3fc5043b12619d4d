package io.opsbus.invocation.store.memory;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.Activation;
import io.opsbus.invocation.fleet.AgentPresence;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.query.ActivationFilter;
import io.opsbus.invocation.query.InvocationFilter;
import io.opsbus.invocation.query.InvocationFilter.Kind;
import io.opsbus.invocation.query.ManagedFilter;
import io.opsbus.invocation.query.TaskFilter;
import io.opsbus.invocation.status.OverallStatus;
import io.opsbus.invocation.status.StatusWord;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.Labels;
import io.opsbus.invocation.work.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a thing is what a filter asks for. */
final class Chosen {
    private Chosen() {}

    static boolean by(InvocationFilter filter, Invocation one, List<Task> tasks) {
        Kind kind = one.work() instanceof Work.Run ? Kind.RUN : Kind.FILE;
        return filter.kind() == kind
                && filter.criteria().stream().allMatch(criterion -> switch (criterion) {
                    case InvocationFilter.WithId(String id) ->
                        one.place().id().text().equals(id);
                    case InvocationFilter.OfCommand(String id) ->
                        one.work() instanceof Work.Run run
                                && run.command().id().text().equals(id);
                    case InvocationFilter.Named(String name) -> name(one.work()).equals(name);
                    case InvocationFilter.OfType(String word) ->
                        one.work() instanceof Work.Run run
                                && run.command().program().type().word().equals(word);
                    case InvocationFilter.OnInstance(InstanceId id) ->
                        tasks.stream()
                                .anyMatch(task -> task.identity().instance().equals(id));
                    case InvocationFilter.WithStatus(StatusWord word) -> hasStatus(one, tasks, word);
                    case InvocationFilter.WithMode(String word) ->
                        one.work().mode().word().equals(word);
                    case InvocationFilter.IsPeriodic(boolean yes) ->
                        yes
                                == (one.work() instanceof Work.Run run
                                        && !run.terms().frequency().isEmpty());
                    case InvocationFilter.InResourceGroup(String group) ->
                        one.labels().resourceGroup().equals(group);
                    case InvocationFilter.Tagged(String key, Optional<String> value) -> has(one.labels(), key, value);
                    case InvocationFilter.Nothing() -> false;
                });
    }

    private static boolean hasStatus(Invocation one, List<Task> tasks, StatusWord word) {
        OverallStatus told = one.told().status();
        return word.is(
                told == null ? "" : told.word(),
                OverallStatus.Legacy.of(tasks.stream().map(Task::status).toList()));
    }

    private static String name(Work work) {
        return switch (work) {
            case Work.Run run -> run.command().name();
            case Work.SendFile file -> file.label().name();
        };
    }

    static boolean by(TaskFilter filter, Task task, TaskStatus status) {
        return filter.instance()
                        .map(id -> task.identity().instance().text().equals(id))
                        .orElse(true)
                && filter.status()
                        .map(word -> word.is(status.word(), status.legacy()))
                        .orElse(true);
    }

    static boolean by(ActivationFilter filter, Activation one) {
        Labels labels = one.rules().labels();
        return filter.id().map(one.id().text()::equalsIgnoreCase).orElse(true)
                && filter.name().map(one.rules().instanceName()::equals).orElse(true)
                && filter.resourceGroup().map(labels.resourceGroup()::equals).orElse(true)
                && filter.tags().stream().allMatch(tag -> tag.isIn(labels.tags()));
    }

    static boolean by(ManagedFilter filter, ManagedInstance one, @Nullable AgentPresence agent) {
        var machine = one.seen().machine();
        return filter.criteria().stream().allMatch(criterion -> switch (criterion) {
            case ManagedFilter.OneOf(List<InstanceId> ids) -> ids.contains(one.id());
            case ManagedFilter.Named(String name) -> one.name().text().equals(name);
            case ManagedFilter.OfActivation(String id) ->
                one.activation().text().equalsIgnoreCase(id);
            case ManagedFilter.AtAddress(String ip) ->
                one.seen().address().equals(ip) || machine.intranetIp().equals(ip);
            case ManagedFilter.OfMachine(String id) -> machine.machineId().equals(id);
            case ManagedFilter.WithSystem(String osType) -> machine.osType().equalsIgnoreCase(osType);
            case ManagedFilter.InResourceGroup(String group) ->
                one.name().labels().resourceGroup().equals(group);
            case ManagedFilter.Connected(boolean yes, Instant since) ->
                yes == (one.isApproved() && agent != null && agent.isConnected(since));
            case ManagedFilter.Tagged(String key, Optional<String> value) ->
                has(one.name().labels(), key, value);
        });
    }

    private static boolean has(Labels labels, String key, Optional<String> value) {
        String held = labels.tags().get(key);
        return held != null && value.map(held::equals).orElse(true);
    }
}
