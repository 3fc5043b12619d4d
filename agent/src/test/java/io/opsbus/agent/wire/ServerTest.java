package io.opsbus.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.opsbus.agent.Failure;
import io.opsbus.agent.FileTask;
import io.opsbus.agent.OutputBuffer;
import io.opsbus.agent.Report;
import io.opsbus.agent.SetClock;
import io.opsbus.agent.Tasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How reports are told (agent facts 3): a status up to 400 is an answer, what is above asks for another attempt. */
class ServerTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int CUT = 0;

    private static OwnTls tls;
    private static Identity identity;

    private final SetClock clock = new SetClock(NOON);
    private final Deque<Said> answers = new ConcurrentLinkedDeque<>();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final List<Duration> waited = new CopyOnWriteArrayList<>();
    private final List<String> journal = new CopyOnWriteArrayList<>();
    private final HttpsServer http;
    private final HttpClient client;
    private final Server server;

    /** What the server answers; {@link #CUT} is nothing. */
    private record Said(int status, Map<String, String> headers) {}

    private record Heard(String target, String body, String request, String time) {}

    @BeforeAll
    static void certificate(@TempDir Path folder) throws Exception {
        tls = OwnTls.make(folder);
        identity = new Identity("mi-1", "machine", Identity.freshKeys().getPrivate());
    }

    ServerTest() throws Exception {
        http = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setHttpsConfigurator(new HttpsConfigurator(tls.showing()));
        var connection = new Connection("127.0.0.1:" + http.getAddress().getPort(), tls.ca());
        client = connection.client(Thread::startVirtualThread);
        server = new Server(
                connection,
                client,
                identity,
                clock,
                (what, pairs) -> journal.add(what),
                new Patience(Patience.USUAL.pauses(), (closed, pause) -> {
                    waited.add(pause);
                    clock.advance(pause);
                    return closed.getCount() == 0;
                }));
    }

    @BeforeEach
    void listen() {
        http.createContext("/", this::answer);
        http.start();
    }

    @AfterEach
    void end() {
        server.close();
        client.shutdownNow();
        http.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            heard.add(new Heard(
                    exchange.getRequestURI().toString(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    exchange.getRequestHeaders().getFirst("x-acs-request-id"),
                    exchange.getRequestHeaders().getFirst("x-acs-timestamp")));
            Said said = answers.isEmpty() ? new Said(200, Map.of()) : answers.pop();
            if (said.status() != CUT) {
                said.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(said.status(), -1);
            }
        }
    }

    private void answers(int... statuses) {
        for (int status : statuses) {
            answers.add(new Said(status, Map.of()));
        }
    }

    private static Report finished(String output) {
        return Report.finished(
                Tasks.shell("t-1", "echo"),
                new Report.Span(NOON, NOON),
                0,
                new OutputBuffer.Rest(output.getBytes(StandardCharsets.UTF_8), 5));
    }

    private static Report part(String output) {
        return Report.running(Tasks.shell("t-1", "echo"), NOON, output.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Report> reportsThatEnd() {
        var file = new FileTask("f-1", "", "", "/tmp", "a", "", "", "", false);
        return Stream.of(
                finished("done"),
                Report.killed(Tasks.shell("t-1", "echo")),
                Report.completed(Tasks.shell("t-1", "echo")),
                Report.failed(Tasks.shell("t-1", "echo"), Failure.begunBefore()),
                Report.invalid(Tasks.shell("t-1", "echo"), "cron", "InvalidCronExpression"),
                Report.fileWritten(file, 0),
                Report.fileInvalid(file, "EmptyFile", ""));
    }

    @ParameterizedTest
    @MethodSource("reportsThatEnd")
    void whatEndsATaskIsToldUntilItIsTakenEachTimeSignedAnew(Report report) {
        answers(401, 429, 503, CUT);
        assertThat(server.tell(report)).isTrue();
        assertThat(heard).hasSize(5).allSatisfy(one -> {
            assertThat(one.target()).isEqualTo(report.target());
            assertThat(one.body()).isEqualTo(new String(report.body(), StandardCharsets.UTF_8));
        });
        assertThat(heard).extracting(Heard::request).doesNotHaveDuplicates();
        assertThat(heard.getLast().time())
                .as("a clock that was off may have been set meanwhile")
                .isEqualTo("" + NOON.plusSeconds(10).toEpochMilli());
        assertThat(waited).isEqualTo(Patience.USUAL.pauses().subList(0, 4));
        assertThat(journal).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 403, 404, 408, 409, 429, 500, 502, 503, 504, CUT})
    void everyAnswerAbove400IsNoneYet(int status) {
        answers(status);
        assertThat(server.tell(finished("done"))).isTrue();
        assertThat(heard).hasSize(2);
    }

    @Test
    void a400IsTheLastWord() {
        answers(400);
        assertThat(server.tell(finished("done"))).isFalse();
        assertThat(heard).hasSize(1);
        assertThat(journal).containsExactly("report not taken");
    }

    @Test
    void ofWhatIsTooLongTheEndIsToldWithoutItsOutput() {
        answers(413);
        assertThat(server.tell(finished("done"))).isTrue();
        assertThat(heard).extracting(Heard::body).containsExactly("done", "");
        assertThat(heard.getLast().target()).contains("exitCode=0", "dropped=9");
        answers(413);
        assertThat(server.tell(finished(""))).as("it cannot be shorter").isFalse();
    }

    @Test
    void aServerThatNamesItsPauseHasIt() {
        answers.add(new Said(429, Map.of("Retry-After", "20")));
        answers.add(new Said(503, Map.of("Retry-After", "Sun, 01 Mar 2026 12:01:20 GMT")));
        answers.add(new Said(503, Map.of("Retry-After", "0")));
        answers.add(new Said(503, Map.of("Retry-After", "soon")));
        assertThat(server.tell(finished("done"))).isTrue();
        assertThat(waited)
                .containsExactly(
                        Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "600", "86400"})
    void itIsTriedForAQuarterOfAnHourWhateverTheServerWants(String pause) {
        for (int i = 0; i < 100; i++) {
            answers.add(new Said(429, Map.of("Retry-After", pause)));
        }
        assertThat(server.tell(finished("done"))).isFalse();
        assertThat(waited.stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Patience.USUAL.total())
                .isGreaterThanOrEqualTo(Duration.ofMinutes(15));
        assertThat(heard).as("the last pause is not for nothing").hasSize(waited.size() + 1);
        assertThat(journal).containsExactly("report given up");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 429, 404})
    void aPartOfTheOutputThatNobodyReadIsToldAgain(int status) {
        answers(status, status);
        assertThat(server.tell(part("half"))).isTrue();
        assertThat(heard).extracting(Heard::body).containsExactly("half", "half", "half");
    }

    /** The server may have it: told again it would be printed twice. */
    @ParameterizedTest
    @ValueSource(ints = {408, 500, 503, CUT})
    void aPartOfTheOutputThatMayHaveBeenTakenIsToldOnce(int status) {
        answers(status);
        assertThat(server.tell(part("half"))).isFalse();
        assertThat(heard).hasSize(1);
    }

    @Test
    void thatARunHasBegunIsToldUntilItIsHeard() {
        answers(503, CUT, 429);
        assertThat(server.tell(part(""))).isTrue();
        assertThat(heard).hasSize(4);
    }

    @Test
    void whatWaitsIsGivenUpWhenTheAgentEnds() {
        answers(503, 503);
        server.close();
        assertThat(server.tell(finished("done"))).isFalse();
        assertThat(heard).hasSize(1);
    }
}
