package io.opsbus.queue.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micronaut.core.value.MapPropertyResolver;
import io.opsbus.rpc.micronaut.settings.BusSettings;
import io.opsbus.rpc.micronaut.settings.PostgresSettings;
import io.opsbus.rpc.micronaut.settings.RpcSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Map<String, Object> KEY = Map.of("opsbus.internal-key", Caller.KEY_TEXT);

    @Test
    void everySettingHasItsDefault() {
        assertThat(Settings.of(new MapPropertyResolver(KEY)))
                .isEqualTo(new Settings(
                        new BusSettings("127.0.0.1:19092", (short) 1, "http://127.0.0.1:18090/apis/ccompat/v7"),
                        new PostgresSettings("jdbc:postgresql://127.0.0.1:15432/", "postgres", "", "opsbus_queue", 8),
                        new RpcSettings(Caller.KEY, ""),
                        new Settings.Limits(1_000, 10_000, 1_000)));
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
        all.put("opsbus.queue.database", "d");
        all.put("opsbus.queue.connections", "4");
        all.put("opsbus.queue.url", "http://queue-service:18086");
        all.put("opsbus.queue.queues-per-account", "7");
        all.put("opsbus.queue.waiting", "8");
        all.put("opsbus.queue.waiting-for-one", "0");

        Settings settings = Settings.of(new MapPropertyResolver(all));
        assertThat(settings)
                .isEqualTo(new Settings(
                        new BusSettings("k:1", (short) 3, "https://r"),
                        new PostgresSettings("jdbc:postgresql://p/", "u", "secret", "d", 4),
                        new RpcSettings(Caller.KEY, "http://queue-service:18086"),
                        new Settings.Limits(7, 8, 0)));
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
        "opsbus.queue.database, ''",
        "opsbus.queue.connections, 1",
        "opsbus.queue.url, queue-service",
        "opsbus.queue.queues-per-account, 0",
        "opsbus.queue.waiting, -1",
        "opsbus.queue.waiting-for-one, -1",
    })
    void whatCannotWorkIsRefusedByName(String key, String value) {
        Map<String, Object> all = new HashMap<>(KEY);
        all.put(key, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(new MapPropertyResolver(all)))
                .withMessageContaining(key);
    }
}
