package io.opsbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.agent.update.Offer;
import io.opsbus.agent.update.UpdateKey;
import io.opsbus.agent.update.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentReleasesTest {
    private static final Version TWO = new Version("0.2.0");

    @TempDir
    Path folder;

    private final KeyPair keys;

    AgentReleasesTest() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    @BeforeEach
    void keyAndParcel() throws IOException {
        Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("agent.zip")))) {
            zip.putNextEntry(new ZipEntry("lib/agent.jar"));
            zip.write(1);
        }
    }

    private AgentReleases releases() {
        return new AgentReleases(folder.resolve("releases"));
    }

    private Offer publish(String parcel) throws IOException {
        return releases().publish(TWO, folder.resolve(parcel), folder.resolve("key.pem"));
    }

    @Test
    void whatIsPublishedIsSignedAndThereUntilItIsWithdrawn() throws IOException {
        Offer offer = publish("agent.zip");
        assertThat(new UpdateKey(keys.getPublic()).isSignerOf(offer)).isTrue();
        assertThat(releases().all()).containsExactly(TWO);
        assertThat(folder.resolve("releases/0.2.0/offer.properties"))
                .content()
                .contains("version=0.2.0\n", "size=" + offer.size() + "\n", "signature=" + offer.signature());
        assertThat(releases().withdraw(TWO)).isTrue();
        assertThat(releases().all()).isEmpty();
        assertThat(releases().withdraw(TWO)).isFalse();
    }

    @Test
    void aNumberStandsForOneParcelForEver() throws IOException {
        publish("agent.zip");
        assertThatThrownBy(() -> publish("agent.zip")).hasMessageContaining("published already");
    }

    @Test
    void whatIsNoParcelOrNoKeyIsNotPublished() throws IOException {
        Files.writeString(folder.resolve("none.zip"), "none");
        assertThatThrownBy(() -> publish("none.zip")).isInstanceOf(IOException.class);
        Files.writeString(folder.resolve("key.pem"), "none");
        assertThatThrownBy(() -> publish("agent.zip")).hasMessageContaining("Ed25519 private key");
        assertThat(releases().all()).isEmpty();
    }
}
