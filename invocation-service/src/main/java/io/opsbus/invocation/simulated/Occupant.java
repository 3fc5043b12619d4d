package io.opsbus.invocation.simulated;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.simulated.script.Scenery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The agent of one machine. What is told to it from outside is kept until its next step; a step is done by one thread at a time, in the
 * order: who it is, what is left to report, what it is to fetch, what is due, its heartbeat.
 */
final class Occupant {
    /** Of kicks that name a task; beyond it all is asked for. */
    private static final int FEW = 8;

    private static final long OFF = -1;
    private static final long FIRST = 1;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final InstanceId id;
    private final Simulation.Service service;
    private final BooleanSupplier goesOn;

    // what is told, guarded by this
    private @Nullable SimulatedInstance latest;
    private boolean isBooted;
    private Set<TaskId> wanted = new HashSet<>();
    private boolean wantsAll;
    private boolean isBusy;
    private boolean isNew;

    // of whoever does the step
    private @Nullable SimulatedInstance inhabited;
    private String connection = "";
    private Machine machine = Machine.IDLE;
    private final Deque<Said> unsaid = new ArrayDeque<>();
    private Instant beat = Instant.EPOCH;
    private int tries;

    /**
     * Nobody knows of it yet.
     *
     * @param goesOn false: nothing more may be done
     */
    Occupant(InstanceId id, Simulation.Service service, BooleanSupplier goesOn) {
        this.id = id;
        this.service = service;
        this.goesOn = goesOn;
    }

    /** The instance is like this now; whether that is news its agent must act upon. */
    synchronized boolean isNews(@Nullable SimulatedInstance instance, boolean isLive) {
        SimulatedInstance before = latest;
        if (instance != null && before != null && instance.revision() < before.revision()) {
            return false;
        }
        latest = instance;
        long ran = boot(before);
        long runs = boot(instance);
        // nothing can have waited for its first boot: what is asked of it since it runs waits for the next
        boolean isAwaited = runs != ran && runs > FIRST && isLive;
        isBooted = runs != OFF && (isBooted || isAwaited);
        isNew |= isBusy && runs != ran;
        return runs != ran;
    }

    /** Which boot of the machine this is. */
    private static long boot(@Nullable SimulatedInstance instance) {
        return instance == null || !instance.isRunning() ? OFF : instance.incarnation();
    }

    /** Its agent is to ask; whether it can now. */
    synchronized boolean kick(Optional<TaskId> task) {
        if (task.isPresent() && wanted.size() < FEW) {
            wanted.add(task.get());
        } else {
            wantsAll = true;
        }
        isNew |= isBusy;
        return !isBusy;
    }

    /** Whether nobody does a step; from now on somebody does. */
    synchronized boolean begin() {
        if (isBusy) {
            isNew = true;
            return false;
        }
        isBusy = true;
        isNew = false;
        return true;
    }

    /** Nobody does; whether there is something to do at once. */
    synchronized boolean end() {
        isBusy = false;
        return isNew;
    }

    synchronized boolean isGone() {
        return latest == null && !isBusy && inhabited == null;
    }

    /** Does what there is to do; when the next thing is due. Empty: when something is told. */
    Optional<Instant> step() {
        Instant now = service.clock().instant();
        try {
            return live();
        } catch (RuntimeException away) {
            // of a store that is away, and of whatever else: it is tried again, and the machine's time stands still
            service.trouble().accept(id, away);
            return Optional.of(later(now));
        }
    }

