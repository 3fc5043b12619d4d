package io.opsbus.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.rpc.micronaut.ServiceStartException;
import io.opsbus.testkit.tls.OwnCertificate;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTest {
    private static final String PASSWORD = OwnCertificate.PASSWORD;

    @TempDir
    Path folder;

    @Test
    void withAKeyStoreBothProtocolsAreServed() throws Exception {
        OwnCertificate certificate = OwnCertificate.make(folder, "gateway");
        Path store = certificate.store();
        int port = freePort();
        try (RunningService gateway = Main.SERVICE.start(Keys.with(Map.of(
                        "opsbus.gateway.port",
                        freePort(),
                        Https.PORT,
                        port,
                        Https.KEYSTORE,
                        store.toString(),
                        Https.PASSWORD,
                        PASSWORD)));
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(certificate.trusting())
                        .build()) {
            URI https = URI.create("https://127.0.0.1:" + port + "/health/readiness");
            String health = client.send(HttpRequest.newBuilder(https).build(), BodyHandlers.ofString())
                    .body();
            assertThat(health).contains("\"https\":\"on, port " + port + "\"");
            assertThat(health).doesNotContain("\"http\":\"on, port " + port).contains("\"http\":\"on, port ");
            int http = gateway.context().getRequiredProperty("opsbus.gateway.port", Integer.class);
            URI plain = URI.create("http://127.0.0.1:" + http + "/");
            assertThat(client.send(HttpRequest.newBuilder(plain).build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void halfAConfigurationIsNotQuietlyPlaintext() {
        assertThatThrownBy(() -> Main.SERVICE.start(Keys.with(Map.of(Https.KEYSTORE, "/no/such.p12"))))
                .isInstanceOf(ServiceStartException.class)
                .hasMessageContaining("opsbus.gateway.keystore-password is missing: https needs both"
                        + " opsbus.gateway.keystore and opsbus.gateway.keystore-password");
        assertThatThrownBy(() ->
                        Main.SERVICE.start(Keys.with(Map.of(Https.KEYSTORE, "/no/such.p12", Https.PASSWORD, "x"))))
                .hasMessageContaining("opsbus.gateway.keystore: there is no file /no/such.p12");
    }

    @Test
    void aWrongPasswordStopsTheStart() throws Exception {
        OwnCertificate certificate = OwnCertificate.make(folder, "gateway");
        Path store = certificate.store();
        assertThatThrownBy(() -> Main.SERVICE.start(Keys.with(
                        Map.of(Https.PORT, freePort(), Https.KEYSTORE, store.toString(), Https.PASSWORD, "wrong"))))
                .isInstanceOf(ServiceStartException.class)
                .hasMessageStartingWith("gateway cannot start: ")
                .hasMessageContaining("cannot read " + store + " with opsbus.gateway.keystore-password");
    }

    @Test
    void plaintextStaysOnThisMachine() throws Exception {
        assertThatThrownBy(() -> Main.SERVICE.start(Keys.with(Map.of("opsbus.bind", "0.0.0.0"))))
                .isInstanceOf(ServiceStartException.class)
                .hasMessageContaining("opsbus.bind is 0.0.0.0, which other machines reach, and https is off")
                .hasMessageContaining("opsbus.gateway.allow-plaintext=true");
        Map<String, Object> allowed = Keys.with(Map.of("opsbus.bind", "0.0.0.0", Reach.PLAINTEXT, true));
        try (RunningService gateway = Main.SERVICE.start(allowed)) {
            assertThat(gateway.url()).startsWith("http://");
        }
    }

    @Test
    void beyondThisMachineHttpsIsServedAlone() throws Exception {
        OwnCertificate certificate = OwnCertificate.make(folder, "gateway");
        Path store = certificate.store();
        int http = freePort();
        int port = freePort();
        try (RunningService gateway = Main.SERVICE.start(Keys.with(Map.of(
                        "opsbus.bind",
                        "0.0.0.0",
                        "opsbus.gateway.port",
                        http,
                        Https.PORT,
                        port,
                        Https.KEYSTORE,
                        store.toString(),
                        Https.PASSWORD,
                        PASSWORD)));
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(certificate.trusting())
                        .build()) {
            assertThat(gateway.url()).startsWith("https://");
            URI https = URI.create("https://127.0.0.1:" + port + "/");
            assertThat(client.send(HttpRequest.newBuilder(https).build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            URI plain = URI.create("http://127.0.0.1:" + http + "/");
            assertThatThrownBy(() -> client.send(HttpRequest.newBuilder(plain).build(), BodyHandlers.ofString()))
                    .isInstanceOf(java.net.ConnectException.class);
        }
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(new Https.On(Path.of("a.p12"), PASSWORD, 1).toString()).doesNotContain(PASSWORD);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
