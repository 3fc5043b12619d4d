package io.opsbus.agent.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL in the middle of swaps: whatever is to be started afterwards is there, and whole. */
class KilledSwapTest {
    private static final int KILLS = 12;
    private static final int LONGEST_MS = 120;
    private static final int JARS = 12;
    private static final String CONTENT = "jar of a version ".repeat(2000);

    @TempDir
    Path folder;

    /** In the child: one version after another is laid ready and proven, as fast as it goes. */
    public static void main(String[] args) throws IOException {
        var versions = new Versions(Path.of(args[0]));
        Path parcel = Path.of(args[1]);
        for (int number = Integer.parseInt(args[2]); ; number++) {
            var version = new Version("1." + number);
            versions.take(version, parcel);
            versions.proven(version);
            System.out.println("swapped");
        }
    }

    @Test
    void whatIsToBeStartedIsAlwaysWhole() throws Exception {
        var files = new java.util.HashMap<String, String>();
        for (int jar = 0; jar < JARS; jar++) {
            files.put("lib/j" + jar + ".jar", CONTENT);
        }
        Path parcel = Files.write(folder.resolve("parcel.zip"), Published.zip(files));
        var versions = new Versions(folder.resolve("versions"));
        long seed = Long.getLong("opsbus.seed", 4_2026);
        var random = new Random(seed);
        for (int kill = 0; kill < KILLS; kill++) {
            Process child = swapping(parcel, kill * 10_000);
            BufferedReader swaps = child.inputReader();
            assertThat(swaps.readLine()).isEqualTo("swapped");
            // what it says of the next ones must not fill its pipe
            Thread.startVirtualThread(() -> swaps.lines().forEach(_ -> {}));
            boolean ended = child.waitFor(random.nextInt(LONGEST_MS), TimeUnit.MILLISECONDS);
            assertThat(ended).isFalse();
            child.destroyForcibly().onExit().join();
            assertThat(versions.standing().runs()).isPresent();
            assertWhole(versions, seed);
        }
    }

    private static void assertWhole(Versions versions, long seed) throws IOException {
        for (Version version : versions.standing().needed().toList()) {
            List<Path> jars = versions.jars(version);
            assertThat(jars).as(version + ", seed " + seed).hasSize(JARS);
            for (Path jar : jars) {
                assertThat(Files.readString(jar)).isEqualTo(CONTENT);
            }
        }
    }

    private Process swapping(Path parcel, int from) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledSwapTest.class.getName(),
                        folder.resolve("versions").toString(),
                        parcel.toString(),
                        Integer.toString(from))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
