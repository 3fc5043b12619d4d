package io.opsbus.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.opsbus.standalone.front.Door;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the operator's verbs believe that it is the system they are for. */
class ElsewhereTlsTest {
    private static final String PASSWORD = "0123456789abcdef";
    private static final String TOKEN = "a-token-of-some-other-system";

    @TempDir
    static Path folder;

    private static Tls tls;
    private static HttpsServer server;
    /** Shows the same certificate, which is not for its address. */
    private static HttpsServer misnamed;

    @BeforeAll
    static void listen() throws Exception {
        DataFolder data = new DataFolder(folder.resolve("elsewhere"));
        data.create();
        tls = Tls.open(data, PASSWORD, Door.OF_THIS_MACHINE);
        server = server("127.0.0.1");
        misnamed = server("127.0.0.2");
    }

    private static HttpsServer server(String address) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(tls.keyStore().toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var made = HttpsServer.create(new InetSocketAddress(address, 0), 0);
        made.setHttpsConfigurator(new HttpsConfigurator(context));
        made.createContext("/", call -> {
            byte[] body = "{\"accounts\": []}".getBytes(UTF_8);
            call.sendResponseHeaders(200, body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        made.start();
        return made;
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        misnamed.stop(0);
    }

    private static String ask(HttpsServer whom, Map<String, String> more) throws IOException {
        Map<String, String> env = new HashMap<>(more);
        env.put(
                "OPSBUS_URL",
                "https://" + whom.getAddress().getAddress().getHostAddress() + ":"
                        + whom.getAddress().getPort());
        env.put("OPSBUS_OPERATOR_TOKEN", TOKEN);
        var settings = new Settings(folder, folder.resolve("data"), new Ports(0), null, null, null);
        return Operator.at(settings, "gateway", "/admin", env).get("/accounts").toString();
    }

    @Test
    void anAuthorityTheOperatorNamesIsBelieved() throws IOException {
        assertThat(ask(server, Map.of("OPSBUS_CA", tls.ca().toString()))).isEqualTo("{\"accounts\":[]}");
    }

    @Test
    void anotherIsNotAndTheWayOutIsTold() throws IOException {
        assertThatThrownBy(() -> ask(server, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("at https://127.0.0.1:")
                .hasMessageContaining("set OPSBUS_CA to the PEM file");
        DataFolder other = new DataFolder(folder.resolve("other"));
        other.create();
        String wrong = Tls.open(other, PASSWORD, Door.OF_THIS_MACHINE).ca().toString();
        assertThatThrownBy(() -> ask(server, Map.of("OPSBUS_CA", wrong)))
                .hasMessageContaining("set OPSBUS_CA to the PEM file");
    }

    @Test
    void whoeverShowsACertificateOfAnotherNameIsNotBelieved() {
        assertThatThrownBy(() -> ask(misnamed, Map.of("OPSBUS_CA", tls.ca().toString())))
                .hasMessageContaining("not for that name")
                .hasMessageContaining("127.0.0.2");
    }

    @Test
    void aFileThatCannotBeMeantIsNamed() throws IOException {
        String none = folder.resolve("none.pem").toString();
        assertThatThrownBy(() -> ask(server, Map.of("OPSBUS_CA", none)))
                .hasMessage("OPSBUS_CA: " + none + " cannot be read");
        for (String text : new String[] {"", "not a certificate\n"}) {
            Path file = Files.writeString(folder.resolve("wrong.pem"), text);
            assertThatThrownBy(() -> ask(server, Map.of("OPSBUS_CA", file.toString())))
                    .hasMessageStartingWith("OPSBUS_CA: " + file + " holds no certificate");
        }
    }
}
