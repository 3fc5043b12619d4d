package io.opsbus.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.env.PropertySource;
import io.micronaut.core.value.PropertyResolver;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void defaultsAreTheOnesOfTheReadme() {
        Settings settings = Settings.of(resolver(Keys.with(Map.of())));
        assertThat(settings.limits()).isEqualTo(new Settings.Limits(256, 200, 400, 750_000, 10_000, 5, 8, false));
        assertThat(settings.handover().limit()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.handover().defaultRegion()).isEqualTo("cn-hangzhou");
        assertThat(settings.backbone().database()).isEqualTo("jdbc:postgresql://127.0.0.1:1/opsbus_gateway");
        assertThat(settings.builtIn()).isEmpty();
        assertThat(settings.queues()).isEqualTo(new Settings.Queues(5_000, 10_000, 2_000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "opsbus.internal-key | '' | opsbus.internal-key must be set",
                "opsbus.internal-key | short | opsbus.internal-key: the internal key must be Base64",
                "opsbus.gateway.operator-token | '' | opsbus.gateway.operator-token must be set",
                "opsbus.gateway.operator-token | guess | opsbus.gateway.operator-token: the operator's token must have at least 24 characters",
                "opsbus.gateway.master-key | '' | opsbus.gateway.master-key-file or opsbus.gateway.master-key must be set",
                "opsbus.gateway.master-key | bad | opsbus.gateway.master-key: a master key is 32 bytes in Base64",
                "opsbus.gateway.master-key-file | x | and not both",
                "opsbus.gateway.in-flight | 0 | opsbus.gateway.in-flight must be at least 1",
                "opsbus.gateway.queues.waiting | 0 | opsbus.gateway.queues.waiting must be at least 1",
                "opsbus.gateway.queues.per-second | 0 | opsbus.gateway.queues.per-second must be at least 1",
                "opsbus.gateway.call-time | 0s | opsbus.gateway.call-time must be positive",
                "opsbus.postgres.url | jdbc:postgresql://db | opsbus.postgres.url must end in /",
                "opsbus.gateway.built-in.account-id | 1000000000000001 | opsbus.gateway.built-in.access-key-id must be set",
            })
    void whatCannotWorkIsNamedByItsKey(String key, String value, String message) {
        assertThatThrownBy(() -> Settings.of(resolver(Keys.with(Map.of(key, value)))))
                .hasMessageContaining(message);
    }

    @Test
    void nothingPrintsASecret() {
        Settings settings = Settings.of(resolver(Keys.with(Map.of(
                "opsbus.postgres.password", "hunter2",
                "opsbus.gateway.built-in.account-id", "1000000000000001",
                "opsbus.gateway.built-in.access-key-id", "OBbuilt-in",
                "opsbus.gateway.built-in.access-key-secret", "hunter2"))));
        assertThat(settings.toString()).doesNotContain("hunter2", Keys.INTERNAL, Keys.OPERATOR);
    }

    private static PropertyResolver resolver(Map<String, Object> settings) {
        var environment = io.micronaut.context.ApplicationContext.builder()
                .deduceEnvironment(false)
                .propertySources(PropertySource.of("test", settings))
                .build()
                .getEnvironment();
        environment.start();
        return environment;
    }
}
