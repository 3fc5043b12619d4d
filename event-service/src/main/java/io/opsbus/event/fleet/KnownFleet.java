package io.opsbus.event.fleet;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.Target.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The read model of the fleet. */
public interface KnownFleet {

    /** Keeps an instance unless a higher or the same revision is known. */
    void put(KnownInstance instance);

    /** Keeps a disk unless a higher or the same revision is known. */
    void put(KnownDisk disk);

    /** Keeps what was told of an agent unless something later is known. */
    void put(KnownAgent agent);

    /** The instance is gone, and its agent and what was wished for it with it. */
    void forgetInstance(ResourceId id);

    /** The disk is gone; of one that waited to be cleaned {@link #inactiveDisks} still tells. */
    void forgetDisk(ResourceId id, Instant at);

    /** The instance, whoever owns it: for what the bus tells, never for what a user asks. */
    Optional<KnownInstance> anyInstance(ResourceId id);

    /** Those of these instances the account owns in the region and may see. */
    List<KnownInstance> instances(Owner owner, Set<ResourceId> ids);

    /** Those of these disks the account owns in the region. */
    List<KnownDisk> disks(Owner owner, Set<ResourceId> ids);

    /**
     * What a choice means, in the order of their ids.
     *
     * @param most how many at most
     */
    List<KnownInstance> chosen(Choice choice, int most);

    /**
     * What runs on a host, whoever owns it, in the order of their ids; none of those no list shows. For operators alone.
     *
     * @param most how many at most
     */
    List<KnownInstance> onHost(String host, int most);

    /**
     * The hosts something runs on, in the order of their ids. For operators alone.
     *
     * @param most how many at most
     */
    List<KnownHost> hosts(int most);

    /** A page of what the account owns in the region and may see, newest first. */
    Slice<KnownInstance> instances(Query query);

    /** The same of disks. */
    Slice<KnownDisk> disks(Query query);

    /** The account's disks that were taken off these instances as broken, cleaned or not, those taken off first at the front. */
    List<InactiveDisk> inactiveDisks(AccountId account, Set<ResourceId> instances);

    /**
     * Forgets disks cleaned before that.
     *
     * @param most how many at most
     * @return how many went
     */
    int forgetCleaned(Instant before, int most);

    /** What is known of the agents of these instances; nothing of one that was never heard. */
    List<KnownAgent> agents(Set<ResourceId> instances);

    /**
     * Keeps what the owner of these instances wishes of their maintenance, of all or of none; until an instance is forgotten. Not
     * told by the bus: it is said here, and the last word counts.
     */
    void keep(Map<ResourceId, Upkeep> wishes);

    /** What is wished for these instances; nothing of one of which nothing was said. */
    Map<ResourceId, Upkeep> upkeep(Set<ResourceId> instances);

    /** The state the instance was noted in last. */
    Optional<NotedState> noted(ResourceId instance);

    /** Takes note of a state an instance came into, unless one from a later moment is noted. */
    void note(ResourceId instance, NotedState state);

    /**
     * A state and since when.
     *
     * @param state the word of {@code Instance:StateChange}
     */
    record NotedState(String state, Instant at) {}

    /**
     * Which page.
     *
     * @param owner whose, where
     * @param status only those in this status; null for any
     * @param offset how many newer ones to skip
     * @param limit how many at most
     */
    record Query(Owner owner, @Nullable String status, long offset, int limit) {}

    /**
     * A page.
     *
     * @param total of all that match
     */
    record Slice<T>(List<T> items, long total) {
        /** Keeps its own copy. */
        public Slice {
            items = List.copyOf(items);
        }
    }
}
