package io.opsbus.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        work.remove(work.script("t-2", ".bat", new byte[0]));
        assertThat(folder.resolve("scripts")).isEmptyDirectory();
    }

    @Test
    void oneThatAnEarlierProcessLeftKeepsNoAgentFromStarting() throws IOException {
        Path open = busy();
        work();
        assertThat(open).exists();
    }
}
