package io.opsbus.invocation.store.memory;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.query.InvocationFilter;
import io.opsbus.invocation.query.Invocations;
import io.opsbus.invocation.query.Page;
import io.opsbus.invocation.query.Paging;
import io.opsbus.invocation.query.TaskFilter;
import io.opsbus.invocation.query.TaskRun;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.task.Output;
import io.opsbus.invocation.task.Progress;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskFact;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.InvocationFact;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.InvocationSlot;
import io.opsbus.invocation.work.Work;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryLedger;
import io.opsbus.ledger.memory.InMemoryTables;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fake: invocations and tasks in memory, to change and to read. */
public final class InMemoryInvocations implements Invocations {
    private final Object lock = new Object();
    private final World world;
    private final Rows<InvocationPlace, Invocation> invocations = new Rows<>();
    private final Rows<TaskId, Task> tasks = new Rows<>();
    private final InMemoryRuns runs = new InMemoryRuns();
    private final InMemoryUsage usage = new InMemoryUsage();
    private final InMemoryOutputs outputs = new InMemoryOutputs();
    private final Ledger<TaskId, Task, TaskFact> taskLedger;
    private final Ledger<InvocationPlace, InvocationSlot, InvocationFact> invocationLedger;

    /** In these tables, which may be shared with a relay and timers. */
    public InMemoryInvocations(
            InMemoryTables tables,
            FactEncoder<InvocationFact> invocationFacts,
            FactEncoder<TaskFact> taskFacts,
            World world) {
        this.world = world;
        this.taskLedger = new Recording<>(
                new InMemoryLedger<>("task", tables, taskFacts, world, () -> {}),
                lock,
                (id, _) -> tasks.find(id).orElse(null),
                this::put);
        this.invocationLedger = new Recording<>(
                new InMemoryLedger<>("invocation", tables, invocationFacts, world, () -> {}),
                lock,
                (place, _) -> slot(place),
                this::put);
    }

    /** Where tasks are changed. */
    public Ledger<TaskId, Task, TaskFact> taskLedger() {
        return taskLedger;
    }

    /** What its runs have left to be delivered. */
    public InMemoryOutputs outputs() {
        return outputs;
    }

    /** Where invocations are changed. */
    public Ledger<InvocationPlace, InvocationSlot, InvocationFact> invocationLedger() {
        return invocationLedger;
    }

    private InvocationSlot slot(InvocationPlace place) {
        Instant midnight = world.clock().instant().truncatedTo(ChronoUnit.DAYS);
        Optional<Invocation> here = invocations.find(place);
        int today = accepted(place.scope(), midnight);
        Map<InstanceId, TaskStatus> statuses = new LinkedHashMap<>();
        if (here.isPresent()) {
            of(place).forEach(task -> statuses.put(task.identity().instance(), task.status()));
        }
        return new InvocationSlot(here.isEmpty() ? today : 0, here.orElse(null), List.of(), statuses);
    }

    private List<Task> of(InvocationPlace place) {
        return tasks.all().stream()
                .filter(task -> task.identity().invocation().equals(place.id())
                        && task.identity().scope().equals(place.scope()))
                .toList();
    }

    private void put(InvocationPlace place, @Nullable InvocationSlot before, @Nullable InvocationSlot after) {
        Invocation now = after == null ? null : after.invocation();
        invocations.put(place, now);
        if (after == null || now == null) {
            of(place).forEach(task -> tasks.put(task.id(), null));
            usage.keep(tasks.all());
            runs.forget(place);
        } else {
            after.born().forEach(this::bear);
        }
    }

    private void bear(Task task) {
        var ignored = taskLedger.change(
                task.id(), ChangeKey.once("born/" + task.id()), _ -> Decision.accepted(task, List.of()));
    }

    private void put(TaskId id, @Nullable Task before, @Nullable Task after) {
        tasks.put(id, after);
        if (after != null && before == null) {
            usage.came(after.identity());
        }
        if (after == null || before == null) {
            return;
        }
        outputs.moved(before, after);
        runs.moved(invocation(after), before, after);
    }

    private Invocation invocation(Task task) {
        return invocations
                .find(new InvocationPlace(
                        task.identity().scope(), task.identity().invocation()))
                .orElseThrow();
    }

    @Override
    public Optional<Invocation> find(Scope scope, InvocationId id) {
        return invocations.find(new InvocationPlace(scope, id));
    }

    @Override
    public Page<Invocation> list(Scope scope, InvocationFilter filter, Paging paging) {
        Predicate<Invocation> chosen = chosen(scope, filter);
        return filter.criteria().stream()
                .flatMap(one ->
                        one instanceof InvocationFilter.OnInstance(InstanceId id) ? Stream.of(id) : Stream.empty())
                .findFirst()
                .map(instance -> onInstance(instance, chosen, paging))
                .orElseGet(() -> invocations.page(chosen, paging));
    }

