package io.opsbus.standalone.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two processes see of each other; that a killed one lets go is the kernel's. */
class FolderLockTest {
    @TempDir
    private Path folder;

    /** Holds the lock until its input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            try (FolderLock _ = FolderLock.take(Path.of(arguments[0]), () -> System.out.println("waits"))) {
                System.out.println("holds");
                while (System.in.read() >= 0) {}
            }
        }
    }

    private Process holder(Path file) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void oneHoldsItAndItsDeathLetsItGo() throws Exception {
        Path file = folder.resolve("lock");
        assertThat(FolderLock.isHeld(file)).isFalse();
        assertThat(FolderLock.holder(file)).isEmpty();
        Process first = holder(file);
        assertThat(first.inputReader().readLine()).isEqualTo("holds");

        assertThat(FolderLock.isHeld(file)).isTrue();
        assertThat(FolderLock.holder(file)).isEqualTo(Long.toString(first.pid()));
        assertThat(FolderLock.tryTake(file)).isEmpty();
        Process second = holder(file);
        var said = second.inputReader();
        assertThat(said.readLine()).isEqualTo("waits");

        first.destroyForcibly().waitFor();
        assertThat(said.readLine()).isEqualTo("holds");
        assertThat(FolderLock.holder(file)).isEqualTo(Long.toString(second.pid()));
        second.destroyForcibly().waitFor();
        assertThat(FolderLock.isHeld(file)).isFalse();
        try (FolderLock mine = FolderLock.tryTake(file).orElseThrow()) {
            assertThat(mine).isNotNull();
            assertThat(FolderLock.tryTake(file))
                    .as("not twice by one process either")
                    .isEmpty();
        }
    }
}
