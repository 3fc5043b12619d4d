package io.opsbus.invocation.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.AgentKey;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.link.RegistrationOutcome;
import io.opsbus.invocation.link.RegistrationOutcome.Reason;
import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.testkit.agent.SimulatedIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Threat 3: an activation's limit holds against many at once, also at two processes, and nobody becomes somebody who is there already. */
class ActivationRaceIT {
    private static final int MACHINES = 50;
    private static final int ALLOWED = 10;
    private static final Duration SOON = Duration.ofSeconds(60);

    private static Registration registration(Caller.Told activation, String machine, String key) {
        return new Registration(
                new Registration.Activation(activation.text("ActivationId"), activation.text("ActivationCode")),
                new Registration.Machine(machine, "cn-hangzhou", "", machine, "10.0.0.9", "linux", "6.1", "2.2.3.578"),
                key,
                Map.of(),
                "10.0.0.9");
    }

    private static Caller.Told activation(RunningService service, int count) {
        var caller = new Caller(service.url());
        caller.awaitReady();
        Caller.Told told = await().atMost(SOON)
                .until(
                        () -> caller.call("CreateActivation", Map.of("InstanceCount", Integer.toString(count))),
                        answer -> answer.status() == 200);
        return told;
    }

    @Test
    void ofFiftyAtOnceAtTwoProcessesExactlyTenAreRegistered() throws Exception {
        Map<String, Object> settings = Surroundings.settings();
        try (RunningService one = Main.SERVICE.start(settings);
                RunningService other = Main.SERVICE.start(settings);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Caller.Told activation = activation(one, ALLOWED);
            List<AgentTasks> doors = List.of(
                    one.context().getBean(AgentTasks.class), other.context().getBean(AgentTasks.class));
            String key = SimulatedIdentity.pem(SimulatedIdentity.freshKeys());
            List<Callable<RegistrationOutcome>> all = new ArrayList<>();
            for (int i = 0; i < MACHINES; i++) {
                AgentTasks door = doors.get(i % 2);
                String machine = "machine-" + i;
                all.add(() -> door.register(registration(activation, machine, key)));
            }
            var ids = new HashSet<InstanceId>();
            int full = 0;
            for (Future<RegistrationOutcome> each : threads.invokeAll(all)) {
                switch (each.get()) {
                    case RegistrationOutcome.Registered(InstanceId id) -> ids.add(id);
                    case RegistrationOutcome.Refused(Reason reason) -> {
                        assertThat(reason).isEqualTo(Reason.FULL);
                        full++;
                    }
                }
            }
            assertThat(ids).hasSize(ALLOWED);
            assertThat(full).isEqualTo(MACHINES - ALLOWED);
        }
    }

    @Test
    void whoRegistersAsAMachineThatIsThereIsAnotherOne() {
        try (RunningService service = Main.SERVICE.start(Surroundings.settings())) {
            Caller.Told activation = activation(service, 3);
            AgentTasks door = service.context().getBean(AgentTasks.class);
            String own = SimulatedIdentity.pem(SimulatedIdentity.freshKeys());
            String thiefs = SimulatedIdentity.pem(SimulatedIdentity.freshKeys());
            InstanceId first = id(door.register(registration(activation, "machine", own)));
            InstanceId second = id(door.register(registration(activation, "machine", thiefs)));
            assertThat(second).isNotEqualTo(first);
            assertThat(door.key(first)).contains(new AgentKey("machine", own));
            assertThat(door.key(second)).contains(new AgentKey("machine", thiefs));
        }
    }

    private static InstanceId id(RegistrationOutcome outcome) {
        if (outcome instanceof RegistrationOutcome.Registered(InstanceId id)) {
            return id;
        }
        throw new AssertionError("not registered: " + outcome);
    }
}
