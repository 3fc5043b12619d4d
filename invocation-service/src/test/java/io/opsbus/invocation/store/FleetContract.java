package io.opsbus.invocation.store;

import static io.opsbus.invocation.Given.ALICE;
import static io.opsbus.invocation.Given.ALICES;
import static io.opsbus.invocation.Given.BEIJING;
import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.NOON;
import static io.opsbus.invocation.Given.STOPPED;
import static io.opsbus.invocation.Given.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.Activation;
import io.opsbus.invocation.fleet.ActivationId;
import io.opsbus.invocation.fleet.ActivationSlot;
import io.opsbus.invocation.fleet.Agents;
import io.opsbus.invocation.fleet.Fleet;
import io.opsbus.invocation.fleet.FleetAlert;
import io.opsbus.invocation.fleet.FleetNews;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.fleet.ManagedInstance.Farewell;
import io.opsbus.invocation.fleet.ManagedInstance.Standing;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.query.Managed;
import io.opsbus.invocation.query.ManagedFilter;
import io.opsbus.invocation.query.Paging;
import io.opsbus.invocation.work.Labels;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.ReplyCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store of instances, managed ones, activations and agents does, be it real or fake. */
abstract class FleetContract extends AgentsContract {
    static final Paging ALL = new Paging.ByNumber(1, 50);
    static final ActivationId ACTIVATION = ActivationId.ofHex("0".repeat(31) + "a");
    static final Scope ELSEWHERE = new Scope(ALICE, BEIJING);

    private Store store;
    private int changes;

    /** What it is read with. */
    record Reads(Fleet fleet, Managed managed, Agents agents) {}

    /**
     * What it is changed and read with.
     *
     * @param told what was to be told, in order
     */
    record Store(
            Reads reads,
            Ledger<ActivationId, ActivationSlot, FleetAlert> activationLedger,
            Ledger<InstanceId, ManagedInstance, FleetAlert> managedLedger,
            List<FleetAlert> told) {
        Fleet fleet() {
            return reads.fleet();
        }

        Managed managed() {
            return reads.managed();
        }

        Agents agents() {
            return reads.agents();
        }
    }

    static FactEncoder<FleetAlert> remembering(List<FleetAlert> told) {
        return alert -> {
            told.add(alert);
            return OutboxRecord.tombstone("topic", "key", Map.of(), "alert-" + told.size());
        };
    }

    abstract Store empty();

    @BeforeEach
    void begin() {
        store = empty();
    }

    @Override
    final Agents agents() {
        return store.agents();
    }

    final Store store() {
        return store;
    }

    private ChangeKey key() {
        return ChangeKey.once("change-" + ++changes);
    }

    private static FleetNews.Seen seen(KnownInstance instance, long revision) {
        return new FleetNews.Seen(instance, Map.of(), false, revision);
    }

    @Test
    void instancesAreAsTheBusTells() {
        store.fleet()
                .take(List.of(
                        seen(Given.instance(LINUX), 1),
                        seen(Given.instance(WINDOWS), 1),
                        seen(Given.instance(STOPPED), 1)));
        assertThat(store.fleet().find(ALICES, List.of(WINDOWS, LINUX, new InstanceId("i-0"))))
                .containsExactlyInAnyOrder(Given.instance(LINUX), Given.instance(WINDOWS));
        assertThat(store.fleet().find(ELSEWHERE, List.of(LINUX))).isEmpty();
        assertThat(store.fleet().instance(STOPPED)).contains(Given.instance(STOPPED));
        assertThat(store.fleet().list(ALICES, Optional.of("Windows"), ALL).items())
                .containsExactly(Given.instance(WINDOWS));
        assertThat(store.fleet().list(ELSEWHERE, Optional.empty(), ALL).total()).isZero();
    }

    private List<InstanceId> tagged(String key, @Nullable String value, int most) {
        return store.fleet().tagged(ALICES, List.of(new Fleet.Tag(key, Optional.ofNullable(value))), most);
    }

