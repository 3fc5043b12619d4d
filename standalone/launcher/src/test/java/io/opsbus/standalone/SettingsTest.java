package io.opsbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Path HOME = Path.of("/checkout");
    private static final Settings.Flags NOTHING = Settings.Flags.in(null);

    /** Scripts write {@code OPSBUS_DATA=$DATA}: the folder they are called in is nobody's data. */
    @Test
    void aVariableThatIsSetToNothingChoosesTheDefault() {
        Map<String, String> env = Map.of(
                "OPSBUS_DATA",
                "",
                "OPSBUS_PORT_OFFSET",
                " ",
                "OPSBUS_KAFKA",
                "",
                "OPSBUS_REGISTRY",
                "",
                "OPSBUS_POSTGRES",
                "");
        var last = Settings.of(HOME, new Settings.Flags(null, 7, "k:9092", null, null, false, null), Map.of());

        Settings settings = Settings.of(HOME, NOTHING, env, Optional.of(last));

        assertThat(settings).isEqualTo(new Settings(HOME, HOME.resolve("data"), new Ports(0), null, null, null));
    }

    @Test
    void whatIsNoAddressIsNamedWithWhereItMayStand() {
        assertThatThrownBy(() -> kafka("kafka.example"))
                .hasMessageStartingWith("--kafka (OPSBUS_KAFKA) must be HOST:PORT");
        assertThatThrownBy(() -> kafka("http://kafka.example:9092")).hasMessageStartingWith("--kafka (OPSBUS_KAFKA)");
        assertThat(kafka("a.example:9092,b.example:9092").kafkaBootstrap()).isEqualTo("a.example:9092,b.example:9092");
        assertThatThrownBy(() -> Settings.of(HOME, NOTHING, Map.of("OPSBUS_PORT_OFFSET", "many")))
                .hasMessage("OPSBUS_PORT_OFFSET must be a number, was many");
    }

    private static Settings kafka(String address) {
        return Settings.of(HOME, NOTHING, Map.of("OPSBUS_KAFKA", address));
    }
}
