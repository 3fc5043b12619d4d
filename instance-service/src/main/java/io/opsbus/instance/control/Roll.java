package io.opsbus.instance.control;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.control.dispatch.Lanes;
import io.opsbus.instance.disk.Attachment;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.disk.DiskState;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceState.CreationFailed;
import io.opsbus.instance.fleet.InstanceState.Pending;
import io.opsbus.instance.fleet.InstanceState.Running;
import io.opsbus.instance.fleet.InstanceState.Stopping;
import io.opsbus.instance.lifecycle.PendingOperation;
import io.opsbus.instance.provider.Adoption;
import io.opsbus.instance.provider.Observed;
import io.opsbus.instance.provider.PowerState;
import io.opsbus.instance.provider.ProviderEvent;
import io.opsbus.instance.query.Census;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through everything there is: at the start, and when a provider may have missed something. */
final class Roll {
    private static final Logger LOGGER = LoggerFactory.getLogger(Roll.class);
    private static final int AT_ONCE = 500;

    private final Census census;
    private final Engine engine;

    Roll(Census census, Engine engine) {
        this.census = census;
        this.engine = engine;
    }

    /** Has every machine adopted by its provider, and every operation that is waited for asked for again. */
    void call(InstanceChanges instances, DiskChanges disks, SnapshotDesk snapshots) {
        Map<InstanceId, Set<DiskId>> hanging = new HashMap<>();
        each(census::disks, Disk::id, disk -> {
            hangs(disk, hanging);
            disks.pursue(disk);
        });
        var adopted = new int[1];
        each(census::instances, Instance::id, instance -> {
            if (adopt(instance, hanging.getOrDefault(instance.id(), Set.of()), instances)) {
                adopted[0]++;
            }
            instances.pursue(instance);
        });
        each(census::snapshots, snapshot -> snapshot.id(), snapshots::pursue);
        LOGGER.atInfo().addKeyValue("machines", adopted[0]).log("machines adopted");
    }

    private static void hangs(Disk disk, Map<InstanceId, Set<DiskId>> hanging) {
        // one that is on its way there does not hang yet
        if (!(disk.state() instanceof DiskState.Attaching)) {
            disk.state()
                    .attachment()
                    .map(Attachment::instance)
                    .ifPresent(at ->
                            hanging.computeIfAbsent(at, id -> new HashSet<>()).add(disk.id()));
        }
    }

    private boolean adopt(Instance instance, Set<DiskId> disks, InstanceChanges changes) {
        var state = instance.state();
        if (state instanceof Pending || state instanceof CreationFailed) {
            return false;
        }
        boolean on = state instanceof Running || state instanceof Stopping;
        var machine = PendingOperation.machine(instance, engine.catalog(), List.of());
        var adoption = new Adoption(
                machine,
                on,
                instance.machine().incarnation(),
                instance.machine().sequence(),
                disks,
                instance.machine().host());
        var provider = engine.providers().find(instance.machine().provider());
        provider.ifPresent(one -> {
            var ignored = one.adopt(adoption).thenAccept(found -> differs(instance, found, on, changes));
        });
        return provider.isPresent();
    }

    private static void differs(Instance instance, Observed found, boolean on, InstanceChanges changes) {
        boolean foundOn = found.power() == PowerState.ON;
        boolean elsewhere =
                found.host() != null && !found.host().equals(instance.machine().host());
        if (foundOn != on || elsewhere) {
            changes.observed(found);
        }
    }

    /** Looks at the machines that may have changed unseen. */
    void observe(ProviderEvent.ResyncRequired resync, InstanceChanges changes, Lanes lanes) {
        var provider = engine.providers().find(resync.provider());
        if (provider.isEmpty()) {
            return;
        }
        Consumer<InstanceId> look = id -> {
            var ignored =
                    provider.get().observe(id).thenAccept(found -> lanes.run(id.text(), () -> changes.observed(found)));
        };
        if (resync.machine() != null) {
            look.accept(resync.machine());
            return;
        }
        each(census::instances, Instance::id, instance -> {
            if (instance.machine().provider().equals(resync.provider())) {
                look.accept(instance.id());
            }
        });
    }

    private static <I, T> void each(
            BiFunction<@Nullable I, Integer, List<T>> read, Function<T, I> id, Consumer<T> visit) {
        I after = null;
        List<T> some;
        do {
            some = read.apply(after, AT_ONCE);
            some.forEach(visit);
            after = some.isEmpty() ? null : id.apply(some.getLast());
        } while (some.size() == AT_ONCE);
    }
}
