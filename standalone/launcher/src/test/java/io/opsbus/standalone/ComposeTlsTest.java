package io.opsbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.standalone.FrontDoor.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/make-env.sh} and {@code deploy/make-agents-tls.sh}: what the agents' port of the compose file shows. */
class ComposeTlsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void openssl() throws Exception {
        Assumptions.assumeTrue(make("", "command -v openssl").exit() == 0, "openssl is not installed");
    }

    private Ran make(String names, String command) throws Exception {
        return new FrontDoor(
                        Map.of("OPSBUS_AGENTS_TLS", folder.resolve("tls").toString(), "OPSBUS_AGENTS_NAMES", names))
                .run(command);
    }

    private Ran makeEnv(String names) throws Exception {
        return make(names, "deploy/make-env.sh " + folder.resolve("env"));
    }

    private X509Certificate certificate() throws Exception {
        String password = Files.readAllLines(folder.resolve("env")).stream()
                .filter(line -> line.startsWith("OPSBUS_AGENTS_KEYSTORE_PASSWORD="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
        KeyStore store = KeyStore.getInstance(folder.resolve("tls/agents.p12").toFile(), password.toCharArray());
        assertThat(store.getKey("agents", password.toCharArray())).isNotNull();
        var leaf = (X509Certificate) store.getCertificateChain("agents")[0];
        leaf.verify(authority().getPublicKey());
        return leaf;
    }

    private X509Certificate authority() throws Exception {
        try (var pem = Files.newInputStream(folder.resolve("tls/ca.pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    private static List<Object> names(X509Certificate certificate) throws Exception {
        return certificate.getSubjectAlternativeNames().stream()
                .<Object>map(one -> one.get(1))
                .toList();
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }

    @Test
    void theCertificateIsOfTheNamesAndOthersMakeAnotherUnderTheSameAuthority() throws Exception {
        assertThat(makeEnv("").exit()).isZero();
        assertThat(names(certificate())).containsExactly("localhost", "127.0.0.1");
        X509Certificate authority = authority();
        assertThat(mode("env")).isEqualTo("rw-------");
        assertThat(mode("tls/ca.key")).isEqualTo("rw-------");
        assertThat(mode("tls/agents.p12")).isEqualTo("rw-r--r--");

        String names = "ops.example, 10.0.0.5,2001:db8::1";
        assertThat(makeEnv(names).exit()).isZero();
        X509Certificate certificate = certificate();
        assertThat(names(certificate))
                .containsExactly("localhost", "127.0.0.1", "ops.example", "10.0.0.5", "2001:db8:0:0:0:0:0:1");
        assertThat(authority()).isEqualTo(authority);

        assertThat(makeEnv(names).output()).contains("stays");
        assertThat(certificate()).isEqualTo(certificate);
    }

    @Test
    void whatIsNoNameIsRefusedAndNothingIsMade() throws Exception {
        for (String name : List.of("o_ps", "a b,-c", "DNS:x\nIP:1.2.3.4", "*.example")) {
            Ran made = makeEnv(name);
            assertThat(made.exit()).as(name).isEqualTo(1);
            assertThat(made.output()).contains("there is no host");
        }
        assertThat(folder.resolve("tls")).doesNotExist();
    }
}
