package io.opsbus.notifier.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.seal.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class MasterKeySourceTest {
    private static final String PREFIX = "opsbus.notifier.secrets.";

    @TempDir
    Path folder;

    private static String key(int fill) {
        var bytes = new byte[32];
        bytes[0] = (byte) fill;
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String id(int fill) {
        return MasterKey.ofBase64(key(fill), new SecureRandom()).id().text();
    }

    private static MasterKeySource read(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("opsbus.notifier.secrets", MasterKeySource.class);
    }

    @Test
    void oneKeySealsAndOlderOnesOpenFromFilesAndAsTexts() throws IOException {
        var file = Files.writeString(folder.resolve("old.key"), key(3) + "\n");
        var keys = read(Map.of(
                        PREFIX + "master-key", key(1),
                        PREFIX + "older-keys", key(2),
                        PREFIX + "older-key-files", file.toString()))
                .keys()
                .orElseThrow();
        assertThat(keys.current().text()).isEqualTo(id(1));
        assertThat(keys.ids()).extracting(Object::toString).containsExactly(id(1), id(3), id(2));
    }

    @Test
    void withoutAnyThereIsNoneAndEmptyOnesAreNone() {
        assertThat(read(Map.of()).keys()).isEmpty();
        assertThat(read(Map.of(PREFIX + "master-key", key(1), PREFIX + "older-keys", ""))
                        .keys()
                        .orElseThrow()
                        .ids())
                .hasSize(1);
    }

    @Test
    void whatCannotWorkIsRefusedByItsNameAndTellsNoKey() {
        assertThatThrownBy(() -> read(Map.of(PREFIX + "older-keys", key(1))))
                .rootCause()
                .hasMessageStartingWith(PREFIX + "older-keys only open");
        assertThatThrownBy(() -> read(Map.of(PREFIX + "master-key", key(1), PREFIX + "master-key-file", "f")))
                .rootCause()
                .hasMessageStartingWith(PREFIX + "master-key-file");
        var twice = read(Map.of(PREFIX + "master-key", key(1), PREFIX + "older-keys", key(2) + "," + key(1)));
        assertThatThrownBy(twice::keys).hasMessage(PREFIX + "older-keys: the master key " + id(1) + " is there twice");
        var wrong = read(Map.of(PREFIX + "master-key", key(1), PREFIX + "older-keys", "hunter2"));
        assertThatThrownBy(wrong::keys)
                .hasMessageStartingWith(PREFIX + "older-keys: a master key is 32 bytes")
                .hasMessageNotContaining("hunter2");
        var away = read(Map.of(PREFIX + "master-key", key(1), PREFIX + "older-key-files", "/nowhere/old.key"));
        assertThatThrownBy(away::keys).hasMessageContaining(PREFIX + "older-key-files", "/nowhere/old.key");
        assertThat(wrong.toString()).doesNotContain("hunter2", key(1));
    }
}
