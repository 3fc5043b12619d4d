package io.opsbus.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.RunTask;
import io.opsbus.agent.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a script runs when its command says nothing, and when it does (agent facts 8). */
class DirectoryTest {
    @TempDir
    Path folder;

    private static Path of(String asked, String user) throws Exception {
        RunTask task = Tasks.in(Tasks.shell("t-1", "pwd"), new RunTask.Place(asked, user, false));
        return Launch.check(task, Users.here()) instanceof Launch.Checked.Ready ready
                ? ready.directory()
                : Path.of("none");
    }

    @Test
    void whereNothingIsSaidItIsTheHomeOfTheAgentsUser() throws Exception {
        assertThat(of("", "")).isEqualTo(Path.of(System.getProperty("user.home")));
    }

    @Test
    void ofAnotherUserItIsThatUsersHome() throws Exception {
        // every Linux has it, and nobody runs tests as it
        String line = Files.readAllLines(Path.of("/etc/passwd")).stream()
                .filter(one -> one.startsWith("bin:"))
                .findFirst()
                .orElseThrow();
        assertThat(of("", "bin")).isEqualTo(Path.of(line.split(":", -1)[5]));
    }

    @Test
    void whatIsSaidHolds() throws Exception {
        assertThat(of(folder.toString(), "")).isEqualTo(folder);
        assertThat(of(folder.resolve("none").toString(), "")).isEqualTo(Path.of("none"));
    }
}
