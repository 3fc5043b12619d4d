package io.opsbus.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.agent.Report;
import io.opsbus.agent.RunTask;
import io.opsbus.agent.TaskList;
import io.opsbus.agent.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As whom scripts run; what Windows would say is said on every machine. */
class UsersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Recorded reports = new Recorded();

    @ParameterizedTest
    @ValueSource(strings = {"", "SYSTEM", "system", "System"})
    void onWindowsTheAgentsOwnUserIsTakenInAnyCase(String name) {
        assertThat(new Users.OnWindows("SYSTEM").ask(name)).isEqualTo(new Users.Self());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "Administrator", ".\\SYSTEM", "root", " "})
    void onWindowsNobodyElseIsAndTheReasonNamesWhoIs(String name) {
        assertThat(new Users.OnWindows("SYSTEM").ask(name))
                .isInstanceOfSatisfying(
                        Users.Refused.class,
                        refused -> assertThat(refused.why()).contains("on Windows", "SYSTEM"));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "asks id(1) whether there is such a user")
    void elsewhereEverybodyIsWhomTheMachineKnows() throws Exception {
        var users = new Users.OnUnix("somebody");
        assertThat(users.ask("")).isEqualTo(new Users.Self());
        assertThat(users.ask("somebody")).isEqualTo(new Users.Self());
        assertThat(users.ask("bin")).isEqualTo(new Users.Other("bin"));
        assertThat(users.ask("no-such-user")).isEqualTo(new Users.Refused("unknown user no-such-user"));
        assertThat(users.ask("SOMEBODY")).isInstanceOf(Users.Refused.class);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its task is a shell script")
    void whoIsRefusedOnWindowsIsToldSoAndNothingBegins(@TempDir Path folder) throws Exception {
        var machine = new Runner.Machine(
                Clock.systemUTC(), (task, code) -> {}, (what, more) -> {}, new Users.OnWindows("SYSTEM"), "");
        try (var runner = new Runner(new WorkFolder(folder, Clock.systemUTC().instant()), reports, machine)) {
            RunTask other = Tasks.in(Tasks.shell("t-bob", "echo"), new RunTask.Place("", "bob", false));
            runner.take(new TaskList(false, List.of(other), List.of(), List.of(), List.of()));
            assertThat(ended("t-bob").query())
                    .containsEntry("param", "UsernameOrPasswordInvalid")
                    .containsEntry(
                            "value",
                            "UserInvalid_bob: on Windows this agent runs scripts as the user it is started by, SYSTEM,"
                                    + " and as nobody else; send no Username");
            assertThat(reports.all("t-bob")).as("nothing has begun").hasSize(1);
            runner.take(new TaskList(false, List.of(), List.of(), List.of(other), List.of()));
            await().atMost(PATIENCE).until(() -> reports.all("t-bob").size() == 2);
            assertThat(reports.all("t-bob").getLast().query()).containsEntry("param", "UsernameOrPasswordInvalid");

            RunTask itself = Tasks.in(Tasks.shell("t-system", "echo"), new RunTask.Place("", "System", false));
            runner.take(new TaskList(false, List.of(itself), List.of(), List.of(), List.of()));
            assertThat(ended("t-system").query()).containsEntry("exitCode", "0");
        }
    }

    /** Its script runs as that user, who sees no other. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there it runs nothing as somebody else")
    void anotherUsersScriptIsThatUsersAndNoOtherIsFound(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(
                System.getProperty("user.name").equals("root") && Launch.isOnPath("runuser"),
                "only root runs scripts as somebody else");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Path work = folder.resolve("work");
        var machine = new Runner.Machine(Clock.systemUTC(), (_, _) -> {}, (_, _) -> {}, "");
        try (var runner = new Runner(new WorkFolder(work, Clock.systemUTC().instant()), reports, machine)) {
            Path secret = Files.writeString(work.resolve("scripts/t-root.9.sh"), "secret");
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
            RunTask task = Tasks.in(
                    Tasks.shell("t-bin", """
                            id -un; stat -c '%U %a' "$0"
                            ls WORK/scripts >/dev/null 2>&1 && echo listed
                            cat WORK/scripts/t-root.9.sh 2>/dev/null
                            exit 0
                            """.replace("WORK", work.toString())), new RunTask.Place("/", "bin", false));
            runner.take(new TaskList(false, List.of(task), List.of(), List.of(), List.of()));
            assertThat(ended("t-bin").query()).containsEntry("exitCode", "0");
            assertThat(reports.output("t-bin")).isEqualTo("bin\nbin 700\n");
        }
    }

    private Report ended(String id) {
        await().atMost(PATIENCE).until(() -> !reports.last(id).isEmpty());
        return reports.last(id).getLast();
    }
}
