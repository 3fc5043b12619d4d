package io.opsbus.invocation.store;

import static io.opsbus.invocation.Given.ALICES;
import static io.opsbus.invocation.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.Fleet.Tag;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.fleet.ManagedInstance.Standing;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.query.ActivationFilter;
import io.opsbus.invocation.query.ManagedFilter;
import io.opsbus.invocation.query.Page;
import io.opsbus.invocation.query.Paging;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What lists of managed instances and activations hold: pages and totals are of what was asked for. */
abstract class ManagedListsContract extends FleetContract {
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
                new ManagedFilter.Connected(false, NOON),
                new ManagedFilter.Tagged("k", Optional.of("v")));
        assertThat(store().managed()
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
                new ManagedFilter.Connected(true, NOON),
                new ManagedFilter.Tagged("k", Optional.of("x")));
        for (ManagedFilter.Criterion other : others) {
            assertThat(store().managed()
                            .instances(ALICES, new ManagedFilter(List.of(other)), ALL)
                            .total())
                    .as(other.toString())
                    .isZero();
        }
        assertThat(store().managed()
                        .instances(ELSEWHERE, new ManagedFilter(List.of()), ALL)
                        .total())
                .isZero();
    }

    private Page<ManagedInstance> connected(boolean yes, Instant since) {
        var filter = new ManagedFilter(List.of(new ManagedFilter.Connected(yes, since)));
        return store().managed().instances(ALICES, filter, new Paging.ByNumber(1, 1));
    }

    @Test
    void whoIsConnectedFillsPagesAndTotals() {
        createActivation();
        ManagedInstance heard = register("mi-1");
        ManagedInstance awaiting = register("mi-2", "10.1.2.3", new Standing.Awaiting());
        for (InstanceId id : List.of(heard.id(), awaiting.id())) {
            agents().connected(id, new AgentNews("2", "linux", "c-" + id), NOON);
        }
        Instant before = NOON.minusSeconds(1);
        assertThat(connected(true, before)).extracting(Page::items, Page::total).containsExactly(List.of(heard), 1L);
        assertThat(connected(false, before))
                .extracting(Page::items, Page::total)
                .containsExactly(List.of(awaiting), 1L);
        assertThat(connected(true, NOON).total())
                .as("a process that died closed no websocket")
                .isZero();
        agents().disconnected(heard.id(), "c-mi-1");
        assertThat(connected(true, before).total()).isZero();
        assertThat(connected(false, before).total()).isEqualTo(2);
    }

    private long activations(ActivationFilter filter) {
        return store().managed().activations(ALICES, filter, ALL).total();
    }

    private static ActivationFilter labelled(String group, Tag... tags) {
        return new ActivationFilter(Optional.empty(), Optional.empty(), Optional.of(group), List.of(tags));
    }

    @Test
    void activationsAreFiltered() {
        createActivation();
        var owner = new Tag("owner", Optional.of("zhang"));
        var anyOwner = new Tag("owner", Optional.empty());
        assertThat(activations(ActivationFilter.ALL)).isEqualTo(1);
        assertThat(activations(labelled("rg-1", owner, anyOwner))).isEqualTo(1);
        assertThat(activations(labelled("rg-2", owner))).isZero();
        assertThat(activations(labelled("rg-1", owner, new Tag("owner", Optional.of("li")))))
                .isZero();
        assertThat(activations(labelled("rg-1", new Tag("k", Optional.empty()))))
                .isZero();
        assertThat(activations(ActivationFilter.of(ACTIVATION.text()))).isEqualTo(1);
        assertThat(activations(ActivationFilter.of("x"))).isZero();
        var named = new ActivationFilter(Optional.empty(), Optional.of("web"), Optional.empty(), List.of());
        assertThat(activations(named)).isEqualTo(1);
        assertThat(store().managed()
                        .activations(ELSEWHERE, ActivationFilter.ALL, ALL)
                        .total())
                .isZero();
    }
}
