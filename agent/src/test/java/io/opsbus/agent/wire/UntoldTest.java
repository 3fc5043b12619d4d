package io.opsbus.agent.wire;

import static io.opsbus.agent.wire.Listening.CUT;
import static io.opsbus.agent.wire.Listening.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.OutputBuffer;
import io.opsbus.agent.Report;
import io.opsbus.agent.Tasks;
import io.opsbus.agent.run.Reports;
import io.opsbus.agent.wire.Listening.Heard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    private Untold untold() {
        return new Untold(
                folder, "mi-1", listening.server(), (what, _) -> listening.journal.add(what), listening.clock);
    }

    private static Report finished(String task) {
        return Report.finished(
                Tasks.shell(task, "echo"),
                new Report.Span(NOON, NOON.plusSeconds(1)),
                3,
                new OutputBuffer.Rest("\u00fcml\0".getBytes(StandardCharsets.ISO_8859_1), 5));
    }

    private Path own() {
        return folder.resolve("mi-1");
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(own())) {
            return files.toList();
        }
    }

    /** Given up at once, as when the agent ends. */
    private void giveUp(Report report) {
        listening.server().close();
        listening.answers(503);
        assertThat(untold().keep(report).tell(0)).isFalse();
    }

    @Test
    void whatIsTakenIsForgotten() throws Exception {
        assertThat(untold().keep(finished("t-1")).tell(0)).isTrue();
        assertThat(kept()).isEmpty();
        assertThat(untold().retell()).isTrue();
        assertThat(listening.heard).hasSize(1);
    }

    @Test
    void whatTheServerCallsNoReportIsForgotten() throws Exception {
        listening.answers(400);
        assertThat(untold().keep(finished("t-1")).tell(0)).as("settled").isTrue();
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
        assertThat(untold.keep(finished("t-1")).tell(0)).as("for now").isTrue();
        assertThat(kept()).hasSize(1);
        assertThat(untold.retell()).isTrue();
        assertThat(kept()).isEmpty();
    }

    private List<String> heardFrom(int first) {
        return listening.heard.stream()
                .skip(first)
                .map(one -> one.target().replaceAll(".*taskId=([^&]*).*", "$1"))
                .toList();
    }

    @Test
    void oneThatIsNeverAnsweredHoldsNoOtherTasksUp() throws Exception {
        giveUp(finished("t-1"));
        giveUp(finished("t-2"));
        listening.answers(CUT);
        assertThat(untold().retell()).isFalse();
        assertThat(heardFrom(2)).containsExactly("t-1", "t-2");
        assertThat(kept()).hasSize(1);
        listening.answers(503);
        assertThat(untold().retell()).as("there is a server, whatever it says").isTrue();
        assertThat(kept()).hasSize(1);
    }

    @Test
    void whileNobodyAnswersThreeAreTriedInARound() throws Exception {
        for (String task : List.of("t-1", "t-2", "t-3", "t-4")) {
            giveUp(finished(task));
        }
        Untold untold = untold();
        listening.answers(CUT, CUT, CUT);
        assertThat(untold.retell()).isFalse();
        assertThat(untold.retell()).isTrue();
        assertThat(heardFrom(4)).containsExactly("t-1", "t-2", "t-3", "t-4", "t-1", "t-2", "t-3");
    }

    /** A clock that was a day ahead for a moment forgets none at once. */
    @Test
    void whatIsNotTakenInADayIsNotToldForEver() throws Exception {
        giveUp(finished("t-1"));
        listening.clock.advance(Duration.ofHours(25));
        Untold untold = untold();
        for (int round = 0; round < 10; round++) {
            assertThat(kept()).hasSize(1);
            listening.answers(503);
            assertThat(untold.retell()).isTrue();
        }
        assertThat(kept()).isEmpty();
    }

    @Test
    void whatIsHalfWrittenOrNoReportStopsNothing() throws Exception {
        giveUp(finished("t-1"));
        byte[] whole = Files.readAllBytes(kept().getFirst());
        Files.write(own().resolve("0000000000000000002-x"), Arrays.copyOf(whole, whole.length - 1));
        Files.writeString(own().resolve("0000000000000000000-x"), "no report");
        Files.writeString(own().resolve("0000000000000000001-x.half"), "half");
        Files.writeString(own().resolve("other"), "");
        Files.createDirectories(own().resolve("0000000000000000003-x.half/full"));
        Untold untold = untold();
        Files.delete(own().resolve("0000000000000000003-x.half/full"));
        Files.delete(own().resolve("0000000000000000003-x.half"));
        assertThat(untold.retell()).isTrue();
        assertThat(listening.heard).as("nor was told what is cut short").hasSize(2);
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
        Files.delete(own());
        Files.createFile(own());
        Reports.Kept kept = untold.keep(finished("t-1"));
        assertThat(listening.journal).contains("report not kept");
        assertThat(kept.tell(0)).isTrue();
        assertThat(listening.heard).hasSize(1);
    }

    @Test
    void aFolderThatIsPurgedIsMadeAgain() throws Exception {
        giveUp(finished("t-1"));
        Untold untold = untold();
        Files.delete(kept().getFirst());
        Files.delete(own());
        Files.delete(folder);
        assertThat(untold.retell()).isTrue();
        untold.keep(finished("t-2"));
        assertThat(kept()).hasSize(1);
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "files have no modes here");
        for (Path made : List.of(folder, own())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void whatAnotherRegistrationLeftIsNotToldAndWhatAnEarlierVersionLeftIs() throws Exception {
        giveUp(finished("t-1"));
        Files.move(kept().getFirst(), folder.resolve(kept().getFirst().getFileName()));
        giveUp(finished("t-2"));
        Path other = Files.createDirectories(folder.resolve("mi-0"));
        Files.copy(kept().getFirst(), other.resolve(kept().getFirst().getFileName()));
        assertThat(untold().retell()).isTrue();
        assertThat(heardFrom(2)).containsExactly("t-1", "t-2");
        assertThat(other).doesNotExist();
    }

    /** Told later, each end would be taken for that of the run the server has just been told of. */
    @Test
    void thoseOfOneTaskAreToldInTheirOrderWhateverWasGivenUp() throws Exception {
        Untold untold = untold();
        listening.answers(IntStream.range(0, Patience.USUAL.pauses().size() + 1)
                .map(_ -> 503)
                .toArray());
        Reports.Kept first = untold.keep(run(1));
        assertThat(first.tell(0)).isTrue();
        int given = listening.heard.size();
        Reports.Kept second = untold.keep(run(2));
        listening.answers(503);
        assertThat(untold.tell(Report.running(Tasks.shell("t-1", "echo"), NOON.plusSeconds(3), new byte[0])))
                .as("the start of the third, while the end of the first waits")
                .isFalse();
        assertThat(second.tell(0)).isTrue();
        assertThat(untold.tell(Report.running(Tasks.shell("t-1", "echo"), NOON.plusSeconds(3), new byte[0])))
                .isTrue();
        assertThat(listening.heard.stream()
                        .skip(given)
                        .map(one -> Duration.between(
                                        NOON,
                                        Instant.ofEpochMilli(
                                                Long.parseLong(one.target().replaceAll(".*start=([0-9]*).*", "$1"))))
                                .toSeconds()))
                .containsExactly(1L, 1L, 2L, 3L);
        assertThat(kept()).isEmpty();
    }

    /** It tells that a part of its output is still in the air when it is kept, and that the part was taken when it is told. */
    @Test
    void whatWasTakenMeanwhileDoesNotCountAsDropped() throws Exception {
        assertThat(untold().keep(finished("t-1")).tell(4)).isTrue();
        assertThat(listening.heard.getFirst().target()).contains("dropped=1");
    }

    private static Report run(int second) {
        Instant start = NOON.plusSeconds(second);
        return Report.finished(
                Tasks.shell("t-1", "echo"), new Report.Span(start, start), 0, new OutputBuffer.Rest(new byte[0], 0));
    }

    @Test
    void ofOneTaskTheNewestTwentyAreKept() throws Exception {
        Untold untold = untold();
        Reports.Kept oldest = untold.keep(run(0));
        IntStream.range(1, 21).forEach(second -> untold.keep(run(second)));
        assertThat(kept()).hasSize(20);
        assertThat(oldest.tell(0)).as("left out for newer ones").isFalse();
        assertThat(listening.heard).isEmpty();
        assertThat(untold().retell()).isTrue();
        assertThat(listening.heard).hasSize(20);
        assertThat(listening.heard.getFirst().target())
                .contains("start=" + NOON.plusSeconds(1).toEpochMilli());
    }

    @Test
    void nobodyElseReadsThem() throws Exception {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "files have no modes here");
        untold();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    private List<Long> seconds(int from) {
        return listening.heard.stream()
                .skip(from)
                .map(one -> Long.parseLong(one.target().replaceAll(".*start=([0-9]*).*", "$1")))
                .map(start ->
                        Duration.between(NOON, Instant.ofEpochMilli(start)).toSeconds())
                .toList();
    }

    /** Whether it was taken nobody knows; told behind a later one it would be another run. */
    @ParameterizedTest
    @ValueSource(ints = {503, CUT})
    void oneThatIsToldInVainForAnHourHoldsNoLaterRunUpAndIsNotToldBehindIt(int status) throws Exception {
        listening.refuses("start=" + NOON.plusSeconds(1).toEpochMilli(), status);
        Untold untold = untold();
        assertThat(untold.keep(run(1)).tell(0)).isTrue();
        assertThat(untold.keep(run(2)).tell(0)).isTrue();
        assertThat(seconds(0)).as("a quarter of an hour: in order yet").doesNotContain(2L);
        listening.clock.advance(Duration.ofHours(1));
        int before = listening.heard.size();
        assertThat(untold.keep(run(3)).tell(0)).isTrue();
        assertThat(seconds(before)).containsExactly(1L, 2L, 3L);
        assertThat(kept()).isEmpty();
        assertThat(untold.tell(Report.running(Tasks.shell("t-1", "echo"), NOON.plusSeconds(4), new byte[0])))
                .isTrue();
    }

    @Test
    void whileTheServerTakesNothingNoneOvertakesAnother() throws Exception {
        listening.refuses("start=", 503);
        Untold untold = untold();
        assertThat(untold.keep(run(1)).tell(0)).isTrue();
        assertThat(untold.keep(run(2)).tell(0)).isTrue();
        listening.clock.advance(Duration.ofHours(2));
        assertThat(untold.retell()).isTrue();
        listening.refuses("none", 503);
        int before = listening.heard.size();
        assertThat(untold.retell()).isTrue();
        assertThat(seconds(before)).containsExactly(1L, 2L);
    }

    /** It says that all is over: how the runs before ended is told before, or never. */
    @Test
    void whatEndsAllRunsWaitsForEachOfThem() throws Exception {
        listening.refuses("/finish", 503);
        Untold untold = untold();
        assertThat(untold.keep(run(1)).tell(0)).isTrue();
        listening.clock.advance(Duration.ofHours(2));
        assertThat(untold.keep(Report.completed(Tasks.shell("t-1", ""))).tell(0))
                .isTrue();
        assertThat(listening.heard).allSatisfy(one -> assertThat(one.target()).contains("/finish"));
        assertThat(kept()).hasSize(2);
    }

    @Test
    void aServerThatWantsToBeLeftAloneForLongerThanAReportIsPatientIsLeftAlone() throws Exception {
        listening.answers.add(new Listening.Said(503, Map.of("Retry-After", "3600")));
        Untold untold = untold();
        assertThat(untold.keep(finished("t-1")).tell(0)).as("for now").isTrue();
        assertThat(listening.heard).hasSize(1);
        for (int beats = 0; beats < 40; beats++) {
            listening.clock.advance(Duration.ofMinutes(1));
            assertThat(untold.retell()).isTrue();
        }
        assertThat(listening.heard).hasSize(1);
        listening.clock.advance(Duration.ofMinutes(10));
        assertThat(untold.retell()).isTrue();
        assertThat(listening.heard).hasSize(2);
        assertThat(kept()).isEmpty();
    }

    /** A thousand at each heartbeat is what a server that has too much to do needs least. */
    @Test
    void whileTheServerTakesNothingARoundEnds() throws Exception {
        for (int number = 0; number < 25; number++) {
            giveUp(finished("t-" + number));
        }
        listening.refuses("start=", 503);
        Untold untold = untold();
        assertThat(untold.retell()).isFalse();
        assertThat(heardFrom(25)).hasSize(20);
        listening.refuses("none", 503);
        assertThat(untold.retell()).isTrue();
        assertThat(heardFrom(45)).startsWith("t-20").hasSize(25);
    }
}
