package io.opsbus.invocation.control;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.NOON;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.control.order.Amendment;
import io.opsbus.invocation.control.order.NewInvocation;
import io.opsbus.invocation.fleet.FleetNews;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.query.Invocations;
import io.opsbus.invocation.store.InvocationStates;
import io.opsbus.invocation.store.PostgresInvocations;
import io.opsbus.invocation.store.TaskStates;
import io.opsbus.invocation.store.memory.InMemoryCommands;
import io.opsbus.invocation.store.memory.InMemoryFleet;
import io.opsbus.invocation.store.memory.InMemoryGuestEvents;
import io.opsbus.invocation.store.memory.InMemoryInvocations;
import io.opsbus.invocation.store.memory.InMemoryOutputs;
import io.opsbus.invocation.store.memory.InMemorySpentRequests;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskFact;
import io.opsbus.invocation.task.TaskLimits;
import io.opsbus.invocation.task.TaskSteps;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.InvocationFact;
import io.opsbus.invocation.work.InvocationLimits;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.InvocationRefusal;
import io.opsbus.invocation.work.InvocationSlot;
import io.opsbus.invocation.work.RepeatMode;
import io.opsbus.invocation.work.Work;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryTables;
import io.opsbus.ledger.memory.InMemoryTimers;
import io.opsbus.ledger.postgres.PostgresLedger;
import io.opsbus.ledger.postgres.PostgresTimers;
import io.opsbus.ledger.timer.TimerLoop;
import io.opsbus.ledger.timer.Timers;
import io.opsbus.testkit.SettableClock;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Invocations and tasks with their timers, as desks see them; at the times of a clock that is set. */
final class Scene {
    static final InstanceId OTHER = new InstanceId("i-linux0000000000002");

    final SettableClock clock = SettableClock.at(NOON);
    final InMemoryFleet fleet;
    final Ledgers ledgers;
    final InvocationDesk desk;
    final List<Kick> kicks = new ArrayList<>();
    /** Of what is stored by the ledger of invocations. */
    World.FaultPoint faults = _ -> {};
    /** Happens when tasks have been read, and before anything is done with them. */
    Runnable whileReading = () -> {};

    private final Invocations invocations;
    private final List<TimerLoop> timers;
    private final TaskSteps steps = new TaskSteps(TaskLimits.DEFAULT);

    /** What is under the desks. */
    private record Store(
            Ledger<InvocationPlace, InvocationSlot, InvocationFact> invocations,
            Ledger<TaskId, Task, TaskFact> tasks,
            Ledger<TaskId, Task, TaskFact> mending,
            Invocations reads,
            Function<String, Timers> timers) {}

    static Scene inDatabase(DataSource database) {
        return new Scene(scene -> new Store(
                new PostgresLedger<>(
                        Ledgers.INVOCATIONS,
                        database,
                        new InvocationStates(scene.clock),
                        untold(),
                        World.of(scene.clock).withFaults(step -> scene.faults.at(step)),
                        () -> {}),
                new PostgresLedger<>(
                        Ledgers.TASKS, database, new TaskStates(), untold(), World.of(scene.clock), () -> {}),
                new PostgresLedger<>(
                        Ledgers.TASKS, database, TaskStates.mending(), untold(), World.of(scene.clock), () -> {}),
                new PostgresInvocations(Jdbi.create(database)),
                name -> new PostgresTimers(name, database)));
    }

    static Scene inMemory() {
        var tables = new InMemoryTables();
        return new Scene(scene -> {
            var all = new InMemoryInvocations(tables, untold(), untold(), World.of(scene.clock));
            return new Store(
                    all.invocationLedger(),
                    all.taskLedger(),
                    all.taskLedger(),
                    all,
                    name -> new InMemoryTimers(name, tables));
        });
    }

