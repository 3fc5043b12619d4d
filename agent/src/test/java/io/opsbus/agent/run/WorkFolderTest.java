package io.opsbus.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that cannot be deleted, as on Windows one that a process has open: here a folder with something in it. */
class WorkFolderTest {
    @TempDir
    Path folder;

    private WorkFolder work() throws IOException {
        Instant now = Clock.systemUTC().instant();
        return new WorkFolder(folder, now);
    }

    private Path script() {
        return folder.resolve("scripts/t-1.1.bat");
    }

    private Path busy() throws IOException {
        return Files.createFile(Files.createDirectories(script()).resolve("open"));
    }

    @Test
    void aScriptThatIsInUseIsDeletedWithALaterOne() throws IOException {
        WorkFolder work = work();
        Path open = busy();
        work.remove(script());
        assertThat(script()).exists();
        Files.delete(open);
        work.remove(work.script("t-2", ".bat", new byte[0], Optional.empty()));
        assertThat(folder.resolve("scripts")).isEmptyDirectory();
    }

    @Test
    void oneThatAnEarlierProcessLeftKeepsNoAgentFromStarting() throws IOException {
        Path open = busy();
        work();
        assertThat(open).exists();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private void assumeModes() {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "files have no modes here");
    }

    private void assertClosed() throws IOException {
        assertThat(mode(folder)).isEqualTo("rwx--x--x");
        assertThat(mode(folder.resolve("scripts"))).isEqualTo("rwx--x--x");
        assertThat(mode(folder.resolve("begun"))).isEqualTo("rwx------");
    }

    /** A script has the values of its parameters in it. */
    @Test
    void aScriptIsReadByWhomItRunsAsAndFoundByNobody() throws IOException {
        assumeModes();
        Path script = work().script("t-1", ".sh", new byte[] {'x'}, Optional.empty());
        assertThat(mode(script)).isEqualTo("rwx------");
        assertThat(script).hasContent("x");
        assertClosed();
    }

