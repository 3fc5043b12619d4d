package io.opsbus.instance.provider.simulated;

import io.opsbus.instance.InstanceId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.ProviderId;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.ZoneId;
import io.opsbus.instance.catalog.InstanceTypeName;
import io.opsbus.instance.fleet.HostId;
import io.opsbus.instance.provider.Adoption;
import io.opsbus.instance.provider.Capability;
import io.opsbus.instance.provider.Capture;
import io.opsbus.instance.provider.CaptureKind;
import io.opsbus.instance.provider.ComputeProvider;
import io.opsbus.instance.provider.Observed;
import io.opsbus.instance.provider.Operation;
import io.opsbus.instance.provider.OperationResult;
import io.opsbus.instance.provider.OperationResult.Reason;
import io.opsbus.instance.provider.Origin;
import io.opsbus.instance.provider.PowerState;
import io.opsbus.instance.provider.ProviderEvent;
import io.opsbus.instance.provider.Stock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The provider of simulated machines: can all, in the time {@link Conditions} say. */
public final class SimulatedProvider implements ComputeProvider {
    public static final ProviderId ID = new ProviderId("simulated");

    private static final int HALF = 50;

    private final Conditions conditions;
    private final Dice dice;
    private final InstantSource clock;
    private final Schedule schedule;
    private final ReentrantLock lock = new ReentrantLock();
    private final SimulatedWorld world;
    private final Map<OperationId, CompletableFuture<OperationResult>> underWay = new HashMap<>();
    private Consumer<ProviderEvent> listener = event -> {};

    /**
     * An empty world.
     *
     * @param schedule closed with the provider
     */
    public SimulatedProvider(Conditions conditions, InstantSource clock, Schedule schedule) {
        this.conditions = conditions;
        this.dice = new Dice(conditions);
        this.clock = clock;
        this.schedule = schedule;
        this.world = new SimulatedWorld(conditions.scarcity());
    }

    @Override
    public ProviderId id() {
        return ID;
    }

