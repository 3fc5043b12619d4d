package io.opsbus.command.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micronaut.core.value.MapPropertyResolver;
import io.opsbus.command.CommandLimits;
import io.opsbus.command.Given;
import io.opsbus.rpc.micronaut.settings.BusSettings;
import io.opsbus.rpc.micronaut.settings.PostgresSettings;
import io.opsbus.rpc.micronaut.settings.RpcSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Map<String, Object> KEY = Map.of("opsbus.internal-key", Caller.KEY_TEXT);

    @Test
    void everySettingHasItsDefault() {
        Settings settings = Settings.of(new MapPropertyResolver(KEY));
        assertThat(settings)
                .isEqualTo(new Settings(
                        new BusSettings("127.0.0.1:19092", (short) 1, "http://127.0.0.1:18090/apis/ccompat/v7"),
                        new PostgresSettings("jdbc:postgresql://127.0.0.1:15432/", "postgres", "", "opsbus_command", 8),
                        new RpcSettings(Caller.KEY, ""),
                        URI.create("http://127.0.0.1:18084"),
                        new Settings.Catalogue(Set.of(Given.HANGZHOU), CommandLimits.DEFAULT, Duration.ofDays(30))));
        assertThat(CommandLimits.DEFAULT)
                .isEqualTo(new CommandLimits(100, 18_432, Duration.ofHours(1), Duration.ofDays(1)));
    }

    @Test
    void everySettingIsRead() {
        Map<String, Object> all = new HashMap<>(KEY);
        all.put("opsbus.kafka.bootstrap", "k:1");
        all.put("opsbus.kafka.replication", "3");
        all.put("opsbus.registry.url", "https://r");
        all.put("opsbus.postgres.url", "jdbc:postgresql://p/");
        all.put("opsbus.postgres.user", "u");
        all.put("opsbus.postgres.password", "secret");
        all.put("opsbus.command.database", "d");
        all.put("opsbus.command.connections", "4");
        all.put("opsbus.command.url", "http://command-service:18083");
        all.put("opsbus.invocation.url", "http://invocation-service:18084");
        all.put("opsbus.regions", "cn-hangzhou, cn-beijing");
        all.put("opsbus.quota.max-axt-command-count", "7");
        all.put("opsbus.command.content-bytes", "16384");
        all.put("opsbus.command.timeout", "60s");
        all.put("opsbus.command.longest-timeout", "2h");
        all.put("opsbus.command.keys", "2d");

        Settings settings = Settings.of(new MapPropertyResolver(all));
        assertThat(settings)
                .isEqualTo(new Settings(
                        new BusSettings("k:1", (short) 3, "https://r"),
                        new PostgresSettings("jdbc:postgresql://p/", "u", "secret", "d", 4),
                        new RpcSettings(Caller.KEY, "http://command-service:18083"),
                        URI.create("http://invocation-service:18084"),
                        new Settings.Catalogue(
                                Set.of(Given.HANGZHOU, Given.BEIJING),
                                new CommandLimits(7, 16_384, Duration.ofMinutes(1), Duration.ofHours(2)),
                                Duration.ofDays(2))));
        assertThat(settings.toString()).doesNotContain("secret", Caller.KEY_TEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "opsbus.internal-key, not Base64",
        "opsbus.kafka.bootstrap, ' '",
        "opsbus.kafka.replication, 0",
        "opsbus.registry.url, ftp://r",
        "opsbus.postgres.url, jdbc:h2:x/",
        "opsbus.postgres.url, jdbc:postgresql://p",
        "opsbus.command.database, ''",
        "opsbus.command.connections, 3",
        "opsbus.command.url, command-service",
        "opsbus.invocation.url, invocation-service",
        "opsbus.regions, ','",
        "opsbus.command.keys, 1h",
    })
    void whatCannotWorkIsRefusedByName(String key, String value) {
        Map<String, Object> all = new HashMap<>(KEY);
        all.put(key, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(new MapPropertyResolver(all)))
                .withMessageContaining(key);
    }
}
