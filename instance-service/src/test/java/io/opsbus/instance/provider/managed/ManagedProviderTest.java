package io.opsbus.instance.provider.managed;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.provider.ComputeProvider;
import io.opsbus.instance.provider.MachineSpec;
import io.opsbus.instance.provider.Operation;
import io.opsbus.instance.provider.OperationResult;
import io.opsbus.instance.provider.ProviderEvent;
import io.opsbus.instance.provider.contract.ComputeProviderContract;
import io.opsbus.instance.provider.contract.Rig;
import io.opsbus.testkit.SettableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ManagedProviderTest {
    private static final OperationId OPERATION = new OperationId("mi-1.1");

    @TestFactory
    Stream<DynamicTest> itKeepsTheContract() {
        return ComputeProviderContract.checks(ManagedRig::new).stream()
                .map(check -> DynamicTest.dynamicTest(check.name(), check.body()::run));
    }

    private static final class ManagedRig implements Rig {
        private final ManagedProvider provider = new ManagedProvider(
                (machine, operation, force) -> CompletableFuture.completedFuture(true), SettableClock.at(Given.NOW));
        private final List<ProviderEvent> told = new ArrayList<>();
        private int boots;

        ManagedRig() {
            provider.listen(told::add);
        }

        @Override
        public ComputeProvider provider() {
            return provider;
        }

        @Override
        public MachineSpec machine() {
            return new MachineSpec(
                    new InstanceId("mi-hz0" + ++boots),
                    Given.ZONE,
                    Given.CATALOG.types().getFirst(),
                    Given.CATALOG.images().getFirst(),
                    Given.REGION.firstVSwitch(Given.ZONE),
                    null,
                    "host",
                    List.of());
        }

        @Override
        public InstanceId existing() {
            var id = machine().id();
            provider.heard(id, "boot-" + ++boots);
            return id;
        }

        @Override
        public <T> T await(CompletionStage<T> answer) {
            var future = answer.toCompletableFuture();
            if (!future.isDone()) {
                throw new AssertionError("no answer");
            }
            return future.join();
        }

        @Override
        public void resetInside(InstanceId machine) {
            provider.heard(machine, "boot-" + ++boots);
        }

        @Override
        public List<ProviderEvent> told() {
            return List.copyOf(told);
        }

        @Override
        public void close() {
            provider.close();
        }
    }

    @Test
    void aRebootIsDoneWhenTheAgentIsHeardFromAnotherBoot() {
        try (var rig = new ManagedRig()) {
            var id = rig.existing();
            var answer = rig.provider
                    .execute(new Operation.Reboot(OPERATION, id, false))
                    .toCompletableFuture();
            rig.provider.heard(id, "boot-2");

            assertThat(answer).isNotDone();

            rig.provider.heard(id, "boot-3");

            assertThat(answer.join()).isEqualTo(new OperationResult.Done(2, Given.NOW, null));
            assertThat(rig.told()).noneMatch(ProviderEvent.GuestReset.class::isInstance);
        }
    }

    @Test
    void aRebootFailsWhenNoAgentIsConnected() {
        var provider = new ManagedProvider(AgentChannel.NONE, SettableClock.at(Given.NOW));
        var id = new InstanceId("mi-1");
        provider.heard(id, "boot-1");

        var answer =
                provider.execute(new Operation.Reboot(OPERATION, id, false)).toCompletableFuture();

        assertThat(answer.join()).isInstanceOf(OperationResult.Failed.class);
    }
}
