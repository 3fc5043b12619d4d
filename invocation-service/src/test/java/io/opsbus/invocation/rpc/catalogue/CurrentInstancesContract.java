package io.opsbus.invocation.rpc.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.query.CurrentInstances;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What instances are told, whoever is asked. */
abstract class CurrentInstancesContract {
    /** With these. */
    abstract CurrentInstances of(List<KnownInstance> instances);

    private CurrentInstances usual() {
        return of(List.of(Given.instance(Given.LINUX), Given.instance(Given.WINDOWS), Given.instance(Given.STOPPED)));
    }

    @Test
    void thoseThatAreThereAreToldAsTheyAre() {
        List<InstanceId> ids = List.of(Given.STOPPED, Given.LINUX, new InstanceId("i-nobody"), Given.WINDOWS);
        assertThat(usual().find(Given.ALICES, ids))
                .containsExactlyInAnyOrder(
                        Given.instance(Given.STOPPED), Given.instance(Given.LINUX), Given.instance(Given.WINDOWS));
    }

    @Test
    void anInstanceOfAnotherAccountOrRegionIsNotThere() {
        CurrentInstances instances = usual();
        List<InstanceId> ids = List.of(Given.LINUX, Given.STOPPED);
        assertThat(instances.find(new Scope(Given.BOB, Given.HANGZHOU), ids)).isEmpty();
        assertThat(instances.find(new Scope(Given.ALICE, Given.BEIJING), ids)).isEmpty();
    }

    @Test
    void whoIsNamedTwiceIsToldOnceAndNobodyIsNobody() {
        CurrentInstances instances = usual();
        assertThat(instances.find(Given.ALICES, List.of(Given.LINUX, Given.LINUX)))
                .containsExactly(Given.instance(Given.LINUX));
        assertThat(instances.find(Given.ALICES, List.of())).isEmpty();
    }

    @Test
    void moreThanOneQuestionHoldsAreAllTold() {
        List<KnownInstance> many = new ArrayList<>();
        for (int n = 0; n < 205; n++) {
            many.add(Given.instance(new InstanceId("i-many%04d".formatted(n))));
        }
        assertThat(of(many).find(
                                Given.ALICES,
                                many.stream().map(KnownInstance::id).toList()))
                .containsExactlyInAnyOrderElementsOf(many);
    }
}
