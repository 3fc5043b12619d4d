package io.opsbus.invocation.agentlink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.agentlink.limit.Body;
import io.opsbus.invocation.link.InMemoryAgentTasks;
import io.opsbus.invocation.link.TaskReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Strangers who say that they are signed bring the largest bodies there are, all but their last byte, more than all bodies together
 * may have, and stay (threat 19): agents' reports are taken meanwhile.
 */
class SlowStrangersTest {
    private static final Signer AGENT = new Signer("mi-000000000000000001", "machine-one");
    private static final int STRANGERS = 80;
    private static final int REPORTS = 50;
    /** A refusal comes a second late. */
    private static final Duration HELD = Duration.ofSeconds(5);

    private final InMemoryAgentTasks tasks = new InMemoryAgentTasks();
    private final AgentListener listener =
            new AgentListener(new ListenerSettings("127.0.0.1", 0, null, "", "cn-local"), tasks, Clock.systemUTC());
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Socket> strangers = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket stranger : strangers) {
            stranger.close();
        }
        client.shutdownNow();
        listener.close();
    }

    private static byte[] head() {
        // only the signature is wrong
        return ("POST /luban/api/metrics HTTP/1.1\r\nHost: x\r\nx-acs-instance-id: " + AGENT.instance()
                        + "\r\nx-acs-timestamp: " + Clock.systemUTC().millis() + "\r\nx-acs-request-id: "
                        + UUID.randomUUID() + "\r\nx-acs-signature: " + AGENT.sign("something else")
                        + "\r\nContent-Length: " + Body.LONGEST + "\r\n\r\n")
                .getBytes(UTF_8);
    }

    @Test
    void reportsAreTakenWhileStrangersFillWhatTheyCan() throws Exception {
        tasks.known(AGENT.instance(), AGENT.key());
        tasks.add(AGENT.instance(), Given.shell("t-1", "echo"));
        List<Thread> all = new ArrayList<>();
        for (int n = 0; n < STRANGERS; n++) {
            all.add(stranger());
        }
        for (Thread each : all) {
            each.join();
        }
        // two that were refused at once have left room
        stranger().join();
        stranger().join();
        for (int n = 0; n < REPORTS; n++) {
            assertThat(report()).isEqualTo(200);
        }
        assertThat(tasks.told()).hasSize(REPORTS).allMatch(told -> told.report() instanceof TaskReport.Running);
    }

    /** Ends when it was refused, or has its bytes in memory over there and hears nothing. */
    private Thread stranger() throws IOException {
        Socket stranger = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        stranger.setSoTimeout((int) HELD.toMillis());
        strangers.add(stranger);
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                stranger.getOutputStream().write(head());
                stranger.getOutputStream().write(new byte[Body.LONGEST - 1]);
                assertThat(stranger.getInputStream().read()).isNotNegative();
            } catch (IOException refusedOrHeld) {
                assertThat(refusedOrHeld).isInstanceOfAny(SocketException.class, SocketTimeoutException.class);
            }
        });
    }

    private int report() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + listener.port() + "/luban/api/v1/task/running?taskId=t-1&start=1"));
        AGENT.headers(Clock.systemUTC().instant()).forEach(request::header);
        return client.send(
                        request.POST(BodyPublishers.ofByteArray(new byte[24_000]))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
