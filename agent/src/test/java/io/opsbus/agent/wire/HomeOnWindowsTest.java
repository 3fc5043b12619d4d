package io.opsbus.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.WINDOWS, disabledReason = "needs Windows; under Wine: agent/try-under-wine.sh")
class HomeOnWindowsTest {
    @TempDir
    Path folder;

    @Test
    void thePrivateKeyIsForItsOwnerAlone() throws Exception {
        new Home(folder).register("mi-1", "cn-hangzhou", "machine", OneKeyPair.keys());
        Path key = folder.resolve("hybrid/pri-key");
        AclFileAttributeView access =
                Objects.requireNonNull(Files.getFileAttributeView(key, AclFileAttributeView.class));
        UserPrincipal owner = access.getOwner();
        // Wine adds the system to every list
        assertThat(access.getAcl())
                .extracting(AclEntry::principal)
                .contains(owner)
                .allMatch(one -> one.equals(owner) || one.getName().endsWith("\\SYSTEM"));
        assertThat(new Home(folder).identity()).isPresent();
    }
}
