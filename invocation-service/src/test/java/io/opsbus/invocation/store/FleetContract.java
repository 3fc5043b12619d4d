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
import io.opsbus.invocation.fleet.FleetNews;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.fleet.NoFact;
import io.opsbus.invocation.fleet.Tellings;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.query.Managed;
import io.opsbus.invocation.query.ManagedFilter;
import io.opsbus.invocation.query.Paging;
import io.opsbus.invocation.work.Labels;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.ReplyCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store of instances, managed ones, activations and agents does, be it real or fake. */
abstract class FleetContract {
    private static final Paging ALL = new Paging.ByNumber(1, 50);
    private static final ActivationId ACTIVATION = ActivationId.ofHex("0".repeat(31) + "a");
    private static final Scope ELSEWHERE = new Scope(ALICE, BEIJING);

    private Store store;
    private int changes;

    /** What it is changed and read with. */
    record Store(
            Fleet fleet,
            Managed managed,
            Agents agents,
            Ledger<ActivationId, ActivationSlot, NoFact> activationLedger,
            Ledger<InstanceId, ManagedInstance, NoFact> managedLedger) {}

    abstract Store empty();

    @BeforeEach
    void begin() {
        store = empty();
    }

    private ChangeKey key() {
        return ChangeKey.once("change-" + ++changes);
    }

