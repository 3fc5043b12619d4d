package io.opsbus.notifier.wiring.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ChannelSettingsTest {
    private static ChannelSettings read(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("opsbus.notifier", ChannelSettings.class);
    }

    @Test
    void anAttemptHasTimeForMoreThanOneAnswer() {
        var settings = read(Map.of());
        assertThat(settings.mail().attemptTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.mail().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.sms().attemptTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.sms().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.mail().atOnce()).isEqualTo(8);
        assertThat(settings.sms().atOnce()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({
        "mail.at-once, 0, mail.at-once",
        "mail.attempt-timeout, 10s, mail.attempt-timeout",
        "sms.at-once, 0, sms.at-once",
        "sms.per-second, 0, sms.per-second",
        "sms.daily-parts, 9, sms.daily-parts",
        "sms.attempt-timeout, 9s, sms.attempt-timeout",
    })
    void whatCannotWorkIsRefusedByItsName(String key, String value, String named) {
        assertThatThrownBy(() -> read(Map.of("opsbus.notifier." + key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("opsbus.notifier." + named);
    }

    @Test
    void aTextOfTenPartsMustFitIntoHalfAnAttempt() {
        var slow = Map.of("opsbus.notifier.sms.per-second", "1", "opsbus.notifier.sms.attempt-timeout", "19s");
        assertThatThrownBy(() -> read(slow)).rootCause().hasMessageContaining("10 parts");
        var enough = Map.of("opsbus.notifier.sms.per-second", "1", "opsbus.notifier.sms.attempt-timeout", "20s");
        assertThat(read(enough).sms().perSecond()).isEqualTo(1);
    }
}