    @Override
    public Set<Capability> capabilities(InstanceId machine) {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public CompletionStage<OperationResult> execute(Operation operation) {
        lock.lock();
        try {
            var asked = underWay.get(operation.id());
            if (asked != null) {
                return asked.copy();
            }
            var answered = answered(operation);
            if (answered != null) {
                return CompletableFuture.completedFuture(answered);
            }
            var answer = new CompletableFuture<OperationResult>();
            underWay.put(operation.id(), answer);
            begin(operation, answer);
            return answer.copy();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable OperationResult answered(Operation operation) {
        var machine = machineOf(operation);
        return machine == null ? null : machine.answer(operation.id());
    }

    private @Nullable SimulatedMachine machineOf(Operation operation) {
        return switch (operation) {
            case Operation.Create create -> world.machine(create.machine().id());
            case Operation.Start start -> world.machine(start.machine());
            case Operation.Stop stop -> world.machine(stop.machine());
            case Operation.Reboot reboot -> world.machine(reboot.machine());
            case Operation.Redeploy redeploy -> world.machine(redeploy.machine());
            case Operation.RepairDisk repair -> world.machine(repair.machine());
            case Operation.Delete _,
                    Operation.AttachDisk _,
                    Operation.DetachDisk _,
                    Operation.CreateDisk _,
                    Operation.DeleteDisk _,
                    Operation.ResetDisk _,
                    Operation.CreateSnapshot _,
                    Operation.DeleteSnapshot _ -> null;
        };
    }

    private void begin(Operation operation, CompletableFuture<OperationResult> answer) {
        var latency = dice.latency(operation.id());
        if (operation instanceof Operation.CreateSnapshot snapshot) {
            schedule.after(latency.dividedBy(2), () -> tellProgress(snapshot.snapshot()));
        }
        schedule.after(latency, () -> {
            var result = end(operation);
            if (result != null) {
                answer.complete(result);
            }
        });
    }

    /** Null if nobody is to hear of it. */
    private @Nullable OperationResult end(Operation operation) {
        lock.lock();
        try {
            underWay.remove(operation.id());
            var fate = dice.fate(operation.id());
            var now = clock.instant();
            var result = fate == Dice.Fate.FAILED
                    ? new OperationResult.Failed(Reason.BROKEN, "simulated fault", now)
                    : world.apply(operation, now);
            var machine = machineOf(operation);
            if (machine != null) {
                machine.remember(operation.id(), result);
            }
            return fate == Dice.Fate.LOST ? null : result;
        } finally {
            lock.unlock();
        }
    }

    private void tellProgress(SnapshotId snapshot) {
        listener.accept(new ProviderEvent.SnapshotProgress(ID, snapshot, HALF, clock.instant()));
    }

    @Override
    public CompletionStage<Observed> observe(InstanceId id) {
        lock.lock();
        try {
            var machine = world.machine(id);
            return CompletableFuture.completedFuture(
                    machine == null
                            ? new Observed(id, PowerState.ABSENT, 0, 0, Set.of(), clock.instant())
                            : observed(machine));
        } finally {
            lock.unlock();
        }
    }

    private Observed observed(SimulatedMachine machine) {
        return new Observed(
                machine.spec.id(),
                machine.power(),
                machine.incarnation,
                machine.sequence,
                machine.disks,
                clock.instant(),
                machine.host);
    }

    @Override
    public CompletionStage<Observed> adopt(Adoption adoption) {
        lock.lock();
        try {
            var machine = world.machine(adoption.machine().id());
            if (machine == null) {
                machine = world.adopt(adoption);
                machine.on = adoption.on();
                machine.incarnation = adoption.incarnation();
                machine.sequence = adoption.sequence();
                machine.bootedAt = adoption.on() ? clock.instant() : null;
            }
            return CompletableFuture.completedFuture(observed(machine));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletionStage<Capture> capture(InstanceId id, CaptureKind kind) {
        lock.lock();
        try {
            var machine = world.machine(id);
            Instant booted = machine == null ? null : machine.bootedAt;
            if (machine == null || booted == null || (kind == CaptureKind.SCREENSHOT && !machine.on)) {
                return CompletableFuture.completedFuture(new Capture.Nothing("it is not on"));
            }
            Instant ended = machine.endedAt;
            return CompletableFuture.completedFuture(
                    switch (kind) {
                        case CONSOLE_OUTPUT ->
                            new Capture.Taken(Screens.console(machine), ended == null ? booted : ended);
                        case SCREENSHOT -> new Capture.Taken(Screens.picture(), clock.instant());
                    });
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Stock stock(ZoneId zone, InstanceTypeName type) {
        lock.lock();
        try {
            return world.stock(zone, type);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void listen(Consumer<ProviderEvent> other) {
        lock.lock();
        try {
            listener = other;
        } finally {
            lock.unlock();
        }
    }

    /** Makes something happen to a machine that nobody asked for; false if there is none or it cannot. */
    public boolean befall(InstanceId id, Mishap mishap) {
        lock.lock();
        try {
            var machine = world.machine(id);
            if (machine == null || machine.on == (mishap == Mishap.POWERED_ON)) {
                return false;
            }
            happen(machine, mishap);
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public OptionalInt lose(HostId host, boolean returns) {
        return ofHost(
                host, () -> world.hosts().lose(host, returns), origin -> new ProviderEvent.HostLost(origin, returns));
    }

    @Override
    public void adoptLost(HostId host, boolean returns) {
        lock.lock();
        try {
            world.hosts().lose(host, returns);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public OptionalInt recover(HostId host) {
        return ofHost(host, () -> world.hosts().back(host), ProviderEvent.HostRecovered::new);
    }

    private OptionalInt ofHost(HostId host, Runnable change, Function<Origin, ProviderEvent> news) {
        lock.lock();
        try {
            if (!world.hosts().knows(host)) {
                return OptionalInt.empty();
            }
            change.run();
            var now = clock.instant();
            int told = 0;
            for (InstanceId id : world.hosts().machinesOn(host)) {
                var machine = world.machine(id);
                if (machine != null && machine.on) {
                    listener.accept(news.apply(origin(machine, now)));
                    told++;
                }
            }
            return OptionalInt.of(told);
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock, so that the events of one machine keep their order. */
    private void happen(SimulatedMachine machine, Mishap mishap) {
        var now = clock.instant();
        switch (mishap) {
            case POWERED_OFF -> {
                machine.end(now);
                listener.accept(new ProviderEvent.PowerChanged(origin(machine, now), PowerState.OFF));
            }
            case POWERED_ON -> {
                machine.boot(now);
                listener.accept(new ProviderEvent.PowerChanged(origin(machine, now), PowerState.ON));
            }
            case CRASH -> {
                listener.accept(new ProviderEvent.GuestCrashed(origin(machine, now)));
                machine.boot(now);
                listener.accept(new ProviderEvent.GuestReset(origin(machine, now)));
            }
            case RESET -> {
                machine.boot(now);
                listener.accept(new ProviderEvent.GuestReset(origin(machine, now)));
            }
            case HOST_LOST -> listener.accept(new ProviderEvent.HostLost(origin(machine, now), false));
            case HOST_BACK -> listener.accept(new ProviderEvent.HostRecovered(origin(machine, now)));
            case RECLAIMED -> listener.accept(new ProviderEvent.Reclaimed(origin(machine, now)));
        }
    }

    private static Origin origin(SimulatedMachine machine, Instant now) {
        return new Origin(ID, machine.spec.id(), machine.incarnation, ++machine.sequence, now);
    }

    /** The settings in force. */
    public Conditions conditions() {
        return conditions;
    }

    @Override
    public void close() {
        schedule.close();
    }
}