    private static FleetNews.Seen seen(KnownInstance instance, long revision) {
        return new FleetNews.Seen(instance, false, revision);
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

    @Test
    void lateNewsChangeNothing() {
        KnownInstance stopped = new KnownInstance(LINUX, ALICES, "n", "linux", false);
        store.fleet().take(List.of(seen(stopped, 2)));
        store.fleet().take(List.of(seen(Given.instance(LINUX), 1)));
        assertThat(store.fleet().instance(LINUX)).contains(stopped);
        store.fleet().take(List.of(new FleetNews.Seen(stopped, true, 3)));
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
        return new Registration(
                new Registration.Activation(ACTIVATION.text(), "code"),
                new Registration.Machine(
                        "m-1", "cn-hangzhou", "", "demo", "10.0.0.9", "Linux", "Linux_1_x86_64", "2.2.3.578"),
                "key",
                Map.of("k", "v"),
                "10.1.2.3");
    }

    private ManagedInstance register(String id) {
        var decision = store.activationLedger()
                .change(
                        ACTIVATION,
                        key(),
                        ReplyCodec.of(InstanceId::text, InstanceId::new),
                        slot -> known(slot).register(registration(), "hash", new InstanceId(id), NOON));
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return store.managed().managed(new InstanceId(id)).orElseThrow();
    }

    private static ActivationSlot known(@Nullable ActivationSlot slot) {
        return Objects.requireNonNull(slot);
    }

    private void createActivation() {
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
                .isEqualTo(new ActivationSlot(activation(), 1, 0, null));
        assertThat(store.managed().find(ELSEWHERE, ACTIVATION)).isEmpty();

        register("mi-2");
        var third = store.activationLedger()
                .change(
                        ACTIVATION,
                        key(),
                        ReplyCodec.of(InstanceId::text, InstanceId::new),
                        slot -> known(slot).register(registration(), "hash", new InstanceId("mi-3"), NOON));
        assertThat(third).as("as many as it allows").isInstanceOf(Decision.Refused.class);
        assertThat(store.managed().managed(new InstanceId("mi-3"))).isEmpty();
    }

    @Test
    void managedInstancesAreFiltered() {
        createActivation();
        ManagedInstance one = register("mi-1");
        List<ManagedFilter.Criterion> meant = List.of(
                new ManagedFilter.OneOf(List.of(one.id())),
                new ManagedFilter.Named("web-001"),
                new ManagedFilter.OfActivation(ACTIVATION.text()),
                new ManagedFilter.AtAddress("10.1.2.3"),
                new ManagedFilter.AtAddress("10.0.0.9"),
                new ManagedFilter.OfMachine("m-1"),
                new ManagedFilter.WithSystem("linux"),
                new ManagedFilter.InResourceGroup("rg-1"),
                new ManagedFilter.Tagged("k", Optional.of("v")));
        assertThat(store.managed()
                        .instances(ALICES, new ManagedFilter(meant), ALL)
                        .items())
                .containsExactly(one);
        List<ManagedFilter.Criterion> others = List.of(
                new ManagedFilter.OneOf(List.of()),
                new ManagedFilter.Named("x"),
                new ManagedFilter.OfActivation("x"),
                new ManagedFilter.AtAddress("x"),
                new ManagedFilter.OfMachine("x"),
                new ManagedFilter.WithSystem("windows"),
                new ManagedFilter.InResourceGroup("x"),
                new ManagedFilter.Tagged("k", Optional.of("x")));
        for (ManagedFilter.Criterion other : others) {
            assertThat(store.managed()
                            .instances(ALICES, new ManagedFilter(List.of(other)), ALL)
                            .total())
                    .as(other.toString())
                    .isZero();
        }
        assertThat(store.managed()
                        .instances(ELSEWHERE, new ManagedFilter(List.of()), ALL)
                        .total())
                .isZero();
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
        var ignored = store.managedLedger()
                .change(
                        one.id(),
                        key(),
                        stored -> Objects.requireNonNull(stored).deregister(NOON));
        assertThat(store.fleet().instance(one.id())).isEmpty();
        assertThat(store.managed()
                        .instances(ALICES, new ManagedFilter(List.of()), ALL)
                        .total())
                .isZero();
        assertThat(store.managed().find(ALICES, ACTIVATION).orElseThrow().deregistered())
                .isEqualTo(1);
    }

    @Test
    void ofAnAgentTheLastNewsCount() {
        store.agents().connected(LINUX, new AgentNews("2.2.3.578", "linux", "c-1"), NOON);
        store.agents().heard(LINUX, AgentNews.heard("", ""), NOON.plusSeconds(60));
        var presence = store.agents().presence(LINUX).orElseThrow();
        assertThat(presence.version()).isEqualTo("2.2.3.578");
        assertThat(presence.heard()).isEqualTo(NOON.plusSeconds(60));
        assertThat(presence.connection()).isEqualTo("c-1");

        store.agents().connected(LINUX, new AgentNews("2.2.3.579", "", "c-2"), NOON.plusSeconds(61));
        store.agents().disconnected(LINUX, "c-1");
        assertThat(store.agents().presence(LINUX).orElseThrow().connection()).isEqualTo("c-2");
        store.agents().disconnected(LINUX, "c-2");
        assertThat(store.agents().presence(LINUX).orElseThrow().connection()).isNull();
        assertThat(store.agents().presence(List.of(WINDOWS))).isEmpty();
    }

    @Test
    void anAgentIsToldOfWhenItComesAndGoesAndNotAtEachHeartbeat() {
        var store = empty();
        var agents = store.agents();
        var rules = new Tellings(Duration.ofMinutes(3), Duration.ofMinutes(1), Duration.ofMinutes(10), 10);
        agents.connected(LINUX, new AgentNews("2.2.3.578", "linux", "c-1"), NOON);
        assertThat(tell(agents, rules, 0)).containsExactly(LINUX + " connected");
        for (int minute = 1; minute < 10; minute++) {
            agents.heard(LINUX, AgentNews.heard("", ""), NOON.plusSeconds(60L * minute));
            assertThat(tell(agents, rules, minute)).isEmpty();
        }
        agents.heard(LINUX, AgentNews.heard("", ""), NOON.plusSeconds(600));
        assertThat(tell(agents, rules, 10)).containsExactly(LINUX + " connected");
        // silent, and silent still
        assertThat(tell(agents, rules, 13)).containsExactly(LINUX + " gone");
        assertThat(tell(agents, rules, 60)).isEmpty();
        // back, without a websocket
        agents.disconnected(LINUX, "c-1");
        agents.heard(LINUX, AgentNews.heard("", ""), NOON.plusSeconds(3_660));
        assertThat(tell(agents, rules, 61)).containsExactly(LINUX + " gone");
        assertThat(tell(agents, rules, 61)).isEmpty();
    }

    @Test
    void soManyAgentsAreToldOfAtATimeAndTheOthersNext() {
        var agents = empty().agents();
        for (int i = 0; i < 5; i++) {
            agents.heard(new InstanceId("i-" + i), AgentNews.heard("", ""), NOON);
        }
        var rules = new Tellings(Duration.ofMinutes(3), Duration.ofMinutes(1), Duration.ofMinutes(10), 3);
        assertThat(tell(agents, rules, 0)).hasSize(3);
        assertThat(tell(agents, rules, 0)).hasSize(2);
        assertThat(tell(agents, rules, 0)).isEmpty();
    }

    private static List<String> tell(Agents agents, Tellings rules, int minute) {
        var now = NOON.plusSeconds(60L * minute);
        var due = agents.untold(rules, now);
        agents.told(due, now);
        return due.stream()
                .map(news -> news.instance() + (news.isConnected() ? " connected" : " gone"))
                .toList();
    }
}
