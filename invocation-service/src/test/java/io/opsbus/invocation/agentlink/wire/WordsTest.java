package io.opsbus.invocation.agentlink.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final InstanceId INSTANCE = new InstanceId("mi-1");
    private static final TaskId TASK = new TaskId("t-1");

    /** A kick without its third word deafens the official agent until it is restarted. */
    @Test
    void everyKickIsTheBareOneOrHasAllItsWords() {
        List<Kick> all = List.of(
                new Kick.Run(INSTANCE, TASK),
                new Kick.RunAgain(INSTANCE, TASK),
                new Kick.Stop(INSTANCE, TASK),
                new Kick.File(INSTANCE, TASK),
                new Kick.Everything(INSTANCE),
                new Kick.Deregister(INSTANCE));
        assertThat(all)
                .extracting(KickText::of)
                .containsExactly(
                        "kick_vm task run t-1",
                        "kick_vm task run t-1",
                        "kick_vm task stop t-1",
                        "kick_vm file create t-1",
                        "kick_vm",
                        "kick_vm agent deregister");
    }

    @Test
    void everyReportIsReadWithItsOwnWords() {
        assertThat(read("running", "start=5")).containsInstanceOf(TaskReport.Running.class);
        assertThat(read("verified", "")).contains(new TaskReport.Verified());
        assertThat(read("timeout", "start=1&end=2&exitCode=1&dropped=0")).containsInstanceOf(TaskReport.TimedOut.class);
        assertThat(read("error", "start=0&end=0&exitCode=1&dropped=0&errCode=-9&errDesc=a+b%21"))
                .hasValueSatisfying(report -> assertThat(report)
                        .hasFieldOrPropertyWithValue("code", "-9")
                        .hasFieldOrPropertyWithValue("description", "a b!"));
        assertThat(read("error", "start=0&end=0&errCode=ContainerRuntimeTimeout"))
                .hasValueSatisfying(
                        report -> assertThat(report).hasFieldOrPropertyWithValue("code", "ContainerRuntimeTimeout"));
        assertThat(read("invalid", "param=cron&value=x")).contains(new TaskReport.Invalid("cron", "x"));
        // lower case, here alone
        assertThat(read("stopped", "start=1&end=2&exitcode=7&dropped=0&result=completed"))
                .hasValueSatisfying(report -> assertThat(report)
                        .hasFieldOrPropertyWithValue("exitCode", 7L)
                        .hasFieldOrPropertyWithValue("completed", true));
        assertThat(read(
                        "stopped",
                        "start=1&end=2&exitcode=7&dropped=0&result=failed&errCode=TerminationException&errDesc=no+way"))
                .hasValueSatisfying(report -> assertThat(report)
                        .hasFieldOrPropertyWithValue("completed", false)
                        .hasFieldOrPropertyWithValue("description", "no way"));
        assertThat(read("finish", "status=Success&taskType=sendfile&errorcode=0"))
                .contains(new TaskReport.FileWritten(true, 0));
        assertThat(read("finish", "status=Failed&taskType=sendfile&errorcode=4"))
                .contains(new TaskReport.FileWritten(false, 4));
        assertThat(read("invalid", "taskType=sendfile&param=FileExist&value=/a/100%&b c"))
                .contains(new TaskReport.FileInvalid("FileExist", "/a/100%"));
    }

    @Test
    void aReportWithoutItsNumbersIsNone() {
        assertThat(read("running", "start=")).isEmpty();
        assertThat(read("finish", "start=1&end=2")).isEmpty();
        assertThat(read("finish", "start=-1&end=2&exitCode=0")).isEmpty();
        assertThat(read("finish", "start=99999999999999999&end=2&exitCode=0")).isEmpty();
        assertThat(read("error", "start=1&end=2")).isEmpty();
        assertThat(read("finish", "taskType=sendfile&status=Maybe")).isEmpty();
        assertThat(read("dance", "")).isEmpty();
    }

    @Test
    void anyQueryAtAllIsReadWithoutAnException() {
        SplittableRandom random = Seeds.random("anyQueryAtAllIsReadWithoutAnException");
        String letters = "taskIdstart=&%+2F\u00e9 end-0193=&errCode?#\0";
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            for (String word : List.of("running", "finish", "error", "invalid", "stopped")) {
                assertThat(read(word, text.toString())).isNotNull();
            }
        }
    }

    @Test
    void aScriptOfATypeAgentsDoNotKnowIsNotSent() {
        var task = new RunTask(
                TASK,
                0,
                "c",
                new RunTask.Script("RunRubyScript", new byte[0], Duration.ofSeconds(1)),
                new RunTask.Place("", "", "", "", ""),
                new RunTask.Timing(RunTask.Repeat.ONCE, "", Instant.EPOCH),
                new RunTask.OutputRules(Duration.ofSeconds(1), 1));
        assertThatThrownBy(() -> TaskListText.write(INSTANCE, new TaskList(List.of(task), List.of(), List.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Optional<TaskReport> read(String word, String query) {
        return ReportReader.read(word, Query.read(query), new byte[0]);
    }
}
