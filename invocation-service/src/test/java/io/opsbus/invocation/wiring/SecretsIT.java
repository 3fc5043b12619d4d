package io.opsbus.invocation.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.rpc.micronaut.RunningService;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where secrets do not stand, looked for by their texts. */
class SecretsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static Map<String, Object> settings;
    private static RunningService running;
    private static Caller caller;

    @BeforeAll
    static void start() {
        settings = Surroundings.settings();
        running = Main.SERVICE.start(settings);
        caller = new Caller(running.url());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                caller.call("DescribeInvocations", Map.of()).status())
                        .isEqualTo(200));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    /** Every row of every table, as text; bytes as hexadecimal digits. */
    private static String database() {
        Jdbi jdbi = Jdbi.create(
                settings.get("opsbus.postgres.url").toString() + settings.get("opsbus.invocation.database"),
                settings.get("opsbus.postgres.user").toString(),
                settings.get("opsbus.postgres.password").toString());
        return jdbi.withHandle(handle -> {
            List<String> tables;
            try (var query = handle.createQuery(
                    "select table_name from information_schema.tables where table_schema = current_schema()")) {
                tables = query.mapTo(String.class).list();
            }
            return tables.stream()
                    .map(table -> {
                        try (var query = handle.createQuery("select one::text from \"" + table + "\" one")) {
                            return table + "\n" + String.join("\n", query.mapTo(String.class).list());
                        }
                    })
                    .collect(Collectors.joining("\n"));
        });
    }

    @Test
    void theCodeOfAnActivationStandsNowhereInTheDatabase() {
        Caller.Told told = caller.call("CreateActivation", Map.of("ClientToken", "secrets"));
        String code = told.text("ActivationCode");
        assertThat(code).startsWith("a-").hasSizeGreaterThan(50);
        String all = database();
        assertThat(all)
                .as("what is looked through")
                .contains("client_tokens\n", "applied_changes\n", told.text("ActivationId"));
        assertThat(all)
                .doesNotContain(
                        code, code.substring(2), HexFormat.of().formatHex(code.substring(2).getBytes(UTF_8)));
    }
}