    @Test
    void whoCanTakeACommandIsChosenByTags() {
        var other = new InstanceId("i-other00000000000001");
        store.fleet()
                .take(List.of(
                        new FleetNews.Seen(Given.instance(LINUX), Map.of("env", "prod", "team", "a"), false, 1),
                        new FleetNews.Seen(Given.instance(WINDOWS), Map.of("env", "test", "k", "v"), false, 1),
                        new FleetNews.Seen(Given.instance(STOPPED), Map.of("env", "prod"), false, 1),
                        new FleetNews.Seen(Given.instance(other), Map.of("env", "prod"), true, 1)));
        assertThat(tagged("env", null, 9)).containsExactlyInAnyOrder(LINUX, WINDOWS);
        assertThat(tagged("env", null, 1)).hasSize(1);
        assertThat(tagged("env", "prod", 9)).containsExactly(LINUX);
        assertThat(tagged("env", "v", 9)).as("the value of another tag").isEmpty();
        assertThat(tagged("prod", null, 9)).isEmpty();
        assertThat(store.fleet().tagged(ELSEWHERE, List.of(new Fleet.Tag("env", Optional.empty())), 9))
                .isEmpty();
        assertThat(store.fleet()
                        .tagged(
                                ALICES,
                                List.of(
                                        new Fleet.Tag("env", Optional.of("prod")),
                                        new Fleet.Tag("team", Optional.of("a"))),
                                9))
                .containsExactly(LINUX);

        store.fleet().take(List.of(new FleetNews.Seen(Given.instance(LINUX), Map.of("env", "old"), false, 2)));
        assertThat(tagged("env", "prod", 9)).isEmpty();

        createActivation();
        register("mi-1");
        register("mi-2", "10.1.2.3", new Standing.Awaiting());
        assertThat(tagged("k", "v", 9)).containsExactlyInAnyOrder(WINDOWS, new InstanceId("mi-1"));
    }

    @Test
    void whetherAMachineIsSimulatedAndHowFarItsNewsHaveComeIsKnown() {
        KnownInstance simulated = new KnownInstance(LINUX, ALICES, "n", "linux", true, true);
        assertThat(store.fleet().revision(LINUX)).isEmpty();
        store.fleet().take(List.of(seen(Given.instance(LINUX), 1)));
        assertThat(store.fleet().instance(LINUX).orElseThrow().isSimulated()).isFalse();
        store.fleet().take(List.of(seen(simulated, 2)));
        assertThat(store.fleet().instance(LINUX)).contains(simulated);
        assertThat(store.fleet().find(ALICES, List.of(LINUX))).containsExactly(simulated);
        store.fleet().take(List.of(seen(Given.instance(LINUX), 1)));
        assertThat(store.fleet().revision(LINUX)).hasValue(2);
        store.fleet().take(List.of(new FleetNews.Gone(LINUX)));
        assertThat(store.fleet().revision(LINUX)).isEmpty();
    }

    @Test
    void lateNewsChangeNothing() {
        KnownInstance stopped = new KnownInstance(LINUX, ALICES, "n", "linux", false);
        store.fleet().take(List.of(seen(stopped, 2)));
        store.fleet().take(List.of(seen(Given.instance(LINUX), 1)));
        assertThat(store.fleet().instance(LINUX)).contains(stopped);
        store.fleet().take(List.of(new FleetNews.Seen(stopped, Map.of(), true, 3)));
        assertThat(store.fleet().instance(LINUX)).as("being released").isEmpty();
        store.fleet().take(List.of(new FleetNews.Gone(LINUX)));
        assertThat(store.fleet().instance(LINUX)).isEmpty();
    }

