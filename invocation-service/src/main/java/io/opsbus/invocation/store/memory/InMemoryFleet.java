package io.opsbus.invocation.store.memory;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.ActivationId;
import io.opsbus.invocation.fleet.ActivationSlot;
import io.opsbus.invocation.fleet.AgentPresence;
import io.opsbus.invocation.fleet.Agents;
import io.opsbus.invocation.fleet.Fleet;
import io.opsbus.invocation.fleet.FleetAlert;
import io.opsbus.invocation.fleet.FleetNews;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.fleet.Tellings;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.query.ActivationFilter;
import io.opsbus.invocation.query.Managed;
import io.opsbus.invocation.query.ManagedFilter;
import io.opsbus.invocation.query.Page;
import io.opsbus.invocation.query.Paging;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryLedger;
import io.opsbus.ledger.memory.InMemoryTables;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fake: instances, managed instances, activations and agents in memory. */
public final class InMemoryFleet implements Fleet, Managed, Agents {
    private final Object lock = new Object();
    private final Rows<InstanceId, FleetNews.Seen> instances = new Rows<>();
    private final Rows<InstanceId, ManagedInstance> managed = new Rows<>();
    private final Rows<ActivationId, ActivationSlot> activations = new Rows<>();
    private final Map<InstanceId, AgentPresence> agents = new ConcurrentHashMap<>();
    private final Map<InstanceId, Telling> told = new ConcurrentHashMap<>();
    private final Ledger<InstanceId, ManagedInstance, FleetAlert> managedLedger;
    private final Ledger<ActivationId, ActivationSlot, FleetAlert> activationLedger;

    public InMemoryFleet(InMemoryTables tables, FactEncoder<FleetAlert> alerts, World world) {
        managedLedger = new Recording<>(
                new InMemoryLedger<>("managed", tables, alerts, world, () -> {}),
                lock,
                (id, _) -> managed.find(id).orElse(null),
                (id, _, after) -> managed.put(id, after));
        activationLedger = new Recording<>(
                new InMemoryLedger<>("activation", tables, alerts, world, () -> {}),
                lock,
                (id, _) -> activations.find(id).map(this::counted).orElse(null),
                this::put);
    }

    public Ledger<InstanceId, ManagedInstance, FleetAlert> managedLedger() {
        return managedLedger;
    }

    public Ledger<ActivationId, ActivationSlot, FleetAlert> activationLedger() {
        return activationLedger;
    }

    private void put(ActivationId id, @Nullable ActivationSlot before, @Nullable ActivationSlot after) {
        activations.put(id, after == null || after.activation() == null ? null : after);
        ManagedInstance newcomer = after == null ? null : after.newcomer();
        if (newcomer != null) {
            managed.put(newcomer.id(), newcomer);
            var ignored = managedLedger.change(
                    newcomer.id(),
                    ChangeKey.once("born/" + newcomer.id()),
                    _ -> Decision.accepted(newcomer, List.of()));
        }
    }

    private ActivationSlot counted(ActivationSlot slot) {
        ActivationId id = Objects.requireNonNull(slot.activation()).id();
        List<ManagedInstance> mine = managed.all().stream()
                .filter(one -> one.activation().equals(id))
                .toList();
        int gone = (int) mine.stream().filter(one -> !one.isListed()).count();
        return new ActivationSlot(slot.activation(), mine.size(), gone, slot.networks(), null);
    }

    @Override
    public List<KnownInstance> find(Scope scope, Collection<InstanceId> ids) {
        return all(one -> one.isListed() && one.isApproved())
                .filter(one -> one.scope().equals(scope) && ids.contains(one.id()))
                .toList();
    }

    @Override
    public List<InstanceId> tagged(Scope scope, List<Tag> tags, int most) {
        Stream<KnownInstance> known = instances.all().stream()
                .filter(seen -> !seen.isReleasing() && tags.stream().allMatch(tag -> tag.isIn(seen.tags())))
                .map(FleetNews.Seen::instance)
                .filter(KnownInstance::isRunning);
        Stream<KnownInstance> registered = managed.all().stream()
                .filter(one -> one.isListed() && one.isApproved())
                .filter(one -> tags.stream()
                        .allMatch(tag -> tag.isIn(one.name().labels().tags())))
                .map(InMemoryFleet::known);
        return Stream.concat(known, registered)
                .filter(one -> one.scope().equals(scope))
                .map(KnownInstance::id)
                .limit(most)
                .toList();
    }

    private static KnownInstance known(ManagedInstance one) {
        return new KnownInstance(
                one.id(), one.scope(), one.name().text(), one.seen().machine().osType(), true);
    }

    private Stream<KnownInstance> all(Predicate<ManagedInstance> which) {
        Stream<KnownInstance> known =
                instances.all().stream().filter(seen -> !seen.isReleasing()).map(FleetNews.Seen::instance);
        Stream<KnownInstance> registered = managed.all().stream().filter(which).map(InMemoryFleet::known);
        return Stream.concat(known, registered);
    }

