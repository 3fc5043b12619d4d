package io.opsbus.command.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.testkit.Backbone;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Parts that are away when the service starts, or go while it runs. */
class FaultsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, String> NEW =
            Map.of("Name", "n", "Type", "RunShellScript", "CommandContent", "ZQ==");

    @Test
    void aRegistryThatComesLateStopsCreationAndNothingElse() {
        Surroundings.REGISTRY.away(true);
        try (RunningService running = Main.SERVICE.start(Surroundings.settings())) {
            var caller = new Caller(running.url());
            untilAnswered(caller, "DescribeCommands", Map.of());

            Caller.Told refused = caller.call("CreateCommand", NEW);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text("Code")).isEqualTo("ServiceUnavailable");
            assertThat(caller.call("DescribeCommands", Map.of()).body())
                    .as("what is refused is not done")
                    .contains("\"TotalCount\":0");

            Surroundings.REGISTRY.away(false);
            untilAnswered(caller, "CreateCommand", NEW);
        } finally {
            Surroundings.REGISTRY.away(false);
        }
    }

    @Test
    void aDatabaseThatDiesIsAnErrorAndComesBack() {
        try (RunningService running = Main.SERVICE.start(Surroundings.settings())) {
            var caller = new Caller(running.url());
            untilAnswered(caller, "CreateCommand", NEW);
            Backbone.get().postgres().kill();
            try {
                assertThat(caller.call("CreateCommand", NEW).status()).isEqualTo(503);
                assertThat(caller.call("DescribeCommands", Map.of()).status()).isEqualTo(503);
            } finally {
                Backbone.get().postgres().start();
            }
            untilAnswered(caller, "CreateCommand", NEW);
        }
    }

    private static void untilAnswered(Caller caller, String action, Map<String, String> parameters) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(caller.call(action, parameters).status()).isEqualTo(200));
    }
}
