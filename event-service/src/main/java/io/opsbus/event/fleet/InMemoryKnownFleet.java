package io.opsbus.event.fleet;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.Target.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link KnownFleet} in memory, for tests; passes the same contract suite as the one in PostgreSQL. */
public final class InMemoryKnownFleet implements KnownFleet {
    private static final Comparator<KnownInstance> NEWEST_INSTANCE = Comparator.comparing(
                    (KnownInstance instance) -> instance.condition().createdAt())
            .thenComparing(instance -> instance.id().text())
            .reversed();
    private static final Comparator<KnownDisk> NEWEST_DISK = Comparator.comparing(KnownDisk::createdAt)
            .thenComparing(disk -> disk.id().text())
            .reversed();

    private final Map<ResourceId, KnownInstance> instances = new HashMap<>();
    private final Map<ResourceId, KnownDisk> disks = new HashMap<>();
    private final Map<ResourceId, NotedState> states = new HashMap<>();
    private final Map<ResourceId, KnownAgent> agents = new HashMap<>();
    private final Map<KnownDisk, Instant> cleaned = new HashMap<>();
    private final Map<ResourceId, Upkeep> wishes = new HashMap<>();

    @Override
    public synchronized void put(KnownInstance instance) {
        instances.merge(instance.id(), instance, (known, told) -> told.revision() > known.revision() ? told : known);
    }

    @Override
    public synchronized void put(KnownDisk disk) {
        disks.merge(disk.id(), disk, (known, told) -> told.revision() > known.revision() ? told : known);
    }

    @Override
    public synchronized void put(KnownAgent agent) {
        agents.merge(agent.instance(), agent, (known, told) -> told.toldAt().isBefore(known.toldAt()) ? known : told);
    }

    @Override
    public synchronized List<KnownAgent> agents(Set<ResourceId> instances) {
        return agents.values().stream()
                .filter(agent -> instances.contains(agent.instance()))
                .toList();
    }

    @Override
    public synchronized void forgetInstance(ResourceId id) {
        instances.remove(id);
        states.remove(id);
        agents.remove(id);
        wishes.remove(id);
    }

    @Override
    public synchronized void keep(Map<ResourceId, Upkeep> wished) {
        wishes.putAll(wished);
    }

    @Override
    public synchronized Map<ResourceId, Upkeep> upkeep(Set<ResourceId> of) {
        var found = new HashMap<>(wishes);
        found.keySet().retainAll(of);
        return found;
    }

    @Override
    public synchronized void forgetDisk(ResourceId id, Instant at) {
        var gone = disks.remove(id);
        if (gone != null && gone.inactive() != null) {
            cleaned.put(gone, at);
        }
    }

    @Override
    public synchronized List<InactiveDisk> inactiveDisks(AccountId account, Set<ResourceId> instances) {
        var waiting = disks.values().stream().flatMap(disk -> told(disk, null, account));
        var gone = cleaned.entrySet().stream().flatMap(disk -> told(disk.getKey(), disk.getValue(), account));
        return Stream.concat(waiting, gone)
                .filter(disk -> instances.contains(disk.instance()))
                .sorted(Comparator.comparing(InactiveDisk::since)
                        .thenComparing(disk -> disk.id().text()))
                .toList();
    }

    private static Stream<InactiveDisk> told(KnownDisk disk, @Nullable Instant goneAt, AccountId account) {
        var inactive = disk.inactive();
        return inactive == null || !disk.owner().account().equals(account)
                ? Stream.empty()
                : Stream.of(new InactiveDisk(
                        disk.id(), inactive.instance(), disk.medium(), disk.createdAt(), inactive.since(), goneAt));
    }

    @Override
    public synchronized int forgetCleaned(Instant before, int most) {
        var old = cleaned.entrySet().stream()
                .filter(disk -> disk.getValue().isBefore(before))
                .map(Map.Entry::getKey)
                .limit(most)
                .toList();
        old.forEach(cleaned::remove);
        return old.size();
    }

    @Override
    public synchronized Optional<KnownInstance> anyInstance(ResourceId id) {
        return Optional.ofNullable(instances.get(id));
    }

    @Override
    public synchronized List<KnownInstance> instances(Owner owner, Set<ResourceId> ids) {
        return shown(owner).filter(instance -> ids.contains(instance.id())).toList();
    }

    @Override
    public synchronized List<KnownDisk> disks(Owner owner, Set<ResourceId> ids) {
        return owned(owner).filter(disk -> ids.contains(disk.id())).toList();
    }

    @Override
    public synchronized List<KnownInstance> chosen(Choice choice, int most) {
        return instances.values().stream()
                .filter(choice::means)
                .sorted(Comparator.comparing(instance -> instance.id().text()))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized List<KnownInstance> onHost(String host, int most) {
        return instances.values().stream()
                .filter(instance -> host.equals(instance.condition().host())
                        && !instance.condition().hidden())
                .sorted(Comparator.comparing(instance -> instance.id().text()))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized List<KnownHost> hosts(int most) {
        var byHost = new TreeMap<String, List<ResourceId>>();
        for (var instance : instances.values()) {
            var host = instance.condition().host();
            if (host != null && !instance.condition().hidden()) {
                byHost.computeIfAbsent(host, _ -> new ArrayList<>()).add(instance.id());
            }
        }
        return byHost.entrySet().stream()
                .limit(most)
                .map(one -> new KnownHost(
                        one.getKey(),
                        one.getValue().size(),
                        one.getValue().stream()
                                .sorted(Comparator.comparing(ResourceId::text))
                                .limit(KnownHost.SHOWN)
                                .toList()))
                .toList();
    }

    @Override
    public synchronized Slice<KnownInstance> instances(Query query) {
        return cut(
                shown(query.owner())
                        .filter(instance -> fits(query, instance.condition().status()))
                        .toList(),
                query);
    }

    @Override
    public synchronized Slice<KnownDisk> disks(Query query) {
        return cut(
                owned(query.owner()).filter(disk -> fits(query, disk.status())).toList(), query);
    }

    @Override
    public synchronized Optional<NotedState> noted(ResourceId instance) {
        return Optional.ofNullable(states.get(instance));
    }

    @Override
    public synchronized void note(ResourceId instance, NotedState state) {
        states.merge(instance, state, (known, told) -> told.at().isBefore(known.at()) ? known : told);
    }

    private Stream<KnownInstance> shown(Owner owner) {
        return instances.values().stream()
                .filter(instance ->
                        instance.owner().equals(owner) && !instance.condition().hidden())
                .sorted(NEWEST_INSTANCE);
    }

    private Stream<KnownDisk> owned(Owner owner) {
        return disks.values().stream()
                .filter(disk -> disk.owner().equals(owner))
                .sorted(NEWEST_DISK);
    }

    private static boolean fits(Query query, String status) {
        return query.status() == null || query.status().equals(status);
    }

    private static <T> Slice<T> cut(List<T> all, Query query) {
        return new Slice<>(
                all.stream().skip(query.offset()).limit(query.limit()).toList(), all.size());
    }
}
