package io.opsbus.invocation.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.testkit.Backbone;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Parts that are away when the service starts, or go while it runs. */
class FaultsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void aDatabaseThatDiesIsAnErrorToClientsAndAgentsAndComesBack() {
        try (RunningService running = Main.SERVICE.start(Surroundings.settings())) {
            var caller = new Caller(running.url());
            untilAnswered(caller, "CreateActivation");
            AgentTasks agents = running.context().getBean(AgentTasks.class);
            Backbone.get().postgres().kill();
            try {
                assertThat(caller.call("CreateActivation", Map.of()).status()).isEqualTo(503);
                assertThat(caller.call("DescribeInvocations", Map.of()).status())
                        .isEqualTo(503);
                assertThatExceptionOfType(AgentTasks.Away.class)
                        .isThrownBy(() -> agents.kicked(new InstanceId("i-1"), Optional.empty()));
            } finally {
                Backbone.get().postgres().start();
            }
            untilAnswered(caller, "CreateActivation");
        }
    }

    @Test
    void aCatalogueThatIsAwayIsNotAMissingCommand() {
        Map<String, Object> settings = Surroundings.settings();
        settings.put("opsbus.command.url", "http://127.0.0.1:1");
        try (RunningService running = Main.SERVICE.start(settings)) {
            var caller = new Caller(running.url());
            untilAnswered(caller, "DescribeInvocations");
            Caller.Told told = caller.call("InvokeCommand", Map.of("CommandId", "c-unknown", "InstanceId.1", "i-1"));
            assertThat(told.status()).isEqualTo(503);
            assertThat(told.text("Code")).isEqualTo("ServiceUnavailable");
        }
    }

    @Test
    void whileKafkaIsAwayChangesGoOn() {
        Map<String, Object> settings = Surroundings.settings();
        settings.put("opsbus.kafka.bootstrap", "127.0.0.1:1");
        try (RunningService running = Main.SERVICE.start(settings)) {
            var caller = new Caller(running.url());
            untilAnswered(caller, "CreateActivation");
            assertThat(caller.call("DescribeActivations", Map.of()).body()).contains("\"TotalCount\":1");
        }
    }

    private static void untilAnswered(Caller caller, String action) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(caller.call(action, Map.of()).status()).isEqualTo(200));
    }
}
