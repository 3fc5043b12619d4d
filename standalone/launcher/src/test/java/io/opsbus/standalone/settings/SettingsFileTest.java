package io.opsbus.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {
    @TempDir
    private Path data;

    private Path file(String text) throws IOException {
        Path file = data.resolve("settings.env");
        SettingsFile.make(file);
        return Files.writeString(file, text);
    }

    @Test
    void aLineIsASettingNothingOrAComment() throws IOException {
        assertThat(SettingsFile.read(file("""
                # who may be called
                OPSBUS_NOTIFIER_EGRESS_ALLOW=10.0.0.0/8, 192.168.0.0/16\s

                  OPSBUS_KAFKA=
                OPSBUS_INVOCATION_OSS_ACCESS_KEY_SECRET=a=b # c
                """)))
                .isEqualTo(Map.of(
                        "OPSBUS_NOTIFIER_EGRESS_ALLOW", "10.0.0.0/8, 192.168.0.0/16",
                        "OPSBUS_KAFKA", "",
                        "OPSBUS_INVOCATION_OSS_ACCESS_KEY_SECRET", "a=b # c"));
    }

    @Test
    void aFreshOneSetsNothingAndOnlyItsOwnerReadsIt() throws IOException {
        Path file = data.resolve("settings.env");
        assertThat(SettingsFile.read(file)).isEmpty();

        SettingsFile.make(file);
        assertThat(SettingsFile.read(file)).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Files.writeString(file, "OPSBUS_KAFKA=k:9092");
        SettingsFile.make(file);
        assertThat(file).as("what is there is left").hasContent("OPSBUS_KAFKA=k:9092");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OPSBUS_NOTIFIER_EGRESS_ALLOW        | a line is NAME=value
            export OPSBUS_KAFKA=secret          | a line is NAME=value
            OPSBUS_KAFKA =secret                | a line is NAME=value
            opsbus.kafka=secret                 | a line is NAME=value
            OPSBUS_NOTIFER_EGRESS_ALLOW=secret  | OPSBUS_NOTIFER_EGRESS_ALLOW is no setting
            PATH=secret                         | PATH is no setting
            OPSBUS_BIND=secret                  | OPSBUS_BIND is fixed by up
            OPSBUS_INVOCATION_PORT=secret       | OPSBUS_INVOCATION_PORT is fixed by up
            OPSBUS_DATA=secret                  | OPSBUS_DATA is read before this file
            OPSBUS_REGISTRY="secret"            | OPSBUS_REGISTRY: quotes
            OPSBUS_EVENT_A=1                    | OPSBUS_EVENT_A is set twice
            """)
    void aLineThatCannotBeMeantIsNamedAndItsValueIsNot(String line, String why) throws IOException {
        Path file = file("# first\nOPSBUS_EVENT_A=0\n" + line + "\n");

        assertThatThrownBy(() -> SettingsFile.read(file))
                .hasMessageContaining(file + ", line 3: " + why)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void whatOthersCanReadIsRefused() throws IOException {
        Path file = file("OPSBUS_KAFKA=k:9092\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> SettingsFile.read(file)).hasMessageContaining("run chmod 600 " + file);
    }
}
