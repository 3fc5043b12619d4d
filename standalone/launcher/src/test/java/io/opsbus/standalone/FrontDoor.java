package io.opsbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Runs shell commands in the checkout as a user would, on what the build made. */
record FrontDoor(Map<String, String> environment) {
    static final Path HOME = Path.of(System.getProperty("opsbus.home", ".")).toAbsolutePath();
    private static final long PATIENCE_MINUTES = 6;

    /**
     * What a command came to.
     *
     * @param output standard output and error together
     */
    record Ran(int exit, String output) {}

    /** Ports nobody listens on: the system's, and the agents'. */
    static int freeOffset() {
        Random random = new Random();
        while (true) {
            int offset = 1000 + random.nextInt(8000);
            Ports ports = new Ports(offset);
            Map<String, Integer> needed =
                    new HashMap<>(ports.needed(new Settings(HOME, HOME, ports, null, null, null)));
            needed.put("agents", ports.agents());
            if (Ports.taken(needed).isEmpty()) {
                return offset;
            }
        }
    }

    /**
     * Lets the system of this data folder start from what an earlier one of this build has learnt ({@code DataFolder.cache()}): the
     * first to go down writes it, which takes a minute of both processors.
     */
    static void shareStartUpCaches(Path data) throws IOException {
        Path learnt = Files.createDirectories(HOME.resolve("standalone/launcher/target/cache"));
        Files.createDirectories(data);
        Files.createSymbolicLink(new DataFolder(data).cache(), learnt);
    }

    /** Into a file: of a pipe there is no end while anything the command has left behind lives. */
    Ran run(String command) throws Exception {
        Path said = Files.createTempFile("said", ".txt");
        try {
            Process process = shell(command).redirectOutput(said.toFile()).start();
            boolean isOver = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (!isOver) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            // of a command that was cut off the last letter may be half there
            String output = new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
            assertThat(isOver)
                    .as("%s ends within %d min; it said:%n%s", command, PATIENCE_MINUTES, output)
                    .isTrue();
            return new Ran(process.exitValue(), output);
        } finally {
            Files.delete(said);
        }
    }

    /** The same, for who has something to do meanwhile. */
    Process begin(String command) throws IOException {
        return shell(command).start();
    }

    private ProcessBuilder shell(String command) {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(HOME.toFile())
                .redirectErrorStream(true);
        builder.environment().put("OPSBUS_NO_BUILD", "yes");
        builder.environment().putAll(environment);
        return builder;
    }
}
