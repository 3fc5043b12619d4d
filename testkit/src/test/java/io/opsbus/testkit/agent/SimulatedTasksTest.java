package io.opsbus.testkit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents make of a list that comes again, and of a stop; the one that was seen, and newer ones. */
class SimulatedTasksTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final KeyPair KEYS = SimulatedIdentity.freshKeys();

    /** A report: its word, and what it says. */
    private record Heard(String word, String query, String body) {}

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger runs = new AtomicInteger();
    private volatile String answer = "{\"code\":200}";
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/luban/api/v1/task/", this::hear);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void hear(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        URI uri = exchange.getRequestURI();
        heard.add(new Heard(uri.getPath().replaceAll(".*/", ""), uri.getQuery(), body));
        byte[] said = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, said.length);
        exchange.getResponseBody().write(said);
        exchange.close();
    }

    private SimulatedTasks tasks(String version) {
        var base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        var reports = new SimulatedReports(
                new AgentServer(base, HttpClient.newHttpClient(), Clock.systemUTC()),
                new SimulatedIdentity("mi-1", "m", KEYS, version),
                Pace.OFFICIAL.times(60),
                AgentWatch.NONE);
        return new SimulatedTasks(reports, task -> {
            runs.incrementAndGet();
            return Work.lines().of(task);
        });
    }

    private static SimulatedTask task(String script, String repeat, String cron) {
        return task("t-1", script, repeat, cron);
    }

    private static SimulatedTask task(String id, String script, String repeat, String cron) {
        return new SimulatedTask(
                id,
                0,
                new SimulatedTask.Timing(repeat, cron, 0),
                script,
                new SimulatedTask.Limits(Duration.ofMinutes(5), Duration.ofMinutes(1), 12_000));
    }

    private static StrictTaskList list(List<SimulatedTask> run, List<SimulatedTask> stop) {
        return new StrictTaskList(run, stop, List.of());
    }

    private Heard awaited(String word) {
        await().atMost(PATIENCE)
                .until(() -> heard.stream().anyMatch(one -> one.word().equals(word)));
        return heard.stream().filter(one -> one.word().equals(word)).findFirst().orElseThrow();
    }

    private void awaitEnds(int count) {
        await().atMost(PATIENCE)
                .until(() -> heard.stream()
                                .filter(one -> one.word().equals("finish"))
                                .count()
                        >= count);
    }

    @ParameterizedTest
    @ValueSource(strings = {SimulatedIdentity.SEEN, SimulatedIdentity.KEEPING, "2.4.3.631"})
    void whatHasEndedIsRefusedByAgentsThatKeepIt(String version) {
        try (SimulatedTasks tasks = tasks(version)) {
            var given = list(List.of(task("echo 1", "Once", "")), List.of());
            tasks.take(given);
            awaitEnds(1);
            // until it is over there it is left alone
            await().atMost(PATIENCE).until(() -> {
                tasks.take(given);
                return heard.stream().anyMatch(one -> one.query().contains("errCode=-9"));
            });
            assertThat(runs).hasValue(1);
        }
    }

    /** What no list may do to them: see that a server that does it is noticed. */
    @ParameterizedTest
    @ValueSource(
            strings = {SimulatedIdentity.FORGETTING, SimulatedIdentity.INSISTING, SimulatedIdentity.NEWER, "2.1.3.857"})
    void whatHasEndedIsRunAgainByNewerOnes(String version) {
        try (SimulatedTasks tasks = tasks(version)) {
            var given = list(List.of(task("echo 1", "Once", "")), List.of());
            tasks.take(given);
            awaitEnds(1);
            await().atMost(PATIENCE).until(() -> {
                tasks.take(given);
                return runs.get() > 1;
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SimulatedIdentity.SEEN, SimulatedIdentity.NEWER})
    void whatRunsIsLeftAlone(String version) {
        try (SimulatedTasks tasks = tasks(version)) {
            var given = list(List.of(task("sleep 1", "Once", "")), List.of());
            tasks.take(given);
            tasks.take(given);
            awaitEnds(1);
            assertThat(runs).hasValue(1);
        }
    }

    /** Its script is still there: newer agents remove it with its end. */
    @ParameterizedTest
    @ValueSource(strings = {SimulatedIdentity.SEEN, SimulatedIdentity.NEWER})
    void whatRanWhenTheAgentDiedIsRefusedByTheNext(String version) {
        SimulatedTasks tasks = tasks(version);
        var given = list(List.of(task("sleep 100", "Once", "")), List.of());
        tasks.take(given);
        awaited("running");
        tasks.close();
        try (SimulatedTasks next = tasks.next()) {
            next.take(given);
            assertThat(awaited("error").query()).contains("errCode=-9");
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void theAgentThatWasSeenSaysThatItStopsBeforeItDoes() {
        try (SimulatedTasks tasks = tasks(SimulatedIdentity.SEEN)) {
            SimulatedTask task = task("echo 1\nsleep 100", "Once", "");
            tasks.take(list(List.of(task), List.of()));
            awaited("running");
            await().atMost(PATIENCE).until(() -> runs.get() > 0);
            tasks.take(list(List.of(), List.of(task)));
            assertThat(awaited("stopped").body()).isEmpty();
        }
    }

    @Test
    void newerOnesSayItAfterwardsWithWhatItWrote() {
        try (SimulatedTasks tasks = tasks(SimulatedIdentity.NEWER)) {
            SimulatedTask task = task("echo 1\nsleep 100", "Once", "");
            tasks.take(list(List.of(task), List.of()));
            awaited("running");
            await().atMost(PATIENCE).until(() -> runs.get() > 0);
            tasks.take(list(List.of(), List.of(task)));
            assertThat(awaited("stopped").body()).isEqualTo("1\n");
            assertThat(awaited("stopped").query()).contains("result=killed").doesNotContain("start=0");
        }
    }

    @Test
    void betweenTwoRunsNewerOnesNameTheLastWithoutAnEnd() {
        try (SimulatedTasks tasks = tasks(SimulatedIdentity.NEWER)) {
            SimulatedTask task = task("echo 1", "Rate", "rate(1s)");
            tasks.take(list(List.of(task), List.of()));
            awaitEnds(1);
            await().atMost(PATIENCE).until(() -> {
                tasks.take(list(List.of(), List.of(task)));
                return heard.stream()
                        .anyMatch(one -> one.word().equals("stopped")
                                && one.query().contains("&end=0")
                                && one.body().isEmpty());
            });
        }
    }

    /** Nobody wants its runs: a newer agent takes it off its timetable before it begins the next. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":404,\"errorCode\":\"TaskNotFound\"}",
                "{\"code\":200,\"errorCode\":\"TaskStatusInvalid\",\"status\":\"Terminated\"}"
            })
    void aTimetableThatIsNotWantedEndsAtNewerOnes(String unwanted) {
        answer = unwanted;
        try (SimulatedTasks tasks = tasks(SimulatedIdentity.NEWER)) {
            tasks.take(list(List.of(task("t-1", "echo 1", "Rate", "rate(1s)")), List.of()));
            awaited("running");
            answer = "{\"code\":200}";
            // while another has three ticks it has none
            tasks.take(list(List.of(task("t-2", "echo 2", "Rate", "rate(1s)")), List.of()));
            awaitEnds(3);
            assertThat(heard)
                    .filteredOn(one -> one.query().contains("taskId=t-1"))
                    .extracting(Heard::word)
                    .containsExactly("running");
        }
    }

    @Test
    void theAgentThatWasSeenReadsOverIt() {
        answer = "{\"code\":404,\"errorCode\":\"TaskNotFound\"}";
        try (SimulatedTasks tasks = tasks(SimulatedIdentity.SEEN)) {
            tasks.take(list(List.of(task("echo 1", "Rate", "rate(1s)")), List.of()));
            awaitEnds(2);
            assertThat(runs.get()).isGreaterThanOrEqualTo(2);
        }
    }
}
