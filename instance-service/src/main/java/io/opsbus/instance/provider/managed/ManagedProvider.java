package io.opsbus.instance.provider.managed;

import io.opsbus.instance.InstanceId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.ProviderId;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The provider of machines only their agents reach. It can have them rebooted; all else is unsupported. A machine is there
 * once its agent was heard; another boot id is a reboot.
 */
public final class ManagedProvider implements ComputeProvider {
    public static final ProviderId ID = new ProviderId("managed");

    private static final Set<Capability> CAPABILITIES = EnumSet.of(Capability.REBOOT);

    private final AgentChannel agents;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<InstanceId, Heard> machines = new HashMap<>();
    private final Map<InstanceId, Rebooting> rebooting = new HashMap<>();
    private Consumer<ProviderEvent> listener = event -> {};

    /** Machines behind these agents. */
    public ManagedProvider(AgentChannel agents, InstantSource clock) {
        this.agents = agents;
        this.clock = clock;
    }

    private record Heard(String bootId, long incarnation) {}

    private record Rebooting(OperationId operation, CompletableFuture<OperationResult> answer) {}

    @Override
    public ProviderId id() {
        return ID;
    }

    @Override
    public Set<Capability> capabilities(InstanceId machine) {
        return EnumSet.copyOf(CAPABILITIES);
    }

    @Override
    public CompletionStage<OperationResult> execute(Operation operation) {
        if (!(operation instanceof Operation.Reboot reboot)) {
            return CompletableFuture.completedFuture(new OperationResult.Unsupported(operation.needs()));
        }
        var asked = new Rebooting(reboot.id(), new CompletableFuture<>());
        lock.lock();
        try {
            if (!machines.containsKey(reboot.machine())) {
                return CompletableFuture.completedFuture(failed(Reason.NO_SUCH_MACHINE, "no agent was ever heard"));
            }
            var before = rebooting.get(reboot.machine());
            if (before != null && before.operation().equals(reboot.id())) {
                return before.answer().copy();
            }
            rebooting.put(reboot.machine(), asked);
        } finally {
            lock.unlock();
        }
        // a reboot that cannot be sent is one nobody will see
        var ignored = agents.reboot(reboot.machine(), reboot.id(), reboot.force())
                .whenComplete((taken, error) -> {
                    if (error != null || !taken) {
                        asked.answer().complete(failed(Reason.BROKEN, "its agent is not connected"));
                    }
                });
        return asked.answer().copy();
    }

    private OperationResult failed(Reason reason, String message) {
        return new OperationResult.Failed(reason, message, clock.instant());
    }

    /**
     * An agent was heard.
     *
     * @param bootId changes with every boot of the machine
     */
    public void heard(InstanceId machine, String bootId) {
        Rebooting ended = null;
        OperationResult result = null;
        lock.lock();
        try {
            var before = machines.get(machine);
            if (before != null && before.bootId().equals(bootId)) {
                return;
            }
            if (before != null && before.bootId().isEmpty()) {
                machines.put(machine, new Heard(bootId, before.incarnation()));
                return;
            }
            var now = clock.instant();
            var after = new Heard(bootId, before == null ? 1 : before.incarnation() + 1);
            machines.put(machine, after);
            ended = rebooting.get(machine);
            if (before != null && ended != null && !ended.answer().isDone()) {
                result = new OperationResult.Done(after.incarnation(), now, null);
            } else {
                listener.accept(news(machine, before, after, now));
            }
        } finally {
            lock.unlock();
        }
        if (ended != null && result != null) {
            ended.answer().complete(result);
        }
    }

    private static ProviderEvent news(InstanceId machine, @Nullable Heard before, Heard after, Instant now) {
        var origin = new Origin(ID, machine, after.incarnation(), 1, now);
        return before == null
                ? new ProviderEvent.PowerChanged(origin, PowerState.ON)
                : new ProviderEvent.GuestReset(origin);
    }

    @Override
    public CompletionStage<Observed> observe(InstanceId machine) {
        lock.lock();
        try {
            return CompletableFuture.completedFuture(observed(machine));
        } finally {
            lock.unlock();
        }
    }

    private Observed observed(InstanceId machine) {
        var heard = machines.get(machine);
        return heard == null
                ? new Observed(machine, PowerState.ABSENT, 0, 0, Set.of(), clock.instant())
                : // the machine is its own host
                new Observed(
                        machine,
                        PowerState.ON,
                        heard.incarnation(),
                        1,
                        Set.of(),
                        clock.instant(),
                        HostId.parse(machine.text()).orElse(null));
    }

    /** Its boot id is not known any more: the next one heard is taken for the boot that was known. */
    @Override
    public CompletionStage<Observed> adopt(Adoption adoption) {
        lock.lock();
        try {
            if (adoption.on()) {
                machines.putIfAbsent(adoption.machine().id(), new Heard("", adoption.incarnation()));
            }
            return CompletableFuture.completedFuture(observed(adoption.machine().id()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletionStage<Capture> capture(InstanceId machine, CaptureKind kind) {
        return CompletableFuture.completedFuture(new Capture.Unsupported(kind.needs()));
    }

    @Override
    public Stock stock(ZoneId zone, InstanceTypeName type) {
        return new Stock.Left(0);
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

    @Override
    public void close() {
        // owns nothing: the channel is its maker's
    }
}