    @Override
    public Optional<KnownInstance> instance(InstanceId id) {
        return all(ManagedInstance::isApproved)
                .filter(one -> one.id().equals(id))
                .findFirst();
    }

    @Override
    public Page<KnownInstance> list(Scope scope, Optional<String> osType, Paging paging) {
        var rows = new Rows<InstanceId, KnownInstance>();
        all(one -> one.isListed() && one.isApproved()).forEach(one -> rows.put(one.id(), one));
        return rows.page(
                one -> one.scope().equals(scope)
                        && osType.map(os -> os.equalsIgnoreCase(one.osType())).orElse(true),
                paging);
    }

    @Override
    public OptionalLong revision(InstanceId id) {
        return instances.find(id).map(seen -> OptionalLong.of(seen.revision())).orElseGet(OptionalLong::empty);
    }

    @Override
    public void take(List<FleetNews> news) {
        for (FleetNews one : news) {
            switch (one) {
                case FleetNews.Gone(InstanceId id) -> instances.put(id, null);
                case FleetNews.Seen seen -> {
                    long known = instances
                            .find(seen.id())
                            .map(FleetNews.Seen::revision)
                            .orElse(0L);
                    if (known <= seen.revision()) {
                        instances.put(seen.id(), seen);
                    }
                }
            }
        }
    }

    @Override
    public Optional<ManagedInstance> managed(InstanceId id) {
        return managed.find(id);
    }

    @Override
    public Page<ManagedInstance> instances(Scope scope, ManagedFilter filter, Paging paging) {
        return managed.page(
                one -> one.scope().equals(scope) && one.isListed() && Chosen.by(filter, one, agents.get(one.id())),
                paging);
    }

    @Override
    public List<ManagedInstance> awaiting(int most) {
        return managed.all().stream()
                .filter(ManagedInstance::isAwaiting)
                .limit(most)
                .toList();
    }

    @Override
    public Optional<ActivationSlot> find(Scope scope, ActivationId id) {
        return activations(scope, ActivationFilter.of(id.text()), new Paging.ByNumber(1, 1)).items().stream()
                .findFirst();
    }

    @Override
    public Page<ActivationSlot> activations(Scope scope, ActivationFilter filter, Paging paging) {
        Page<ActivationSlot> page = activations.page(
                slot -> {
                    var one = Objects.requireNonNull(slot.activation());
                    return one.scope().equals(scope) && Chosen.by(filter, one);
                },
                paging);
        return new Page<>(page.items().stream().map(this::counted).toList(), page.total(), page.last());
    }

    @Override
    public void heard(InstanceId instance, AgentNews news, Instant now) {
        agents.compute(instance, (_, before) -> {
            String connection = before == null ? null : before.connection();
            return new AgentPresence(
                    told(news.agentVersion(), before == null ? "" : before.version()),
                    told(news.osType(), before == null ? "" : before.osType()),
                    now,
                    news.connection().isEmpty() ? connection : news.connection(),
                    before == null ? null : before.refused());
        });
    }

    private static String told(String now, String before) {
        return now.isEmpty() ? before : now;
    }

    @Override
    public void connected(InstanceId instance, AgentNews news, Instant now) {
        heard(instance, news, now);
    }

    @Override
    public void disconnected(InstanceId instance, String connection) {
        agents.computeIfPresent(
                instance,
                (_, before) -> connection.equals(before.connection())
                        ? new AgentPresence(before.version(), before.osType(), before.heard(), null, before.refused())
                        : before);
    }

    @Override
    public void refused(InstanceId instance, Instant now) {
        agents.computeIfPresent(
                instance,
                (_, before) ->
                        new AgentPresence(before.version(), before.osType(), before.heard(), before.connection(), now));
    }

    private record Telling(Instant at, Instant heard, boolean connected) {}

    @Override
    public List<News> untold(Tellings tellings, Instant now) {
        return agents.entrySet().stream()
                .map(one -> new News(
                        one.getKey(), one.getValue(), one.getValue().isConnected(now.minus(tellings.silence()))))
                .filter(news -> isDue(news, told.get(news.instance()), tellings, now))
                .limit(tellings.most())
                .toList();
    }

    private static boolean isDue(News news, @Nullable Telling last, Tellings tellings, Instant now) {
        if (last == null || last.connected() != news.isConnected()) {
            return true;
        }
        var pause = last.connected() ? tellings.still() : tellings.beat();
        return news.presence().heard().isAfter(last.heard())
                && !last.at().plus(pause).isAfter(now);
    }

    @Override
    public void told(List<News> news, Instant now) {
        news.forEach(
                one -> told.put(one.instance(), new Telling(now, one.presence().heard(), one.isConnected())));
    }

    @Override
    public Map<InstanceId, AgentPresence> presence(Collection<InstanceId> ids) {
        Map<InstanceId, AgentPresence> found = new HashMap<>(agents);
        found.keySet().retainAll(ids);
        return found;
    }
}