    /** In the order of the instance's tasks. */
    private Page<Invocation> onInstance(InstanceId instance, Predicate<Invocation> chosen, Paging paging) {
        Page<Task> page = tasks.page(
                task -> task.identity().instance().equals(instance) && chosen.test(invocation(task)), paging);
        return new Page<>(page.items().stream().map(this::invocation).toList(), page.total(), page.last());
    }

    private Predicate<Invocation> chosen(Scope scope, InvocationFilter filter) {
        return one -> one.place().scope().equals(scope) && Chosen.by(filter, one, of(one.place()));
    }

    @Override
    public List<Task> tasks(Scope scope, Collection<InvocationId> wanted) {
        return tasks.all().stream()
                .filter(task -> task.identity().scope().equals(scope)
                        && wanted.contains(task.identity().invocation()))
                .map(InMemoryInvocations::unread)
                .toList();
    }

    private static Task unread(Task task) {
        Progress it = task.progress();
        var output = Output.unread(it.output().size(), it.output().dropped());
        return new Task(
                task.identity(),
                task.plan(),
                task.version(),
                task.state(),
                new Progress(it.updated(), it.repeats(), it.given(), it.heard(), it.last(), output, it.revision()));
    }

    @Override
    public List<Unreadable> unreadable(InvocationPlace place) {
        return List.of();
    }

    @Override
    public List<Task> written(Scope scope, Collection<TaskId> wanted) {
        return tasks.all().stream()
                .filter(task -> task.identity().scope().equals(scope) && wanted.contains(task.id()))
                .toList();
    }

    @Override
    public String revision(Scope scope, InvocationId invocation) {
        List<Task> all = of(new InvocationPlace(scope, invocation));
        return all.isEmpty() ? "" : all.hashCode() + "/" + all.size();
    }

    @Override
    public Page<TaskRun> runs(Scope scope, TaskFilter filter, Paging paging) {
        Predicate<Invocation> ofInvocation = chosen(scope, filter.invocation());
        if (filter.history()) {
            return runs.page(ofInvocation, filter, paging);
        }
        Page<Task> page = tasks.page(
                task -> task.identity().scope().equals(scope)
                        && ofInvocation.test(invocation(task))
                        && Chosen.by(filter, task, task.status()),
                paging);
        return new Page<>(
                page.items().stream()
                        .map(task -> TaskRun.current(invocation(task), task))
                        .toList(),
                page.total(),
                page.last());
    }

    @Override
    public List<Open> ofAgent(InstanceId instance, int most) {
        return ofAgent(instance, _ -> true, Optional.empty(), most);
    }

    @Override
    public List<Open> owed(InstanceId instance, Optional<TaskId> named, int most) {
        return ofAgent(instance, task -> task.concernsKicks() || named.equals(Optional.of(task.id())), named, most);
    }

    private List<Open> ofAgent(InstanceId instance, Predicate<Task> open, Optional<TaskId> named, int most) {
        List<Open> gone = tasks(instance, Task::mayRunYet).toList();
        List<Open> others = gone.stream()
                .filter(one -> !named.equals(Optional.of(one.task().id())))
                .toList();
        List<Open> newest = others.subList(Math.max(0, others.size() - most), others.size());
        return Stream.concat(
                        tasks(instance, task -> !task.status().isFinal() && open.test(task)),
                        gone.stream().filter(one -> newest.contains(one) || !others.contains(one)))
                .toList();
    }

    private Stream<Open> tasks(InstanceId instance, Predicate<Task> which) {
        return tasks.all().stream()
                .filter(task -> task.identity().instance().equals(instance) && which.test(task))
                .map(task -> new Open(unread(task), invocation(task)));
    }

    @Override
    public boolean has(InstanceId instance, TaskId id) {
        return find(instance, id).isPresent();
    }

    @Override
    public Optional<Task> find(InstanceId instance, TaskId id) {
        return tasks.find(id).filter(task -> task.identity().instance().equals(instance));
    }

    @Override
    public Optional<Task> task(TaskId id) {
        return tasks.find(id).map(InMemoryInvocations::unread);
    }

    @Override
    public List<InvocationPlace> untold(int most) {
        return invocations.all().stream()
                .filter(one -> one.told().status() == null
                        || (!one.told().status().isFinal()
                                && of(one.place()).stream()
                                        .allMatch(task -> task.status().isFinal())))
                .map(Invocation::place)
                .limit(most)
                .toList();
    }

    @Override
    public int accepted(Scope scope, Instant since) {
        return (int) invocations.all().stream()
                .filter(one -> one.place().scope().equals(scope))
                .filter(one -> one.work() instanceof Work.Run && !one.created().isBefore(since))
                .count();
    }

    @Override
    public Map<InstanceId, Usage> usage(Scope scope, Collection<InstanceId> instances) {
        return usage.of(scope, instances, tasks.all());
    }
}
