package io.opsbus.instance.control;

import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.control.dispatch.Dispatcher;
import io.opsbus.instance.control.dispatch.Gate;
import io.opsbus.instance.control.dispatch.Lanes;
import io.opsbus.instance.control.dispatch.Providers;
import io.opsbus.instance.disk.DiskFact;
import io.opsbus.instance.fleet.InstanceFact;
import io.opsbus.instance.provider.LostHosts;
import io.opsbus.instance.provider.simulated.Conditions;
import io.opsbus.instance.provider.simulated.SimulatedProvider;
import io.opsbus.instance.provider.simulated.VirtualSchedule;
import io.opsbus.instance.snapshot.SnapshotFact;
import io.opsbus.instance.store.memory.InMemoryFleet;
import io.opsbus.instance.store.memory.InMemoryLostHosts;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.Timer;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryLedger;
import io.opsbus.ledger.memory.InMemoryTables;
import io.opsbus.ledger.memory.InMemoryTimers;
import io.opsbus.ledger.timer.TimerLoop;
import io.opsbus.testkit.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** A fleet of simulated machines on one thread and a settable clock; it can be restarted on what is stored. */
public final class FleetInMemory {
    public final SettableClock clock = SettableClock.at(Given.NOW);
    public final List<Object> facts = Collections.synchronizedList(new ArrayList<>());
    private final InMemoryTables tables = new InMemoryTables();
    private final InMemoryFleet stored = new InMemoryFleet();
    final LostHosts lostHosts = new InMemoryLostHosts();
    private final World world = World.of(clock);
    private final Ledgers ledgers = new Ledgers(
            stored.instances(
                    ledger(Ledgers.INSTANCES, (InstanceFact fact) -> fact.id().text())),
            stored.disks(ledger(Ledgers.DISKS, (DiskFact fact) -> fact.id().text())),
            stored.snapshots(
                    ledger(Ledgers.SNAPSHOTS, (SnapshotFact fact) -> fact.id().text())));
    VirtualSchedule schedule = new VirtualSchedule(clock);
    SimulatedProvider provider;
    public Fleet fleet;
    private int keys;

    public FleetInMemory(Conditions conditions) {
        provider = new SimulatedProvider(conditions, clock, schedule);
        fleet = begin();
    }

    public FleetInMemory() {
        this(Conditions.FAIR);
    }

    private <I, S, F> InMemoryLedger<I, S, F> ledger(String name, Function<F, String> id) {
        FactEncoder<F> encoder = fact -> {
            facts.add(fact);
            return new OutboxRecord("topic", "key", new byte[0], Map.of(), id.apply(fact));
        };
        return new InMemoryLedger<>(name, tables, encoder, world, () -> {});
    }

    private Fleet begin() {
        var lanes = new Lanes(List.of(Runnable::run));
        var providers = new Providers(List.of(provider));
        var engine = new Engine(Given.CATALOG, providers, new Dispatcher(providers, lanes), new Gate(4), clock);
        var reads = new Reads(stored, stored, stored, stored, stored);
        var control = Control.over(ledgers, reads, lostHosts, engine);
        control.begin(lanes);
        return control.fleet();
    }

    /** The process ends, whatever is under way, and another begins with what is stored. */
    void restart(Conditions conditions) {
        schedule.close();
        schedule = new VirtualSchedule(clock);
        provider = new SimulatedProvider(conditions, clock, schedule);
        fleet = begin();
    }

    ChangeKey key() {
        return ChangeKey.ofRequest("test/" + ++keys);
    }

    /** Everything under way ends. */
    public void settle() {
        schedule.run();
    }

    /** Time passes, and what comes due is taken. */
    public void pass(Duration time) {
        clock.advance(time);
        fire(Ledgers.INSTANCES, fleet.instances()::fire);
        fire(Ledgers.DISKS, fleet.disks()::fire);
        fire(Ledgers.SNAPSHOTS, fleet.snapshots()::fire);
        settle();
    }

    private void fire(String ledger, Consumer<Timer.Due> desk) {
        var loop = new TimerLoop(new InMemoryTimers(ledger, tables), desk, world, TimerLoop.Settings.DEFAULT);
        try {
            int fired;
            do {
                fired = loop.step();
            } while (fired > 0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was told of an instance's states, in order. */
    List<String> told(InstanceId id) {
        return facts.stream()
                .filter(InstanceFact.StateChanged.class::isInstance)
                .map(InstanceFact.StateChanged.class::cast)
                .filter(fact -> fact.subject().id().equals(id))
                .map(fact -> fact.status().word())
                .toList();
    }

    public <F> List<F> facts(Class<F> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