    private static Activation activation() {
        return new Activation(
                ACTIVATION,
                ALICES,
                NOON,
                "hash",
                new Activation.Rules(
                        2,
                        Duration.ofHours(4),
                        "10.0.0.0/8",
                        "web",
                        "of the tests",
                        new Labels(Map.of("owner", "zhang"), "rg-1")),
                false);
    }

    private static Registration registration() {
        return registration("10.1.2.3");
    }

    private static Registration registration(String address) {
        return new Registration(
                new Registration.Activation(ACTIVATION.text(), "code"),
                new Registration.Machine(
                        "m-1", "cn-hangzhou", "", "demo", "10.0.0.9", "Linux", "Linux_1_x86_64", "2.2.3.578"),
                "key",
                Map.of("k", "v"),
                address);
    }

    final ManagedInstance register(String id) {
        return register(id, "10.1.2.3");
    }

    private ManagedInstance register(String id, String address) {
        return register(id, address, new Standing.Registered());
    }

    final ManagedInstance register(String id, String address, Standing standing) {
        var decision = store.activationLedger()
                .change(
                        ACTIVATION,
                        key(),
                        ReplyCodec.of(InstanceId::text, InstanceId::new),
                        slot -> known(slot)
                                .register(registration(address), "hash", new InstanceId(id), standing, NOON));
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return store.managed().managed(new InstanceId(id)).orElseThrow();
    }

    private static ActivationSlot known(@Nullable ActivationSlot slot) {
        return Objects.requireNonNull(slot);
    }

    final void createActivation() {
        var ignored = store.activationLedger()
                .change(ACTIVATION, key(), slot -> (slot == null ? ActivationSlot.EMPTY : slot).create(activation()));
    }

    @Test
    void aMachineComesWithItsActivation() {
        createActivation();
        ManagedInstance first = register("mi-1");
        assertThat(first.name().text()).isEqualTo("web-001");
        assertThat(first.name().labels().tags()).isEqualTo(Map.of("owner", "zhang", "k", "v"));
        assertThat(store.fleet().find(ALICES, List.of(first.id())))
                .containsExactly(new KnownInstance(first.id(), ALICES, "web-001", "Linux", true));
        assertThat(store.managed().find(ALICES, ACTIVATION).orElseThrow())
                .isEqualTo(new ActivationSlot(activation(), 1, 0, List.of("10.1.2.0/24"), null));
        assertThat(store.managed().find(ELSEWHERE, ACTIVATION)).isEmpty();

        register("mi-2");
        var third = store.activationLedger()
                .change(
                        ACTIVATION,
                        key(),
                        ReplyCodec.of(InstanceId::text, InstanceId::new),
                        slot -> known(slot)
                                .register(
                                        registration(),
                                        "hash",
                                        new InstanceId("mi-3"),
                                        new Standing.Registered(),
                                        NOON));
        assertThat(third).as("as many as it allows").isInstanceOf(Decision.Refused.class);
        assertThat(store.managed().managed(new InstanceId("mi-3"))).isEmpty();
    }

    @Test
    void anActivationKnowsWhereItsMachinesCameFrom() {
        createActivation();
        register("mi-1", "10.1.2.3");
        assertThat(store.told()).isEmpty();
        ManagedInstance second = register("mi-2", "10.1.3.3");
        assertThat(store.told()).containsExactly(new FleetAlert.NewNetwork(second, "10.1.3.0/24", NOON));
        assertThat(store.managed().find(ALICES, ACTIVATION).orElseThrow().networks())
                .containsExactly("10.1.2.0/24", "10.1.3.0/24");
    }

    @Test
    void whoIsDeregisteredIsNoInstanceAnyMore() {
        createActivation();
        ManagedInstance one = register("mi-1");
        var renamed = store.managedLedger()
                .change(
                        one.id(),
                        key(),
                        stored -> Objects.requireNonNull(stored).rename("other"));
        assertThat(renamed).isInstanceOf(Decision.Accepted.class);
        assertThat(store.managed().managed(one.id()).orElseThrow().name().text())
                .isEqualTo("other");
        change(one.id(), stored -> stored.deregister(NOON));
        assertThat(store.fleet().instance(one.id())).isEmpty();
        isInNoList(one.id());
        assertThat(store.managed().managed(one.id()).orElseThrow().standing()).isEqualTo(new Standing.Gone(NOON));
    }

