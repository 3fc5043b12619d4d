package io.opsbus.invocation.rpc.catalogue;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.query.CurrentInstances;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.ledger.World;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Instances as the bus has told of them; of what it has not told as running their keeper is asked, once. Its "no" is final. What it
 * says runs is waited for: a task of an instance would be ended by news that are still under way, of it as it was before (ADR 0010).
 */
final class AwaitedInstances implements CurrentInstances {
    /** How long the bus may be behind; what is later is told as a failure that passes. */
    static final Duration PATIENCE = Duration.ofSeconds(4);

    /** Calls that ask or wait at once. */
    static final int MOST = 64;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private final CurrentInstances told;
    private final CurrentInstances keeper;
    private final World world;
    private final Semaphore places = new Semaphore(MOST);

    /**
     * Over these two.
     *
     * @param told what the bus has told
     * @param keeper who is asked of what it has not
     */
    AwaitedInstances(CurrentInstances told, CurrentInstances keeper, World world) {
        this.told = told;
        this.keeper = keeper;
        this.world = world;
    }

    @Override
    public List<KnownInstance> find(Scope scope, Collection<InstanceId> ids) {
        List<KnownInstance> known = told.find(scope, ids);
        List<InstanceId> doubtful = doubtful(known, ids);
        if (doubtful.isEmpty()) {
            return known;
        }
        if (!places.tryAcquire()) {
            throw new StoreAway(new IOException("too many ask for instances the bus has not told of as running"));
        }
        try {
            List<KnownInstance> now = keeper.find(scope, doubtful);
            boolean allRun = now.size() == doubtful.size() && now.stream().allMatch(KnownInstance::isRunning);
            return allRun ? awaited(scope, ids) : together(known, doubtful, now);
        } finally {
            places.release();
        }
    }

    /** Managed ones are kept here and always run. */
    private static List<InstanceId> doubtful(List<KnownInstance> known, Collection<InstanceId> ids) {
        Set<InstanceId> running = known.stream()
                .filter(KnownInstance::isRunning)
                .map(KnownInstance::id)
                .collect(Collectors.toSet());
        return new LinkedHashSet<>(ids)
                .stream().filter(id -> !id.isManaged() && !running.contains(id)).toList();
    }

    private static List<KnownInstance> together(
            List<KnownInstance> known, List<InstanceId> doubtful, List<KnownInstance> now) {
        return Stream.concat(known.stream().filter(one -> !doubtful.contains(one.id())), now.stream())
                .toList();
    }

    private List<KnownInstance> awaited(Scope scope, Collection<InstanceId> ids) {
        Instant until = world.clock().instant().plus(PATIENCE);
        Duration pause = FIRST_PAUSE;
        while (world.clock().instant().isBefore(until)) {
            pause(pause);
            List<KnownInstance> known = told.find(scope, ids);
            if (doubtful(known, ids).isEmpty()) {
                return known;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        throw new StoreAway(new IOException("the bus has not told of instances that run"));
    }

    private void pause(Duration time) {
        try {
            world.pause().pause(time);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new StoreAway(ended);
        }
    }
}