    private Instant later(Instant now) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries++, 10));
        return now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    private Optional<Instant> live() {
        SimulatedInstance now;
        boolean booted;
        synchronized (this) {
            now = latest;
            booted = isBooted;
        }
        if (now == null || !now.isRunning()) {
            leave();
            forgetKicks();
            tries = 0;
            return Optional.empty();
        }
        if (inhabited != null && inhabited.incarnation() != now.incarnation()) {
            leave();
        }
        if (inhabited == null && !isSettled(now, booted)) {
            return Optional.of(later(service.clock().instant()));
        }
        // tags are changed while it runs
        inhabited = now;
        report();
        fetch();
        act();
        beat();
        tries = 0;
        return goesOn.getAsBoolean()
                ? Optional.of(machine.next().filter(beat::isAfter).orElse(beat))
                : Optional.empty();
    }

    private synchronized void forgetKicks() {
        wanted = new HashSet<>();
        wantsAll = false;
    }

    /** What ran there is gone, and nobody says so. */
    private void leave() {
        machine = machine.off();
        unsaid.clear();
        if (!connection.isEmpty() && goesOn.getAsBoolean()) {
            service.tasks().disconnected(id, connection);
        }
        connection = "";
        inhabited = null;
    }

    /** Its agent is there; false while the service itself has not heard of its machine. */
    private boolean isSettled(SimulatedInstance instance, boolean booted) {
        if (!service.told().of(id, instance.revision()) || !goesOn.getAsBoolean()) {
            return false;
        }
        forgetKicks();
        connection = "simulated-" + service.fresh().get();
        service.tasks().connected(id, news(instance));
        TaskList list = service.tasks().startup(id, booted);
        synchronized (this) {
            // of a boot since then the agent that follows is told
            isBooted &= boot(latest) != boot(instance);
        }
        inhabited = instance;
        take(list);
        Instant now = service.clock().instant();
        // so that not all of them beat at once
        beat = now.plus(service.beat()
                .multipliedBy(Math.floorMod(id.hashCode(), 100) + 1)
                .dividedBy(100));
        return true;
    }

    private AgentNews news(SimulatedInstance instance) {
        return new AgentNews(Simulation.VERSION, instance.osType(), connection);
    }

    private Scenery scenery() {
        SimulatedInstance instance = inhabited;
        return instance == null ? Scenery.of("", Map.of()) : Scenery.of(instance.hostName(), instance.tags());
    }

    private void take(TaskList list) {
        become(machine.take(list, scenery(), service.clock().instant()));
    }

    private void become(Machine.Moved moved) {
        machine = moved.machine();
        unsaid.addAll(moved.said());
    }

    private void report() {
        for (Said said = unsaid.peek(); said != null && goesOn.getAsBoolean(); said = unsaid.peek()) {
            ReportAnswer answer = answer(said);
            unsaid.remove();
            if (answer == ReportAnswer.UNWANTED) {
                become(machine.stop(said.task(), said.version(), service.clock().instant()));
            }
        }
    }

    private ReportAnswer answer(Said said) {
        try {
            return service.tasks().report(id, said.task(), said.version(), said.report());
        } catch (AgentTasks.Away away) {
            throw away;
        } catch (RuntimeException broken) {
            // it would keep all that follows from being told
            unsaid.remove();
            throw broken;
        }
    }

    private void fetch() {
        Set<TaskId> named;
        boolean all;
        synchronized (this) {
            named = wanted;
            all = wantsAll;
            forgetKicks();
        }
        if ((named.isEmpty() && !all) || !goesOn.getAsBoolean()) {
            return;
        }
        Optional<TaskId> one = named.size() == 1 && !all ? named.stream().findFirst() : Optional.empty();
        try {
            take(service.tasks().kicked(id, one));
        } catch (RuntimeException away) {
            boolean ignored = kick(Optional.empty());
            throw away;
        }
        report();
    }

    private void act() {
        Instant now = service.clock().instant();
        if (machine.next().filter(due -> !due.isAfter(now)).isPresent()) {
            become(machine.due(scenery(), now));
            report();
        }
    }

    private void beat() {
        Instant now = service.clock().instant();
        SimulatedInstance instance = inhabited;
        if (instance != null && !beat.isAfter(now) && goesOn.getAsBoolean()) {
            service.tasks().heard(id, AgentNews.heard(Simulation.VERSION, instance.osType()));
            beat = now.plus(service.beat());
        }
    }
}
