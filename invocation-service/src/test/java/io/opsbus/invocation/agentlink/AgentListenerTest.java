package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.agentlink.limit.Body;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.testkit.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The listener on a real socket, in plain text on loopback unless TLS is what is looked at. */
class AgentListenerTest {
    private static final Signer ONE = new Signer("mi-000000000000000001", "machine-one");
    private static final Signer OTHER = new Signer("mi-000000000000000002", "machine-two");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AwayTasks tasks = new AwayTasks();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AgentListener listener =
            new AgentListener(new ListenerSettings("127.0.0.1", 0, null, "", "cn-local"), tasks, Clock.systemUTC());

    @BeforeEach
    void bothAreRegistered() {
        tasks.back(true);
        tasks.behind().known(ONE.instance(), ONE.key());
        tasks.behind().known(OTHER.instance(), OTHER.key());
    }

    @AfterEach
    void close() {
        listener.close();
        client.shutdownNow();
    }

    /** What an agent's socket heard. */
    private static final class Heard implements WebSocket.Listener {
        final List<String> lines = new CopyOnWriteArrayList<>();
        volatile boolean closed;
        volatile boolean ponged;

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            lines.add(data.toString());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            ponged = true;
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed = true;
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed = true;
        }
    }

    private WebSocket open(Map<String, String> headers, Heard heard) throws InterruptedException, ExecutionException {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        headers.forEach(builder::header);
        return builder.buildAsync(URI.create("ws://127.0.0.1:" + listener.port() + "/luban/notify_server"), heard)
                .get();
    }

    private WebSocket open(Signer who, Heard heard) throws InterruptedException, ExecutionException {
        return open(who.headers(Clock.systemUTC().instant()), heard);
    }

    private int post(String target, Map<String, String> headers, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + "/luban/api/" + target));
        headers.forEach(request::header);
        return client.send(request.POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private String raw(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void everyConnectIsAnsweredWithAKickAndPingsWithPongs() throws Exception {
        for (int time = 0; time < 2; time++) {
            var heard = new Heard();
            WebSocket socket = open(ONE, heard);
            await().atMost(PATIENCE).until(() -> heard.lines.equals(List.of("kick_vm")));
            socket.sendPing(ByteBuffer.wrap("keepalive".getBytes(StandardCharsets.US_ASCII)))
                    .get();
            await().atMost(PATIENCE).until(() -> heard.ponged);
            assertThat(tasks.behind().isConnected(ONE.instance())).isTrue();
            socket.abort();
            await().atMost(PATIENCE).until(() -> !tasks.behind().isConnected(ONE.instance()));
        }
    }

    @Test
    void aKickReachesItsAgentAlone() throws Exception {
        var one = new Heard();
        var other = new Heard();
        open(ONE, one);
        open(OTHER, other);
        await().atMost(PATIENCE).until(() -> one.lines.size() == 1 && other.lines.size() == 1);
        tasks.behind().kick(new Kick.Run(ONE.instance(), new TaskId("t-1")));
        await().atMost(PATIENCE).until(() -> one.lines.contains("kick_vm task run t-1"));
        assertThat(other.lines).containsExactly("kick_vm");
    }

    /** To any other it would not be given again: it would ask for nothing, twice. */
    @ParameterizedTest
    @CsvSource({
        "linux_amd64/2.2.3.578, '', true",
        "linux_amd64/2.2.4.1, 0.1.0, true",
        "linux_amd64/2.2.4.1, '', false",
        "'', '', false"
    })
    void whatItMayHaveBeenGivenIsKickedForAgainWhereNothingRunsTwice(String userAgent, String ours, boolean isKicked)
            throws Exception {
        Map<String, String> headers =
                new HashMap<>(ONE.headers(Clock.systemUTC().instant()));
        headers.put("user-agent", userAgent);
        if (!ours.isEmpty()) {
            headers.put("x-opsbus-agent", ours);
        }
        var heard = new Heard();
        open(headers, heard);
        await().atMost(PATIENCE).until(() -> heard.lines.size() == 1);
        tasks.behind().kick(new Kick.RunAgain(ONE.instance(), new TaskId("t-1")));
        tasks.behind().kick(new Kick.Stop(ONE.instance(), new TaskId("t-2")));
        await().atMost(PATIENCE).until(() -> heard.lines.getLast().equals("kick_vm task stop t-2"));
        assertThat(heard.lines.contains("kick_vm task run t-1")).isEqualTo(isKicked);
    }

    @Test
    void anAgentThatRefusesAKickIsNoted() throws Exception {
        var heard = new Heard();
        WebSocket socket = open(ONE, heard);
        await().atMost(PATIENCE).until(() -> heard.lines.size() == 1);
        socket.sendText("accept:kick_vm", true).get();
        socket.sendText("reject:kick_vm", true).get();
        await().atMost(PATIENCE).until(() -> tasks.behind().hasRefused(ONE.instance()));
        assertThat(tasks.behind().hasRefused(OTHER.instance())).isFalse();
    }

    @Test
    void aNewerConnectionEndsTheOlderOneAndIsNotEndedByIt() throws Exception {
        var older = new Heard();
        open(ONE, older);
        await().atMost(PATIENCE).until(() -> older.lines.size() == 1);
        var newer = new Heard();
        open(ONE, newer);
        await().atMost(PATIENCE).until(() -> older.closed);
        await().atMost(PATIENCE).until(() -> newer.lines.size() == 1);
        tasks.behind().kick(new Kick.Everything(ONE.instance()));
        await().atMost(PATIENCE).until(() -> newer.lines.size() == 2);
        assertThat(tasks.behind().isConnected(ONE.instance())).isTrue();
        assertThat(listener.connected()).isEqualTo(1);
    }

    @Test
    void aDeregisteredAgentIsToldAndItsSocketClosed() throws Exception {
        var heard = new Heard();
        open(ONE, heard);
        await().atMost(PATIENCE).until(() -> heard.lines.size() == 1);
        tasks.behind().kick(new Kick.Deregister(ONE.instance()));
        await().atMost(PATIENCE).until(() -> heard.closed);
        assertThat(heard.lines).containsExactly("kick_vm", "kick_vm agent deregister");
    }

    @Test
    void whoIsNoInstanceAnyMoreHearsItFromTheHandshakeAndBeforeItsBodyIsRead() throws Exception {
        tasks.behind().forget(ONE.instance());
        assertThatThrownBy(() -> open(ONE, new Heard()))
                .hasRootCauseMessage("Unexpected HTTP response status code 403");
        assertThat(post("metrics", ONE.headers(Clock.systemUTC().instant()), new byte[Body.LONGEST_UNPROVEN + 1]))
                .isEqualTo(403);
        assertThat(tasks.behind().isConnected(ONE.instance())).isFalse();
    }

    @Test
    void aWebsocketWithoutAGoodSignatureIsNone() throws Exception {
        Instant now = Clock.systemUTC().instant();
        Map<String, String> spent = ONE.headers(now);
        open(spent, new Heard());
        Map<String, Map<String, String>> tried = Map.of(
                "unsigned", Map.of(),
                "spent", spent,
                "with another's key",
                        ONE.headers(
                                OTHER.instance().text(), now, UUID.randomUUID().toString()),
                "signed by itself, and then said to be another's",
                        changed("x-acs-instance-id", OTHER.instance().text()),
                "of nobody", new Signer("mi-000000000000000009", "machine-nine").headers(now),
                "with a signature that is none", changed("x-acs-signature", ONE.sign("something else")),
                "too early", ONE.headers(now.plus(Proof.SKEW).plusSeconds(60)),
                "too late", ONE.headers(now.minus(Proof.SKEW).minusSeconds(1)));
        tried.forEach((how, headers) -> assertThatThrownBy(() -> open(headers, new Heard()))
                .as(how)
                .hasRootCauseMessage("Unexpected HTTP response status code 401"));
        assertThat(tasks.behind().isConnected(OTHER.instance())).isFalse();
    }

    private static Map<String, String> changed(String header, String value) {
        Map<String, String> headers =
                new HashMap<>(ONE.headers(Clock.systemUTC().instant()));
        headers.put(header, value);
        return headers;
    }

    /** A refused handshake, or a closed socket, could keep the official agent away for half an hour. */
    @Test
    void whileTheStoreIsAwayForAMomentAHandshakeIsKeptWaiting() throws Exception {
        tasks.back(false);
        var heard = new Heard();
        Thread opens = Thread.startVirtualThread(() -> {
            try {
                open(ONE, heard);
            } catch (InterruptedException | ExecutionException refused) {
                heard.lines.add("refused: " + refused);
            }
        });
        await().atMost(PATIENCE).until(opens::isAlive);
        tasks.back(true);
        await().atMost(PATIENCE).until(() -> heard.lines.equals(List.of("kick_vm")));
    }

    @Test
    void aFilesNameIsReadThoughNothingInItIsEscaped() throws Exception {
        String name = "a b+c 报告 é";
        tasks.behind().add(ONE.instance(), Given.file("f-1", "/tmp", name, "x"));
        String headers = ONE.headers(Clock.systemUTC().instant()).entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
        String onTheWire = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String answer = raw("POST /luban/api/v1/task/invalid?taskId=f-1&taskType=sendfile&param=FileNameInvalid&value="
                + onTheWire + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n" + headers + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(tasks.behind().told().getFirst().report())
                .isEqualTo(new TaskReport.FileInvalid("FileNameInvalid", name));
    }

    @Test
    void aBodyHasABoundAndAStrangersASmallOne() throws Exception {
        Map<String, String> signed = ONE.headers(Clock.systemUTC().instant());
        assertThat(post("metrics", signed, new byte[Body.LONGEST])).isEqualTo(200);
        // the largest quota, each byte of which became three on its way to UTF-8
        tasks.behind().add(ONE.instance(), Given.shell("t-1", "echo"));
        assertThat(post(
                        "v1/task/finish?taskId=t-1&start=1&end=2&exitCode=0",
                        ONE.headers(Clock.systemUTC().instant()),
                        new byte[3 * 1_048_576]))
                .isEqualTo(200);
        assertThat(post("instance/register", Map.of(), new byte[Body.LONGEST_UNPROVEN + 1]))
                .isEqualTo(413);
        assertThat(
                        raw(
                                "POST /luban/api/metrics HTTP/1.1\r\nHost: x\r\nx-acs-signature: x\r\nContent-Length: 9999999999\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(
                        raw(
                                "GET /luban/notify_server HTTP/1.1\r\nHost: x\r\nx-acs-signature: x\r\nContent-Length: 1\r\n\r\nx"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void afterThousandsOfBrokenRequestsAnAgentIsServedAsBefore() throws Exception {
        var random = Seeds.random("afterThousandsOfBrokenRequestsAnAgentIsServedAsBefore");
        String good = "POST /luban/api/v1/task/finish?taskId=t-1&start=1&end=2&exitCode=0 HTTP/1.1\r\nHost: x\r\n"
                + "x-acs-instance-id: mi-1\r\nContent-Length: 5\r\n\r\nhello";
        for (int round = 0; round < 5_000; round++) {
            var broken = new StringBuilder(good);
            for (int change = random.nextInt(1, 8); change > 0; change--) {
                broken.setCharAt(random.nextInt(broken.length()), (char) random.nextInt(256));
            }
            broken.setLength(random.nextInt(broken.length() + 1));
            assertThat(raw(broken.toString())).doesNotContain("HTTP/1.1 200", "HTTP/1.1 500");
        }
        assertThat(tasks.behind().told()).isEmpty();
        assertThat(post("metrics", ONE.headers(Clock.systemUTC().instant()), new byte[0]))
                .isEqualTo(200);
    }

    @Test
    void plainTextIsServedOnLoopbackOnly() {
        assertThatThrownBy(() -> new ListenerSettings("0.0.0.0", 0, null, "", "r"))
                .hasMessageContaining("opsbus.invocation.agents.keystore");
    }

    /** An answer, even 400, would be success to the official agent: it would go on in plain text for a day. */
    @Test
    void plainHttpToTheTlsPortIsClosedWithoutAStatus() throws Exception {
        TestTls tls = TestTls.get();
        try (var secure = new AgentListener(tls.settings(), tasks, Clock.systemUTC());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), secure.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET /luban/api/heart-beat HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP");
        } catch (IOException reset) {
            assertThat(reset).isInstanceOf(java.net.SocketException.class);
        }
    }
}
