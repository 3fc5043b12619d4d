package io.opsbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.standalone.front.Door;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that follow the names agents use, under an authority that stays. */
class TlsTest {
    private static final String PASSWORD = "0123456789abcdef";

    @TempDir
    Path root;

    private DataFolder data = new DataFolder(Path.of(""));

    @BeforeEach
    void folder() throws IOException {
        data = new DataFolder(root);
        data.create();
    }

    private Tls open(Door door) throws IOException {
        return Tls.open(data, PASSWORD, door);
    }

    @Test
    void theCertificateIsForThisMachine() throws Exception {
        Tls tls = open(Door.OF_THIS_MACHINE);

        assertThat(tls.names()).containsExactlyInAnyOrder("localhost", "127.0.0.1");
        isSignedByTheAuthority(tls);
    }

    @Test
    void otherNamesMakeAnotherCertificateUnderTheSameAuthority() throws Exception {
        Tls before = open(Door.OF_THIS_MACHINE);
        byte[] authority = Files.readAllBytes(before.ca());

        Tls after = open(new Door("0.0.0.0", List.of("ops.example", "10.0.0.5", "2001:db8::1")));

        assertThat(after.names())
                .containsExactlyInAnyOrder("localhost", "127.0.0.1", "ops.example", "10.0.0.5", "2001:db8:0:0:0:0:0:1");
        assertThat(Files.readAllBytes(after.ca())).isEqualTo(authority);
        isSignedByTheAuthority(after);
        assertThat(root.resolve("tls")).isDirectoryNotContaining("glob:**/next.*");
    }

    @Test
    void theSameNamesKeepTheCertificate() throws Exception {
        Door door = new Door("0.0.0.0", List.of("ops.example", "2001:db8::1"));
        byte[] before = Files.readAllBytes(open(door).keyStore());

        assertThat(Files.readAllBytes(open(door).keyStore())).isEqualTo(before);
    }

    @Test
    void aCertificateThatWasLostIsMadeAnewUnderTheSameAuthority() throws Exception {
        Tls before = open(Door.OF_THIS_MACHINE);
        byte[] authority = Files.readAllBytes(before.ca());
        Files.delete(before.keyStore());

        Tls after = open(Door.OF_THIS_MACHINE);

        assertThat(Files.readAllBytes(after.ca())).isEqualTo(authority);
        isSignedByTheAuthority(after);
    }

    /** Agents trust it: what others are shown of it can be had again. */
    @Test
    void anAuthorityWhoseFileWasLostIsShownAgain() throws Exception {
        Tls before = open(Door.OF_THIS_MACHINE);
        byte[] authority = Files.readAllBytes(before.ca());
        byte[] certificate = Files.readAllBytes(before.keyStore());
        Files.delete(before.ca());

        Tls after = open(Door.OF_THIS_MACHINE);

        assertThat(Files.readAllBytes(after.ca())).isEqualTo(authority);
        assertThat(Files.readAllBytes(after.keyStore())).isEqualTo(certificate);
    }

    @Test
    void whatWasBegunAndCutOffIsMadeAnew() throws Exception {
        Tls before = open(Door.OF_THIS_MACHINE);
        // killed when the key of the next authority was half written
        Files.delete(before.keyStore().resolveSibling("ca.p12"));
        Files.writeString(before.keyStore().resolveSibling("next-ca.p12"), "half");
        Files.writeString(before.keyStore().resolveSibling("next-ca.pem"), "half");

        isSignedByTheAuthority(open(Door.OF_THIS_MACHINE));
    }

    private static void isSignedByTheAuthority(Tls tls) throws Exception {
        KeyStore store = KeyStore.getInstance(tls.keyStore().toFile(), PASSWORD.toCharArray());
        try (var pem = Files.newInputStream(tls.ca())) {
            Certificate authority = CertificateFactory.getInstance("X.509").generateCertificate(pem);
            store.getCertificate("gateway").verify(authority.getPublicKey());
            assertThat(store.getCertificateChain("gateway")).hasSize(2).endsWith(authority);
        }
        assertThat(store.isKeyEntry("gateway")).isTrue();
    }
}
