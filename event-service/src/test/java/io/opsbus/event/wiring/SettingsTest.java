package io.opsbus.event.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.event.bus.NoticeNames;
import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.rpc.ecs.EventDesk;
import io.opsbus.event.wiring.Settings.Api;
import io.opsbus.event.wiring.Settings.Cycle;
import io.opsbus.event.wiring.Settings.Event;
import io.opsbus.event.wiring.Settings.Kafka;
import io.opsbus.event.wiring.Settings.Postgres;
import io.opsbus.event.wiring.Settings.Registry;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SettingsTest {
    private static final Cycle CYCLE = new Cycle(
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofMinutes(30),
            Period.ofMonths(2),
            NoticeNames.ANNOUNCED);
    private static final Api API = new Api("", Set.of(), 1000, Duration.ofMinutes(5), Duration.ofMinutes(3));
    private static final Settings DEFAULTS = new Settings(
            new Kafka("127.0.0.1:19092", (short) 1),
            new Registry("http://127.0.0.1:18090/apis/ccompat/v7"),
            new Postgres("jdbc:postgresql://127.0.0.1:15432/", "postgres", ""),
            new Event("opsbus_event", 1000, 8, Duration.ofDays(30), CYCLE, API));

    @Test
    void everySettingHasItsDefault() {
        assertThat(bind(Map.of())).isEqualTo(DEFAULTS);
    }

    @Test
    void theDefaultsOfSystemEventsAreTheGuides() {
        assertThat(CYCLE.rules()).isEqualTo(CycleRules.GUIDE);
        assertThat(API.rules()).isEqualTo(EventDesk.Rules.USUAL);
    }

    @Test
    void everySettingIsBoundUnderItsKey() {
        assertThat(bind(Map.ofEntries(
                        Map.entry("opsbus.kafka.bootstrap", "k:1"),
                        Map.entry("opsbus.kafka.replication", "3"),
                        Map.entry("opsbus.registry.url", "https://r"),
                        Map.entry("opsbus.postgres.url", "jdbc:postgresql://p/"),
                        Map.entry("opsbus.postgres.user", "u"),
                        Map.entry("opsbus.postgres.password", "s"),
                        Map.entry("opsbus.event.database", "d"),
                        Map.entry("opsbus.event.recent", "5"),
                        Map.entry("opsbus.event.connections", "6"),
                        Map.entry("opsbus.event.keys", "2d"),
                        Map.entry("opsbus.event.cycle.reminder", "2h"),
                        Map.entry("opsbus.event.cycle.execution", "7h"),
                        Map.entry("opsbus.event.cycle.lead", "10m"),
                        Map.entry("opsbus.event.cycle.kept", "P30D"),
                        Map.entry("opsbus.event.cycle.names", "first"),
                        Map.entry("opsbus.event.api.url", "http://e:1"),
                        Map.entry("opsbus.event.api.excluded", "t1,n1"),
                        Map.entry("opsbus.event.api.simulations", "9"),
                        Map.entry("opsbus.event.api.boot", "1m"),
                        Map.entry("opsbus.event.api.silence", "2m"))))
                .isEqualTo(new Settings(
                        new Kafka("k:1", (short) 3),
                        new Registry("https://r"),
                        new Postgres("jdbc:postgresql://p/", "u", "s"),
                        new Event(
                                "d",
                                5,
                                6,
                                Duration.ofDays(2),
                                new Cycle(
                                        Duration.ofHours(2),
                                        Duration.ofHours(7),
                                        Duration.ofMinutes(10),
                                        Period.ofDays(30),
                                        NoticeNames.FIRST),
                                new Api(
                                        "http://e:1",
                                        Set.of("t1", "n1"),
                                        9,
                                        Duration.ofMinutes(1),
                                        Duration.ofMinutes(2)))));
    }

    @Test
    void aSettingThatCannotWorkIsRefusedByItsKey() {
        assertThatThrownBy(() -> bind(Map.of("opsbus.postgres.url", "jdbc:postgresql://p")))
                .hasStackTraceContaining("opsbus.postgres.url must end in /");
        assertThatThrownBy(() -> bind(Map.of("opsbus.event.connections", "1")))
                .hasStackTraceContaining("opsbus.event.connections must be at least 4");
        assertThatThrownBy(() -> bind(Map.of("opsbus.event.cycle.kept", "P0D")))
                .hasStackTraceContaining("opsbus.event.cycle.kept must be positive");
        assertThatThrownBy(() -> bind(Map.of("opsbus.event.api.silence", "0s")))
                .hasStackTraceContaining("opsbus.event.api.silence must be positive");
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
