package io.opsbus.event.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.event.wiring.Settings.Event;
import io.opsbus.event.wiring.Settings.Kafka;
import io.opsbus.event.wiring.Settings.Postgres;
import io.opsbus.event.wiring.Settings.Registry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SettingsTest {
    private static final Settings DEFAULTS = new Settings(
            new Kafka("127.0.0.1:19092", (short) 1),
            new Registry("http://127.0.0.1:18090/apis/ccompat/v7"),
            new Postgres("jdbc:postgresql://127.0.0.1:15432/", "postgres", ""),
            new Event("opsbus_event", 1000, 8, Duration.ofDays(30)));

    @Test
    void everySettingHasItsDefault() {
        assertThat(bind(Map.of())).isEqualTo(DEFAULTS);
    }

    @Test
    void everySettingIsBoundUnderItsKey() {
        assertThat(bind(Map.of(
                        "opsbus.kafka.bootstrap", "k:1",
                        "opsbus.kafka.replication", "3",
                        "opsbus.registry.url", "https://r",
                        "opsbus.postgres.url", "jdbc:postgresql://p/",
                        "opsbus.postgres.user", "u",
                        "opsbus.postgres.password", "s",
                        "opsbus.event.database", "d",
                        "opsbus.event.recent", "5",
                        "opsbus.event.connections", "6",
                        "opsbus.event.keys", "2d")))
                .isEqualTo(new Settings(
                        new Kafka("k:1", (short) 3),
                        new Registry("https://r"),
                        new Postgres("jdbc:postgresql://p/", "u", "s"),
                        new Event("d", 5, 6, Duration.ofDays(2))));
    }

    @Test
    void aSettingThatCannotWorkIsRefusedByItsKey() {
        assertThatThrownBy(() -> bind(Map.of("opsbus.postgres.url", "jdbc:postgresql://p")))
                .hasStackTraceContaining("opsbus.postgres.url must end in /");
        assertThatThrownBy(() -> bind(Map.of("opsbus.event.connections", "1")))
                .hasStackTraceContaining("opsbus.event.connections must be at least 4");
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(new Postgres("jdbc:postgresql://p/", "u", "secret").toString())
                .doesNotContain("secret");
    }

    private static Settings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("opsbus", Settings.class);
    }
}