    private void change(
            InstanceId id, Function<ManagedInstance, Decision<ManagedInstance, Decision.Done, FleetAlert>> step) {
        var decision = store.managedLedger().change(id, key(), stored -> step.apply(Objects.requireNonNull(stored)));
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
    }

    private void isInNoList(InstanceId id) {
        assertThat(store.fleet().find(ALICES, List.of(id))).isEmpty();
        assertThat(store.fleet().list(ALICES, Optional.empty(), ALL).items()).isEmpty();
        assertThat(store.managed()
                        .instances(ALICES, new ManagedFilter(List.of()), ALL)
                        .total())
                .isZero();
        assertThat(store.managed().find(ALICES, ACTIVATION).orElseThrow().deregistered())
                .isEqualTo(1);
    }

    @Test
    void whoIsLeavingIsInNoListButIsItselfAndComesBackToldOfOnce() {
        createActivation();
        ManagedInstance one = register("mi-1");
        KnownInstance known = store.fleet().instance(one.id()).orElseThrow();
        change(one.id(), stored -> stored.leave(Farewell.DEFAULT, NOON));
        isInNoList(one.id());
        assertThat(store.fleet().instance(one.id())).contains(known);
        assertThat(store.managed().managed(one.id()).orElseThrow().standing())
                .isEqualTo(new Standing.Leaving(NOON, true));
        change(one.id(), stored -> stored.heard(Farewell.DEFAULT, NOON.plusSeconds(600)));
        isInNoList(one.id());
        assertThat(store.told()).isEmpty();
        for (int again = 0; again < 2; again++) {
            change(one.id(), stored -> stored.heard(Farewell.DEFAULT, NOON.plusSeconds(601)));
            assertThat(store.managed().managed(one.id())).contains(one);
            assertThat(store.fleet().find(ALICES, List.of(one.id()))).containsExactly(known);
            assertThat(store.told())
                    .containsExactly(new FleetAlert.DeregistrationWithdrawn(one, NOON, NOON.plusSeconds(601)));
        }
    }

    @Test
    void whoAwaitsApprovalIsListedButNoInstanceYet() {
        createActivation();
        ManagedInstance one = register("mi-1", "10.1.2.3", new Standing.Awaiting());
        register("mi-2");
        assertThat(store.managed().awaiting(10)).containsExactly(one);
        assertThat(store.managed().awaiting(0)).isEmpty();
        assertThat(store.fleet().find(ALICES, List.of(one.id()))).isEmpty();
        assertThat(store.fleet().list(ALICES, Optional.empty(), ALL).total()).isEqualTo(1);
        assertThat(store.fleet().instance(one.id())).isEmpty();
        assertThat(store.managed()
                        .instances(ALICES, new ManagedFilter(List.of()), ALL)
                        .total())
                .isEqualTo(2);
        change(one.id(), stored -> stored.leave(Farewell.DEFAULT, NOON));
        assertThat(store.managed().managed(one.id()).orElseThrow().standing())
                .isEqualTo(new Standing.Leaving(NOON, false));
        assertThat(store.fleet().instance(one.id())).isEmpty();
        assertThat(store.managed().awaiting(10)).isEmpty();
        change(one.id(), stored -> stored.heard(Farewell.DEFAULT, NOON.plusSeconds(601)));
        assertThat(store.managed().awaiting(10)).containsExactly(one);
        change(one.id(), ManagedInstance::approve);
        assertThat(store.managed().awaiting(10)).isEmpty();
        assertThat(store.fleet().find(ALICES, List.of(one.id()))).hasSize(1);
    }
}
