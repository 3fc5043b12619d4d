package io.opsbus.instance.provider.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.provider.ComputeProvider;
import io.opsbus.instance.provider.MachineSpec;
import io.opsbus.instance.provider.Operation;
import io.opsbus.instance.provider.OperationResult;
import io.opsbus.instance.provider.OperationResult.Reason;
import io.opsbus.instance.provider.PowerState;
import io.opsbus.instance.provider.ProviderEvent;
import io.opsbus.instance.provider.Stock;
import io.opsbus.instance.provider.contract.ComputeProviderContract;
import io.opsbus.instance.provider.contract.Rig;
import io.opsbus.testkit.SettableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SimulatedProviderTest {
    @TestFactory
    Stream<DynamicTest> itKeepsTheContract() {
        return ComputeProviderContract.checks(SimulatedRig::new).stream()
                .map(check -> DynamicTest.dynamicTest(check.name(), check.body()::run));
    }

    private static final class SimulatedRig implements Rig {
        private final SettableClock clock = SettableClock.at(Given.NOW);
        private final VirtualSchedule schedule = new VirtualSchedule(clock);
        private final SimulatedProvider provider;
        private final List<ProviderEvent> told = new ArrayList<>();
        private int made;

        SimulatedRig() {
            this(Conditions.FAIR);
        }

        SimulatedRig(Conditions conditions) {
            provider = new SimulatedProvider(conditions, clock, schedule);
            provider.listen(told::add);
        }

        @Override
        public ComputeProvider provider() {
            return provider;
        }

        @Override
        public MachineSpec machine() {
            return new MachineSpec(
                    InstanceId.derived("machine-" + ++made),
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
            var spec = machine();
            await(provider.execute(new Operation.Create(new OperationId(spec.id() + ".c"), spec)));
            await(provider.execute(new Operation.Start(new OperationId(spec.id() + ".s"), spec.id())));
            return spec.id();
        }

        @Override
        public <T> T await(CompletionStage<T> answer) {
            schedule.run();
            var future = answer.toCompletableFuture();
            if (!future.isDone()) {
                throw new AssertionError("no answer");
            }
            return future.join();
        }

        @Override
        public void resetInside(InstanceId machine) {
            provider.befall(machine, Mishap.RESET);
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

    private static OperationResult create(SimulatedRig rig) {
        var spec = rig.machine();
        return rig.await(rig.provider().execute(new Operation.Create(new OperationId(spec.id() + ".1"), spec)));
    }

    private static Reason reason(OperationResult result) {
        return ((OperationResult.Failed) result).reason();
    }

    @Test
    void stockRunsOut() {
        var type = Given.CATALOG.types().getFirst().name();
        try (var rig = new SimulatedRig(Conditions.FAIR.with(
                new Conditions.Scarcity(Map.of(type.text(), 2), Conditions.Scarcity.WHOLE_RANGE)))) {
            assertThat(rig.provider().stock(Given.ZONE, type)).isEqualTo(new Stock.Left(2));
            assertThat(create(rig)).isInstanceOf(OperationResult.Done.class);
            assertThat(create(rig)).isInstanceOf(OperationResult.Done.class);
            assertThat(reason(create(rig))).isEqualTo(Reason.NO_STOCK);
            assertThat(rig.provider().stock(Given.ZONE, type).any()).isFalse();
        }
    }

    @Test
    void addressesRunOut() {
        try (var rig = new SimulatedRig(Conditions.FAIR.with(new Conditions.Scarcity(Map.of(), 1)))) {
            assertThat(create(rig))
                    .isInstanceOfSatisfying(
                            OperationResult.Done.class,
                            done -> assertThat(done.privateIp()).isEqualTo("172.16.0.1"));
            assertThat(reason(create(rig))).isEqualTo(Reason.NO_ADDRESS);
        }
    }

    @Test
    void faultsAreTheSameForTheSameSeed() {
        var first = fates(7);

        assertThat(fates(7)).isEqualTo(first);
        assertThat(fates(8)).isNotEqualTo(first);
        assertThat(first).contains("Done", "Failed");
    }

    private static List<String> fates(long seed) {
        try (var rig = new SimulatedRig(Conditions.FAIR.withFaults(0.3, 0, seed))) {
            return IntStream.range(0, 40)
                    .mapToObj(i -> create(rig).getClass().getSimpleName())
                    .toList();
        }
    }

    @Test
    void aLostAnswerIsGivenWhenAskedAgain() {
        try (var rig = new SimulatedRig(Conditions.FAIR.withFaults(0, 1, 1))) {
            var spec = rig.machine();
            var create = new Operation.Create(new OperationId("lost.1"), spec);
            var first = rig.provider().execute(create).toCompletableFuture();
            rig.schedule.run();

            assertThat(first).isNotDone();
            assertThat(rig.await(rig.provider().execute(create))).isInstanceOf(OperationResult.Done.class);
        }
    }

    @Test
    void tenThousandMachinesAreCheap() {
        try (var rig = new SimulatedRig()) {
            var ids = IntStream.range(0, 10_000).mapToObj(i -> rig.existing()).toList();

            assertThat(ids)
                    .allSatisfy(id -> assertThat(
                                    rig.await(rig.provider().observe(id)).power())
                            .isEqualTo(PowerState.ON));
        }
    }
}