    @Test
    void whatAnEarlierVersionLeftOpenIsClosed() throws IOException {
        assumeModes();
        for (String name : List.of(".", "scripts", "begun")) {
            Path open = Files.createDirectories(folder.resolve(name));
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        work();
        assertClosed();
    }

    @Test
    void whereTheScriptCannotBeThatUsersNothingIsLeft() throws IOException {
        WorkFolder work = work();
        assertThatThrownBy(() -> work.script("t-1", ".sh", new byte[1], Optional.of("no-such-user")))
                .isInstanceOf(IOException.class);
        assertThat(folder.resolve("scripts")).isEmptyDirectory();
    }

    /** Killed itself, an agent ends nothing: the next one does, before anybody asks. */
    @ParameterizedTest
    @CsvSource({"false, false", "true, true"})
    void whatAKilledAgentLeftRunningIsEnded(boolean alone, boolean staysItsChild) throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc")), "processes are found in /proc");
        WorkFolder work = work();
        work.runs("mark-1", alone, 0);
        work.runs("mark-2", false, 0);
        work.isOver("mark-2");
        Process script = marked("mark-1", "sleep 600 & echo $! >" + folder + "/child; wait");
        Process daemon = marked("mark-2", "exec sleep 600");
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Files.exists(folder.resolve("child")) && Files.size(folder.resolve("child")) > 0);
            long child =
                    Long.parseLong(Files.readString(folder.resolve("child")).strip());
            work();
            assertThat(script.waitFor(30, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(30)).until(() -> isAlive(child) == staysItsChild);
            assertThat(daemon.isAlive())
                    .as("left on purpose by a run that was over")
                    .isTrue();
            assertThat(folder.resolve("running")).isEmptyDirectory();
            ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
        } finally {
            script.destroyForcibly();
            daemon.destroyForcibly();
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private Process marked(String mark, String script) throws IOException {
        var builder = new ProcessBuilder("sh", "-c", script);
        builder.environment().put(ProcessTree.MARK, mark);
        return builder.start();
    }

    @Test
    void whatWasBegunLongAgoIsForgottenWithoutARestart() throws IOException {
        WorkFolder work = work();
        Instant now = Clock.systemUTC().instant();
        assertThat(work.begin("t-1", 0, "", now)).isTrue();
        assertThat(work.begin("t-1", 0, "", now.plus(Duration.ofDays(59)))).isFalse();
        assertThat(work.begin("t-2", 0, "", now.plus(Duration.ofDays(62)))).isTrue();
        assertThat(folder.resolve("begun/t-1.0")).exists();
        for (int other = 0; other < 1_000; other++) {
            Files.createFile(folder.resolve("begun/o-" + other + ".0"));
        }
        Files.setLastModifiedTime(folder.resolve("begun/t-1.0"), FileTime.from(now.minus(Duration.ofDays(61))));
        assertThat(work.begin("t-3", 0, "", now.plus(Duration.ofDays(64)))).isTrue();
        assertThat(folder.resolve("begun/t-1.0")).doesNotExist();
    }

    /** The server gives a task again of whose start it has not heard. */
    @Test
    void aClockThatIsAheadAtAStartMakesNothingRunTwice() throws IOException {
        Instant now = Clock.systemUTC().instant();
        assertThat(work().begin("t-1", 0, "", now)).isTrue();
        Instant ahead = now.plus(Duration.ofDays(1000));
        assertThat(new WorkFolder(folder, ahead).begin("t-1", 0, "", ahead)).isFalse();
    }

    @Test
    void aNoteOfWhatRanThatCannotBeReadKeepsNoAgentFromStarting() throws IOException {
        work();
        Files.write(folder.resolve("running/m"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Files.createDirectories(folder.resolve("running/folder/full"));
        work();
        assertThat(folder.resolve("running/m")).doesNotExist();
    }

    /** The agent of a script that ran as somebody else: runuser waits for it, and is not the script. */
    @Test
    void ofAScriptThatRunsAsSomebodyElseTheScriptItselfIsEnded() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc")), "processes are found in /proc");
        WorkFolder work = work();
        work.runs("mark-1", true, 1);
        // a program of that name that waits, as runuser does
        Path around = Files.copy(Path.of("/bin/sh").toRealPath(), folder.resolve("runuser"));
        var builder = new ProcessBuilder(
                around.toString(),
                "-c",
                "sh -c 'echo $$ >%1$s/script; sleep 600 & echo $! >%1$s/child; wait'; true".formatted(folder));
        builder.environment().put(ProcessTree.MARK, "mark-1");
        Process waiting = builder.start();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Files.exists(folder.resolve("child")) && Files.size(folder.resolve("child")) > 0);
            work();
            assertThat(waiting.waitFor(30, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(30)).until(() -> !isAlive(noted("script")));
            assertThat(isAlive(noted("child"))).isTrue();
        } finally {
            waiting.destroyForcibly();
            for (String name : List.of("script", "child")) {
                ProcessHandle.of(noted(name)).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    private long noted(String name) throws IOException {
        return Long.parseLong(Files.readString(folder.resolve(name)).strip());
    }

    /** A clock that was ahead while one began makes all others look old. */
    @Test
    void oneThatBeganByAClockThatWasAheadMakesNoOtherRunTwice() throws IOException {
        Instant now = Clock.systemUTC().instant();
        assertThat(work().begin("t-1", 0, "", now)).isTrue();
        assertThat(work().begin("t-2", 0, "", now)).isTrue();
        Files.setLastModifiedTime(folder.resolve("begun/t-2.0"), FileTime.from(now.plus(Duration.ofDays(1000))));
        assertThat(work().begin("t-1", 0, "", now)).isFalse();
    }

    /** A note that is none, or that goes while another script looks at it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatCannotBeClearedKeepsNoScriptFromBeginning(@TempDir Path other) throws IOException {
        Instant now = Instant.now();
        var work = new WorkFolder(other, now);
        Files.createSymbolicLink(other.resolve("begun/gone.0"), other.resolve("nowhere"));
        assertThat(work.begin("t-1", 0, "", now.plus(Duration.ofDays(2)))).isTrue();
        assertThat(new WorkFolder(other, now).begin("t-1", 0, "", now)).isFalse();
    }
}
