package io.opsbus.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.agent.Content;
import io.opsbus.agent.FileTask;
import io.opsbus.agent.Report;
import io.opsbus.agent.RunTask;
import io.opsbus.agent.TaskList;
import io.opsbus.agent.Tasks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A mistake of ours in the middle of a task. */
class BrokenRunTest {
    private final Recorded reports = new Recorded();

    /** Answers whoever takes the task, and not who begins with it. */
    private static final class Broken extends Clock {
        private final Throwable mistake;
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Instant instant() {
            if (asked.incrementAndGet() == 2) {
                Broken.<RuntimeException>fail(mistake);
            }
            return Instant.EPOCH;
        }

        Broken(Throwable mistake) {
            this.mistake = mistake;
        }

        @SuppressWarnings("unchecked") // an error goes as it comes
        private static <T extends Throwable> void fail(Throwable mistake) throws T {
            throw (T) mistake;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("it has one zone");
        }
    }

    /** An error is what a class is that is not there any more: another installation was laid over this one. */
    private static Stream<Throwable> mistakes() {
        return Stream.of(new IllegalStateException("a mistake"), new NoClassDefFoundError("a mistake"));
    }

    /** Nobody waits for it until its time is over. */
    @ParameterizedTest
    @MethodSource("mistakes")
    void theTaskIsToldToHaveFailed(Throwable mistake, @TempDir Path folder) throws Exception {
        var machine = new Runner.Machine(new Broken(mistake), (_, _) -> {}, (_, _) -> {}, "");
        try (var runner = new Runner(new WorkFolder(folder, Instant.EPOCH), reports, machine)) {
            runner.take(new TaskList(false, List.of(Tasks.shell("t-1", "echo")), List.of(), List.of(), List.of()));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !reports.last("t-1").isEmpty());
            assertThat(reports.last("t-1").getFirst().query())
                    .containsEntry("errCode", "-7")
                    .containsEntry("errDesc", "ExecuteScriptFailed: " + mistake);
            await().atMost(Duration.ofSeconds(30)).until(() -> runner.busy() == 0);
        }
    }

    /** It would be given again to each process that is started in the place of one it has ended. */
    @Test
    void aMistakeInOneEntryOfAListEndsNeitherTheAgentNorTheOthers(@TempDir Path folder) throws Exception {
        Content broken = () -> {
            throw new IllegalStateException("a mistake");
        };
        var file = new FileTask("f-1", broken, "", folder.toString(), "a", "", "", "", false);
        RunTask fine = Tasks.shell("t-1", "echo");
        var test = new RunTask(
                "t-2",
                0,
                new RunTask.Script("RunShellScript", broken, Duration.ZERO, "", false),
                fine.place(),
                fine.timing(),
                fine.output());
        var machine = new Runner.Machine(Clock.systemUTC(), (_, _) -> {}, (_, _) -> {}, "");
        try (var runner = new Runner(new WorkFolder(folder, Instant.EPOCH), reports, machine)) {
            runner.take(new TaskList(false, List.of(fine), List.of(), List.of(test), List.of(file)));
            for (String id : List.of("f-1", "t-1", "t-2")) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> !reports.last(id).isEmpty());
            }
            assertThat(reports.last("f-1").getFirst().query()).containsEntry("errorcode", "1");
            assertThat(reports.last("t-1").getFirst().kind()).isEqualTo(Report.Kind.FINISH);
            assertThat(reports.last("t-2").getFirst().query()).containsEntry("errCode", "-7");
        }
    }
}
