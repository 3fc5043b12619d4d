package io.opsbus.command.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.testkit.WatchedOutput;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where secrets do not stand, looked for by their texts. */
class SecretsIT {
    private static final String SCRIPT = "echo canary-script {{secret}}";
    private static final Map<String, String> NEW = Map.of(
            "Name",
            "n",
            "Description",
            "canary-description",
            "Type",
            "RunShellScript",
            "EnableParameter",
            "true",
            "CommandContent",
            Base64.getEncoder().encodeToString(SCRIPT.getBytes(UTF_8)),
            "ParameterRules",
            "{\"Mode\":\"Safe\",\"Rules\":{\"secret\":{\"Values\":[\"canary-value\"]}}}");

    private static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put(name, value);
        return all;
    }

    /** Scripts, and the values they may have: on the way that goes well, on ways that do not, and while a part is away. */
    @Test
    void noSecretStandsInTheLog() {
        Map<String, Object> settings = Surroundings.settings();
        Map<String, Object> alone = new HashMap<>(settings);
        alone.put("opsbus.postgres.url", "jdbc:postgresql://127.0.0.1:1/");
        try (var log = new WatchedOutput()) {
            try (RunningService running = Main.SERVICE.start(settings)) {
                var caller = new Caller(running.url());
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(
                                        caller.call("CreateCommand", NEW).status())
                                .isEqualTo(200));
                String id = caller.call("CreateCommand", NEW).text("CommandId");
                Map<String, String> one = Map.of("CommandId", id);
                assertThat(caller.call("DescribeCommands", one).body()).contains("canary-value");
                assertThat(caller.call("CloneCommand", with(one, "Name", "m")).status())
                        .isEqualTo(200);
                assertThat(caller.call("ModifyCommand", with(one, "Description", "canary"))
                                .status())
                        .isEqualTo(200);
                assertThat(caller.call("CreateCommand", with(NEW, "ParameterRules", "canary"))
                                .status())
                        .isEqualTo(400);
                assertThat(caller.call("CreateCommand", with(NEW, "CommandContent", "canary!"))
                                .status())
                        .isBetween(400, 499);
                assertThat(caller.call("DeleteCommand", one).status()).isEqualTo(200);
            }
            try (RunningService lost = Main.SERVICE.start(alone)) {
                assertThat(new Caller(lost.url()).call("CreateCommand", NEW).status())
                        .isEqualTo(503);
            }
            assertThat(log.text())
                    .as("what is looked through")
                    .contains("a part is away")
                    .doesNotContain("canary", NEW.get("CommandContent"), "echo ");
        }
    }
}
