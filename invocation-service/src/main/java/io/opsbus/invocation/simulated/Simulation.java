package io.opsbus.invocation.simulated;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.Kick;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The agents of all simulated instances, while one process has them. It waits for nothing and begins no thread: who has it calls {@link
 * #tick} when something is due, and an executor does the steps, at most one of a machine at a time. Safe for many threads.
 */
public final class Simulation implements AutoCloseable {
    /** What each of these agents says it is. */
    public static final String VERSION = "simulated";

    private static final Duration AFTER_A_BREAKDOWN = Duration.ofSeconds(5);

    private final Service service;
    private final Executor workers;
    private final Runnable wake;
    private final Map<InstanceId, Occupant> occupants = new ConcurrentHashMap<>();
    private final DueQueue due = new DueQueue();
    private final AgentTasks.Listening listening;
    private volatile boolean isLive;
    private volatile boolean isOver;

    /**
     * What agents come to.
     *
     * @param told how far it has heard of instances
     * @param beat between two heartbeats
     * @param fresh texts nobody had before
     * @param trouble hears of what did not work and is tried again
     */
    public record Service(
            AgentTasks tasks,
            Told told,
            InstantSource clock,
            Duration beat,
            Supplier<String> fresh,
            BiConsumer<InstanceId, RuntimeException> trouble) {}

    /**
     * Of no machine yet.
     *
     * @param workers do steps, which block; no more than one of each machine waits there
     * @param wake is called when something may be due sooner than {@link #tick} has said
     */
    public Simulation(Service service, Executor workers, Runnable wake) {
        this.service = service;
        this.workers = workers;
        this.wake = wake;
        this.listening = service.tasks().onKick(this::kick);
    }

    /** An instance is like this now. Before {@link #live} it is only noted: what runs then was booted before. */
    public void seen(SimulatedInstance instance) {
        var isNews = new AtomicBoolean();
        var ignored = occupants.compute(instance.id(), (id, before) -> {
            Occupant occupant = before == null ? new Occupant(id, service, () -> !isOver) : before;
            isNews.set(occupant.isNews(instance, isLive));
            return occupant;
        });
        if (isNews.get() && isLive) {
            soon(instance.id());
        }
    }

    /** An instance is no more, or is none that is simulated. */
    public void gone(InstanceId id) {
        Occupant occupant = occupants.get(id);
        if (occupant != null && occupant.isNews(null, isLive) && isLive) {
            soon(id);
        } else {
            removeIfGone(id);
        }
    }

    /** All that was told before is seen; from now on it is told as it happens, and what comes on has booted. */
    public void live() {
        if (!isLive) {
            isLive = true;
            occupants.keySet().forEach(this::soon);
        }
    }

    /** How many there are. */
    public int size() {
        return occupants.size();
    }

    private void soon(InstanceId id) {
        due.put(id, service.clock().instant());
        wake.run();
    }

    private void kick(Kick kick) {
        Occupant occupant = isLive && !isOver ? occupants.get(kick.instance()) : null;
        if (occupant != null && !(kick instanceof Kick.Deregister) && occupant.kick(task(kick))) {
            soon(kick.instance());
        }
    }

    private static Optional<TaskId> task(Kick kick) {
        return switch (kick) {
            case Kick.Run(var _, TaskId task) -> Optional.of(task);
            case Kick.RunAgain(var _, TaskId task) -> Optional.of(task);
            case Kick.Stop(var _, TaskId task) -> Optional.of(task);
            case Kick.File(var _, TaskId task) -> Optional.of(task);
            case Kick.Everything _, Kick.Deregister _ -> Optional.empty();
        };
    }

    /** Has everything done that is due; when the next is. */
    public Optional<Instant> tick() {
        Instant now = service.clock().instant();
        for (Optional<InstanceId> one = due.poll(now); one.isPresent() && !isOver; one = due.poll(now)) {
            Occupant occupant = occupants.get(one.get());
            if (occupant != null && occupant.begin()) {
                InstanceId id = one.get();
                workers.execute(() -> step(id, occupant));
            }
        }
        return isOver ? Optional.empty() : due.next();
    }

    private void step(InstanceId id, Occupant occupant) {
        // where the step breaks down it is done again, and the machine is not left as one that is busy for ever
        Optional<Instant> next = Optional.of(service.clock().instant().plus(AFTER_A_BREAKDOWN));
        try {
            next = isOver ? Optional.empty() : occupant.step();
        } finally {
            ended(id, occupant, next);
        }
    }

    private void ended(InstanceId id, Occupant occupant, Optional<Instant> next) {
        boolean isNew = occupant.end();
        if (isOver) {
            return;
        }
        if (isNew) {
            soon(id);
        } else if (next.isPresent()) {
            due.put(id, next.get());
            wake.run();
        } else {
            removeIfGone(id);
        }
    }

    private void removeIfGone(InstanceId id) {
        var ignored = occupants.computeIfPresent(id, (_, occupant) -> occupant.isGone() ? null : occupant);
    }

    /** Ends all at once, and says nothing of it: what ran is interrupted, as where a machine's agent dies. */
    @Override
    public void close() {
        isOver = true;
        listening.close();
    }
}
