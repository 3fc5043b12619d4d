package io.opsbus.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {
    private static final KeyPair KEYS = Identity.freshKeys();

    @TempDir
    Path folder;

    @Test
    void theSignatureIsOverIdMachineTimeAndRequestWithoutSeparators() throws Exception {
        Map<String, String> headers =
                new Identity("mi-1", "machine", KEYS.getPrivate()).headers(Instant.ofEpochMilli(42));
        Signature signature = Signature.getInstance("MD5withRSA");
        signature.initVerify(KEYS.getPublic());
        signature.update(("mi-1machine42" + headers.get("x-acs-request-id")).getBytes(StandardCharsets.UTF_8));
        assertThat(signature.verify(Base64.getDecoder().decode(headers.get("x-acs-signature"))))
                .isTrue();
        assertThat(headers).containsEntry("x-acs-instance-id", "mi-1").containsEntry("x-acs-timestamp", "42");
    }

    @Test
    void everyRequestHasAnIdOfItsOwn() {
        var identity = new Identity("mi-1", "machine", KEYS.getPrivate());
        assertThat(identity.headers(Instant.EPOCH).get("x-acs-request-id"))
                .isNotEqualTo(identity.headers(Instant.EPOCH).get("x-acs-request-id"));
    }

    @Test
    void aRegistrationIsKeptForItsOwnerAloneAndForgottenWhole() throws Exception {
        var home = new Home(folder);
        home.register("mi-1", "cn-local", "machine", KEYS);
        assertThat(home.identity().orElseThrow().instanceId()).isEqualTo("mi-1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("hybrid/pri-key"))))
                .isEqualTo("rw-------");
        assertThat(home.machineId()).isEqualTo("machine");
        home.deregister();
        assertThat(home.identity()).isEmpty();
    }

    @Test
    void settingsAreKeptAndTheOfficialAgentsVariablesWin() throws Exception {
        var home = new Home(folder);
        home.settings(Map.of("server", "127.0.0.1:8443"));
        home.settings(Map.of("ca", "/ca.pem"));
        assertThat(home.connection(_ -> null)).isEqualTo(new Connection("127.0.0.1:8443", Path.of("/ca.pem")));
        assertThat(home.connection(name -> name.equals("ALIYUN_ASSIST_SERVER_HOST") ? "other:1" : null)
                        .host())
                .isEqualTo("other:1");
        assertThat(home.powerActions()).isFalse();
        home.settings(Map.of("powerActions", "true"));
        assertThat(home.powerActions()).isTrue();
    }

    @Test
    void aServerThatIsNoHostIsRefused() {
        assertThatThrownBy(() -> new Connection("https://x/", null)).hasMessageContaining("host:port");
    }
}
