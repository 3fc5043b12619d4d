package io.opsbus.agent.wire;

import static io.opsbus.agent.wire.Listening.CUT;
import static io.opsbus.agent.wire.Listening.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.OutputBuffer;
import io.opsbus.agent.Report;
import io.opsbus.agent.Tasks;
import io.opsbus.agent.wire.Listening.Heard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports the server has not taken, and who tells them then. */
class UntoldTest {
    private static OwnTls tls;
    private static Identity identity;

    private final Path folder;
    private final Listening listening;

    @BeforeAll
    static void certificate(@TempDir Path folder) throws Exception {
        tls = OwnTls.make(folder);
        identity = new Identity("mi-1", "machine", OneKeyPair.keys().getPrivate());
    }

    UntoldTest(@TempDir Path folder) throws Exception {
        this.folder = folder.resolve("untold");
        this.listening = new Listening(tls, identity);
    }

    @AfterEach
    void end() {
        listening.close();
    }

    /** As the next process has it. */
    private Untold untold() throws IOException {
        return new Untold(folder, listening.server(), (what, _) -> listening.journal.add(what), listening.clock);
    }

    private static Report finished(String task) {
        return Report.finished(
                Tasks.shell(task, "echo"),
                new Report.Span(NOON, NOON.plusSeconds(1)),
                3,
                new OutputBuffer.Rest("\u00fcml\0".getBytes(StandardCharsets.ISO_8859_1), 5));
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Given up at once, as when the agent ends. */
    private void giveUp(Report report) throws IOException {
        listening.server().close();
        listening.answers(503);
        assertThat(untold().tell(report)).isFalse();
    }

    @Test
    void whatIsTakenIsForgotten() throws Exception {
        assertThat(untold().tell(finished("t-1"))).isTrue();
        assertThat(kept()).isEmpty();
        assertThat(untold().retell()).isTrue();
        assertThat(listening.heard).hasSize(1);
    }

    @Test
    void whatTheServerCallsNoReportIsForgotten() throws Exception {
        listening.answers(400);
        assertThat(untold().tell(finished("t-1"))).isFalse();
        assertThat(kept()).isEmpty();
    }

    @Test
    void whatWaitsWhenTheAgentEndsIsToldByTheNextProcessAsItWas() throws Exception {
        giveUp(finished("t-1"));
        assertThat(kept()).hasSize(1);
        assertThat(untold().retell()).isTrue();
        assertThat(kept()).isEmpty();
        Heard first = listening.heard.getFirst();
        assertThat(listening.heard.getLast().target()).isEqualTo(first.target());
        assertThat(listening.heard.getLast().body()).isEqualTo(first.body());
        assertThat(listening.heard).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {503, CUT})
    void whatNobodyTakesForAQuarterOfAnHourIsToldLater(int status) throws Exception {
        listening.answers(Stream.generate(() -> status)
                .limit(Patience.USUAL.pauses().size() + 1L)
                .mapToInt(Integer::intValue)
                .toArray());
        Untold untold = untold();
        assertThat(untold.tell(finished("t-1"))).isFalse();
        assertThat(untold.retell()).isTrue();
        assertThat(kept()).isEmpty();
    }

    @Test
    void whileNobodyAnswersTheRestIsNotTried() throws Exception {
        giveUp(finished("t-1"));
        listening.clock.advance(Duration.ofSeconds(1));
        giveUp(finished("t-2"));
        listening.answers(CUT);
        assertThat(untold().retell()).isFalse();
        assertThat(listening.heard).hasSize(3);
        listening.answers(503);
        assertThat(untold().retell()).as("there is a server, whatever it says").isTrue();
        assertThat(listening.heard.get(3).target()).contains("taskId=t-1");
        assertThat(listening.heard.get(4).target()).contains("taskId=t-2");
        assertThat(kept()).hasSize(1);
    }

    @Test
    void whatIsNotTakenInADayIsNotToldForEver() throws Exception {
        giveUp(finished("t-1"));
        listening.clock.advance(Duration.ofHours(25));
        listening.answers(503);
        assertThat(untold().retell()).isTrue();
        assertThat(kept()).isEmpty();
    }

    @Test
    void whatIsHalfWrittenOrNoReportStopsNothing() throws Exception {
        giveUp(finished("t-1"));
        Files.writeString(folder.resolve("0000000000000000000-x"), "no report");
        Files.writeString(folder.resolve("0000000000000000001-x.half"), "half");
        Files.writeString(folder.resolve("other"), "");
        assertThat(untold().retell()).isTrue();
        assertThat(kept()).isEmpty();
        assertThat(listening.journal).contains("report not read");
    }

    @Test
    void aPartOfTheOutputIsNotKept() throws Exception {
        listening.answers(503);
        assertThat(untold().tell(Report.running(Tasks.shell("t-1", "echo"), NOON, new byte[] {'x'})))
                .isFalse();
        assertThat(kept()).isEmpty();
    }

    /** The folder is gone, as if the disk was full. */
    @Test
    void whatCannotBeKeptIsToldAllTheSame() throws Exception {
        Untold untold = untold();
        Files.delete(folder);
        assertThat(untold.tell(finished("t-1"))).isTrue();
        assertThat(listening.journal).contains("report not kept");
    }

    @Test
    void nobodyElseReadsThem() throws Exception {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "files have no modes here");
        untold();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }
}
