package io.opsbus.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator's verbs where no data folder holds the system's keys. */
class ElsewhereTest {
    private static final String TOKEN = "a-token-of-some-other-system";

    @TempDir
    private Path folder;

    private final List<String> heard = new ArrayList<>();
    private String answer = "{}";
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            heard.add(call.getRequestURI() + " " + call.getRequestHeaders().getFirst("Authorization"));
            byte[] body = answer.getBytes(UTF_8);
            call.sendResponseHeaders(200, body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Operator operator(String service, Map<String, String> env) throws IOException {
        var settings = new Settings(folder, folder.resolve("data"), new Ports(0), null, null, null);
        return Operator.at(settings, service, "/admin", env);
    }

    @Test
    void whatIsNamedIsAskedWithItsToken() throws IOException {
        operator("gateway", Map.of("OPSBUS_URL", url() + "/", "OPSBUS_OPERATOR_TOKEN", TOKEN))
                .get("/accounts");
        Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        operator(
                        "event-service",
                        Map.of(
                                "OPSBUS_URL",
                                "gateway=http://localhost:1, event-service=" + url(),
                                "OPSBUS_OPERATOR_TOKEN_FILE",
                                file.toString()))
                .get("/maintenance");

        assertThat(heard).containsExactly("/admin/accounts Bearer " + TOKEN, "/admin/maintenance Bearer " + TOKEN);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> operator("gateway", Map.of()))
                .hasMessageContaining("OPSBUS_OPERATOR_TOKEN and OPSBUS_URL");
        assertThatThrownBy(() -> operator("gateway", Map.of("OPSBUS_URL", url())))
                .hasMessageContaining("set OPSBUS_OPERATOR_TOKEN, or OPSBUS_OPERATOR_TOKEN_FILE");
        assertThatThrownBy(
                        () -> operator("notifier-service", Map.of("OPSBUS_URL", url(), "OPSBUS_OPERATOR_TOKEN", TOKEN)))
                .hasMessageContaining("add notifier-service=URL");
        assertThatThrownBy(() -> operator(
                        "gateway",
                        Map.of(
                                "OPSBUS_OPERATOR_TOKEN_FILE",
                                folder.resolve("none").toString())))
                .hasMessageContaining("OPSBUS_OPERATOR_TOKEN_FILE: ");
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://ops.example:18080        | http is for this machine only
            gateway=http://10.0.0.5:18080   | http is for this machine only
            ops.example                     | no URL of a service
            ftp://ops.example               | no URL of a service
            billing=https://ops.example     | there is no service billing
            """)
    void whatCannotBeMeantIsNamed(String url, String why) {
        assertThatThrownBy(() -> operator("gateway", Map.of("OPSBUS_URL", url, "OPSBUS_OPERATOR_TOKEN", TOKEN)))
                .hasMessageContaining(why)
                .message()
                .doesNotContain(TOKEN);
    }

    @Test
    void whoeverElseAnswersIsNamed() throws IOException {
        answer = "<html>";
        Operator gateway = operator("gateway", Map.of("OPSBUS_URL", url(), "OPSBUS_OPERATOR_TOKEN", TOKEN));
        assertThatThrownBy(() -> gateway.get("/accounts")).hasMessageContaining("is no gateway");

        server.stop(0);
        assertThatThrownBy(() -> gateway.get("/accounts"))
                .hasMessageContaining("The gateway does not answer at " + url());
    }
}