    private Scene(Function<Scene, Store> making) {
        Store store = making.apply(this);
        this.invocations = store.reads();
        this.fleet = new InMemoryFleet(new InMemoryTables(), untold(), World.of(clock));
        this.ledgers = new Ledgers(
                store.invocations(), store.tasks(), store.mending(), fleet.activationLedger(), fleet.managedLedger());
        var reads = new Reads(
                interrupted(invocations),
                fleet,
                fleet::find,
                fleet,
                fleet,
                new InMemoryCommands(),
                new InMemorySpentRequests(),
                new InMemoryGuestEvents(),
                new InMemoryOutputs());
        var listeners = new Kicks((_, _) -> {});
        var ignored = listeners.listen(kicks::add);
        var settling = new Settling(ledgers, Duration.ofDays(30), clock, Scene::fresh, Runnable::run);
        var tasks = new TaskDesk(ledgers, reads, settling, listeners, Scene::fresh, TaskLimits.DEFAULT, NOON);
        this.desk =
                new InvocationDesk(ledgers, reads, listeners, settling, InvocationLimits.DEFAULT, TaskLimits.DEFAULT);
        var alarms = new Alarms(ledgers, reads, tasks, listeners, settling, clock);
        this.timers = List.of(Ledgers.INVOCATIONS, Ledgers.TASKS).stream()
                .map(name -> new TimerLoop(
                        store.timers().apply(name), alarms::fire, World.of(clock), TimerLoop.Settings.DEFAULT))
                .toList();
        for (InstanceId id : List.of(LINUX, OTHER)) {
            fleet.take(List.of(
                    new FleetNews.Seen(new KnownInstance(id, Given.ALICES, "n", "linux", true), Map.of(), false, 1)));
            fleet.connected(id, new AgentNews("2.2.3.578", "linux", "c-" + id), NOON);
        }
    }

    private static <F> FactEncoder<F> untold() {
        return _ -> OutboxRecord.tombstone("topic", "key", Map.of(), "fact");
    }

    /** The same, where something happens when tasks were read. */
    private Invocations interrupted(Invocations stored) {
        return (Invocations) Proxy.newProxyInstance(
                Scene.class.getClassLoader(), new Class<?>[] {Invocations.class}, (_, method, arguments) -> {
                    Object answer = method.invoke(stored, arguments);
                    if (method.getName().equals("tasks")) {
                        Runnable once = whileReading;
                        whileReading = () -> {};
                        once.run();
                    }
                    return answer;
                });
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }

    static TaskId taskId(InstanceId instance) {
        return new TaskId("t-" + instance);
    }

    /** Alice's invocation, on both instances. */
    Optional<InvocationRefusal> start(RepeatMode mode) {
        Invocation one = Given.invocation(1, mode);
        return desk.start(
                new NewInvocation(
                        one.place(), clock.instant(), one.work(), one.labels(), List.of(LINUX, OTHER), Scene::taskId),
                ChangeKey.ofRequest(fresh()));
    }

    /** It runs another script from now on. */
    Optional<InvocationRefusal> change(String script) {
        var edit = new Work.Edit(
                Optional.of(Content.ofText(script)), Optional.empty(), Optional.empty(), Optional.empty());
        return desk.change(
                new Amendment(Given.place(1), clock.instant(), edit, List.of(), Scene::taskId),
                ChangeKey.ofRequest(fresh()));
    }

    Optional<InvocationRefusal> stop(InstanceId... only) {
        return desk.stop(Given.place(1), List.of(only), clock.instant(), task -> ChangeKey.ofRequest(task + fresh()));
    }

    /** The agent of the instance has it. */
    void give(InstanceId instance) {
        var ignored = ledgers.change(
                taskId(instance),
                ChangeKey.once(fresh()),
                InvocationDesk.YES_OR_NO,
                task -> steps.give(task, false, false, clock.instant()));
    }

    Optional<Task> find(InstanceId instance) {
        return invocations.task(taskId(instance));
    }

    Task task(InstanceId instance) {
        return find(instance).orElseThrow();
    }

    /** Time passes, and what is due happens. */
    void pass(Duration time) throws SQLException {
        clock.advance(time);
        int fired;
        do {
            fired = 0;
            for (TimerLoop loop : timers) {
                fired += loop.step();
            }
        } while (fired > 0);
    }
}
