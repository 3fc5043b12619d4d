package io.opsbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();

    @Test
    void aSealedSecretOpensWithTheSameFolderAndPurposeOnly() throws IOException {
        Keys keys = Keys.open(folder, random);
        String sealed = keys.seal("password", "hunter2");

        assertThat(Keys.open(folder, random).open("password", sealed)).isEqualTo("hunter2");
        assertThatThrownBy(() -> keys.open("access key", sealed)).isInstanceOf(IOException.class);
    }

    @Test
    void aSealedSecretWithOneBitChangedIsRefused() throws IOException {
        Keys keys = Keys.open(folder, random);
        String text = keys.seal("password", "hunter2");
        String key = text.substring(0, text.indexOf('.') + 1);
        byte[] sealed = Base64.getDecoder().decode(text.substring(key.length()));
        assertThat(keys.open("password", key + Base64.getEncoder().encodeToString(sealed)))
                .isEqualTo("hunter2");
        sealed[sealed.length - 1] ^= 1;

        assertThatThrownBy(() -> keys.open("password", key + Base64.getEncoder().encodeToString(sealed)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void theMasterKeyIsReadableByItsOwnerAlone() throws IOException {
        Keys.open(folder, random);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("master.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void theSameSecretSealedTwiceLooksDifferent() throws IOException {
        Keys keys = Keys.open(folder, random);

        assertThat(keys.seal("p", "s")).isNotEqualTo(keys.seal("p", "s"));
    }
}
