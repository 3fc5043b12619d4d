package io.opsbus.agent.wire;

import static io.opsbus.agent.wire.Listening.CUT;
import static io.opsbus.agent.wire.Listening.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.Failure;
import io.opsbus.agent.FileTask;
import io.opsbus.agent.OutputBuffer;
import io.opsbus.agent.Report;
import io.opsbus.agent.Tasks;
import io.opsbus.agent.wire.Listening.Heard;
import io.opsbus.agent.wire.Listening.Said;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How reports are told (agent facts 3): a status up to 400 is an answer, what is above asks for another attempt. */
class ServerTest {
    private static OwnTls tls;
    private static Identity identity;

    private final Listening listening;
    private final Server server;
    private final List<Heard> heard;
    private final List<Duration> waited;
    private final List<String> journal;

    @BeforeAll
    static void certificate(@TempDir Path folder) throws Exception {
        tls = OwnTls.make(folder);
        identity = new Identity("mi-1", "machine", OneKeyPair.keys().getPrivate());
    }

    ServerTest() throws Exception {
        listening = new Listening(tls, identity);
        server = listening.server();
        heard = listening.heard;
        waited = listening.waited;
        journal = listening.journal;
    }

    @AfterEach
    void end() {
        listening.close();
    }

    private void answers(int... statuses) {
        listening.answers(statuses);
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
        listening.answers.add(new Said(429, Map.of("Retry-After", "20")));
        listening.answers.add(new Said(503, Map.of("Retry-After", "Sun, 01 Mar 2026 12:01:20 GMT")));
        listening.answers.add(new Said(503, Map.of("Retry-After", "0")));
        listening.answers.add(new Said(503, Map.of("Retry-After", "soon")));
        assertThat(server.tell(finished("done"))).isTrue();
        assertThat(waited)
                .containsExactly(
                        Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "600", "86400"})
    void itIsTriedForAQuarterOfAnHourWhateverTheServerWants(String pause) {
        for (int i = 0; i < 100; i++) {
            listening.answers.add(new Said(429, Map.of("Retry-After", pause)));
        }
        assertThat(server.tell(finished("done"))).isFalse();
        assertThat(waited.stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Patience.USUAL.total())
                .isGreaterThanOrEqualTo(Duration.ofMinutes(15));
        assertThat(heard)
                .as("no sooner than it wants, and else the last pause is not for nothing")
                .hasSize(waited.size() + (pause.equals("1") ? 1 : 0));
        assertThat(journal).containsExactly("report not taken for now");
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
