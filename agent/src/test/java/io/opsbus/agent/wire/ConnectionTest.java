package io.opsbus.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsbus.agent.given.Shelf;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the server is reached, and whom the agent believes that it is the server. */
class ConnectionTest {
    private final Identity identity =
            new Identity("mi-1", "machine", OneKeyPair.keys().getPrivate());
    private final List<String> tunnels = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private Door door;
    private ServerSocket proxy;

    @BeforeEach
    void start() throws Exception {
        door = new Door(folder);
        proxy = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    @AfterEach
    void end() throws Exception {
        door.close();
        proxy.close();
    }

    /** Whatever name is asked for, the tunnel ends at the door. */
    private void accept() {
        while (!proxy.isClosed()) {
            try {
                Socket agent = proxy.accept();
                Thread.startVirtualThread(() -> tunnel(agent));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void tunnel(Socket agent) {
        try (agent;
                var server = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            InputStream in = agent.getInputStream();
            tunnels.add(Door.line(in));
            String header = Door.line(in);
            while (!header.isEmpty()) {
                header = Door.line(in);
            }
            agent.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Thread.startVirtualThread(() -> {
                try {
                    server.getInputStream().transferTo(agent.getOutputStream());
                } catch (IOException gone) {
                    // so is the tunnel
                }
            });
            in.transferTo(server.getOutputStream());
        } catch (IOException gone) {
            // so is the tunnel
        }
    }

    private Home home(String server) throws IOException {
        var home = new Home(folder.resolve("home"));
        home.settings(Map.of("server", server, "ca", door.ca().toString()));
        return home;
    }

    private Server server(Connection connection, HttpClient client) {
        return new Server(connection, client, identity, Clock.systemUTC(), (_, _) -> {}, Patience.NONE);
    }

    @Test
    void theProxyOfTheOfficialAgentIsAskedForEverythingTheWebsocketToo() throws Exception {
        Connection connection = home("ops.example:443")
                .connection(name ->
                        name.equals("ALIYUN_ASSIST_PROXY") ? "http://127.0.0.1:" + proxy.getLocalPort() + "/" : null);
        try (HttpClient client = connection.client(Thread::startVirtualThread)) {
            Server server = server(connection, client);
            try (var socket =
                    new KickSocket(server, () -> true, _ -> {}, _ -> {}, (_, _) -> {}, _ -> Duration.ofMillis(100))) {
                Thread.startVirtualThread(() -> run(socket));
                await().until(door::isConnected);
                assertThat(tunnels).containsExactly("CONNECT ops.example:443 HTTP/1.1");
                assertThat(server.heartbeat("index=0").statusCode()).isEqualTo(200);
                assertThat(tunnels).hasSize(2).containsOnly("CONNECT ops.example:443 HTTP/1.1");
            } finally {
                client.shutdownNow();
            }
        }
    }

    private static void run(KickSocket socket) {
        try {
            socket.run();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aServerOnTheMachineItselfIsNotAskedForThroughTheProxy() throws Exception {
        Home home = home(door.host());
        home.settings(Map.of("proxy", "127.0.0.1:" + proxy.getLocalPort()));
        Connection connection = home.connection(_ -> null);
        assertThat(connection.proxy()).isEqualTo(new HttpProxy("127.0.0.1", proxy.getLocalPort()));
        try (HttpClient client = connection.client(Thread::startVirtualThread)) {
            assertThat(server(connection, client).heartbeat("index=0").statusCode())
                    .isEqualTo(200);
            client.shutdownNow();
        }
        assertThat(tunnels).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example:3128/, proxy.example, 3128",
        "proxy.example:3128, proxy.example, 3128",
        "http://10.0.0.1, 10.0.0.1, 80",
        "[fe80::1]:3128, [fe80::1], 3128"
    })
    void aProxyIsAnAddress(String text, String host, int port) {
        assertThat(HttpProxy.read(text)).isEqualTo(new HttpProxy(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://p:1080", "http://user:secret@p:1", "https://p:1", "p:0", "p:65536", "p q"})
    void aProxyThatCannotBeAskedIsNamedWithoutItsSecret(String text) throws Exception {
        Home home = home("ops.example:443");
        home.settings(Map.of("proxy", text));
        assertThatThrownBy(() -> home.connection(_ -> null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("proxy")
                .hasMessageNotContaining("secret");
    }

    @Test
    void whereNoAuthorityIsNamedTheSystemsAreBelieved() throws Exception {
        var connection = new Connection(door.host(), null);
        List<Path> systems = List.of(folder.resolve("none.crt"), door.ca());
        try (HttpClient client = connection.client(Thread::startVirtualThread, systems)) {
            assertThat(server(connection, client).heartbeat("index=0").statusCode())
                    .isEqualTo(200);
            client.shutdownNow();
        }
    }

    @Test
    void whereTheSystemHasNoneThoseOfTheRuntimeAre() throws Exception {
        var connection = new Connection(door.host(), null);
        try (HttpClient client = connection.client(Thread::startVirtualThread, List.of(folder.resolve("none.crt")))) {
            assertThatThrownBy(() -> server(connection, client).heartbeat("index=0"))
                    .isInstanceOf(SSLHandshakeException.class);
            client.shutdownNow();
        }
    }

    @Test
    void whyTheServerRefusesIsSaid() throws Exception {
        door.refuse("the clock of this machine is 400 s behind");
        var connection = new Connection(door.host(), door.ca());
        try (HttpClient client = connection.client(Thread::startVirtualThread)) {
            Server server = server(connection, client);
            assertThatThrownBy(() -> server.heartbeat("index=0"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the server answers a heartbeat with 401: the clock of this machine is 400 s behind");
            assertThatThrownBy(() -> server.fetch("reason=startup", new Shelf(folder.resolve("given"))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the server answers a fetch with 401: the clock of this machine is 400 s behind");
            client.shutdownNow();
        }
    }
}
